/** A seeded fault: something that a tired author would commit, done to the reference adapter in one place. */
import {
  type AnyMethodName,
  createAdapter,
  type MortiseAdapter,
  type RecordName,
  type Store,
  type Traits,
  traitsOf,
} from "@mortise/adapter-kit";
import {
  createMemoryDatabase,
  type Layouts,
  layouts,
  type MemoryAdapterOptions,
  type MemoryDatabase,
  memoryStore,
} from "@mortise/memory-adapter";
import { openMemory } from "../../packages/memory-adapter/test/harness.ts";
import type { CaseId } from "../src/catalogue.ts";
import type { Harness } from "../src/harness.ts";
import { openReal } from "./real.ts";

export interface Fault {
  /** What was got wrong, as a sentence. */
  readonly name: string;
  /** The cases that it is there for. Each of them must catch it; others may. */
  readonly catches: readonly [CaseId, ...CaseId[]];
  /** Tables that were declared otherwise. */
  readonly engine?: Tables;
  /** Verbs of the store, where the kit lets the defect through. */
  readonly store?: (store: Store, database: MemoryDatabase, options: MemoryAdapterOptions) => StorePatch;
  /** Methods of the adapter, where the kit makes the defect impossible: as who has no kit would write them. */
  readonly adapter?: (adapter: MortiseAdapter, database: MemoryDatabase, options: MemoryAdapterOptions) => AdapterPatch;
  /** What becomes of the options that an app passes in, the prefix among them. */
  readonly options?: (options: MemoryAdapterOptions) => MemoryAdapterOptions;
  /** What the store declares of itself. */
  readonly traits?: Partial<Traits>;
  /** Called each time an adapter is made, before anything else. */
  readonly construct?: (database: MemoryDatabase) => void;
  /** Methods of the Drizzle adapter over SQLite, where the reference has nothing to get wrong. Cases of that group alone run. */
  readonly overDrizzle?: (adapter: MortiseAdapter) => AdapterPatch;
  /** The object that holds the methods. */
  readonly object?: (adapter: MortiseAdapter) => object;
  /** What the compiler has in place of the package's call: an expression of TypeScript. */
  readonly types?: string;
}

/** How tables are declared, where it is not as the contract wants it. */
type Tables = {
  readonly [R in RecordName]?: {
    readonly key?: readonly string[];
    readonly unique?: readonly string[];
    /** `false`: a row may belong to nobody. */
    readonly foreignKey?: boolean;
  };
};

type Part = "users" | "accounts" | "sessions" | "tokens" | "authenticators" | "schema";

/** Verbs as they may be without types: what they answer is anything. */
type Verbs<Of> = { readonly [V in keyof Of]?: Of[V] extends (...args: infer A) => unknown ? Untyped<A> : never };
type StorePatch = { readonly [P in Part]?: Verbs<Store[P]> };

/** Methods as they may be without types; objects that are passed in have whatever Auth.js puts into them. */
export type AdapterPatch = { readonly [M in AnyMethodName]?: Untyped<Loose<Parameters<MortiseAdapter[M]>>> };

type Untyped<Args extends readonly unknown[]> = (...args: Args) => unknown;
type Loose<Args extends readonly unknown[]> = {
  [N in keyof Args]: Args[N] extends object ? Args[N] & { readonly [field: string]: unknown } : Args[N];
};

/** A fresh harness over the reference store, with the fault in it. */
export async function openReference(fault: Fault = { name: "none", catches: ["INT-01"] }): Promise<Harness> {
  if (fault.overDrizzle) return openReal(fault.overDrizzle);
  const declared = fault.engine ? layoutsOf(fault.engine) : {};
  const traits = new WeakMap<object, Traits>();
  const harness = await openMemory({
    createDatabase: (own = {}) => createMemoryDatabase({ ...declared, ...own }),
    adapterOf: (server, given) => {
      fault.construct?.(server);
      const options = fault.options?.(given) ?? given;
      const { adapter, own } = adapterWith(fault, server, options);
      traits.set(adapter, own);
      return adapter;
    },
    traitsOf: (adapter) => traits.get(adapter),
  });
  const { types } = harness;
  return types && fault.types ? { ...harness, types: { ...types, call: fault.types } } : harness;
}

function adapterWith(fault: Fault, server: MemoryDatabase, options: MemoryAdapterOptions) {
  const { prefix = "" } = options;
  const database = prefix === "" ? server : server.namespace(prefix);
  const store = memoryStore(server, prefix);
  const patch = fault.store?.(store, database, options);
  const made = createAdapter(patch ? patched(store, patch) : store, options);
  const methods = fault.adapter ? { ...made, ...fault.adapter(made, database, options) } : made;
  const adapter = (fault.object?.(methods as MortiseAdapter) ?? methods) as MortiseAdapter;
  return { adapter, own: { ...(traitsOf(made) as Traits), ...fault.traits } };
}

function patched(store: Store, patch: StorePatch): Store {
  const parts = Object.entries(patch).map(([part, verbs]) => [part, { ...store[part as Part], ...verbs }]);
  return { ...store, ...Object.fromEntries(parts) };
}

function layoutsOf(tables: Tables): Partial<Layouts> {
  const records = Object.keys(tables) as RecordName[];
  return Object.fromEntries(
    records.map((record) => {
      const { unique = layouts[record].unique } = tables[record] ?? {};
      const index = record === "user" ? { index: ["email"] } : {};
      return [record, { ...layouts[record], ...index, ...tables[record], ...(unique ? { unique } : {}) }];
    }),
  );
}
