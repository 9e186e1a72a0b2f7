/** A seeded fault: something that a tired author would commit, done to the reference adapter in one place. */
import {
  createAdapter,
  type MethodName,
  type MortiseAdapter,
  type RecordName,
  recordKeys,
  type Store,
} from "@mortise/adapter-kit";
import { createMemoryDatabase, type MemoryDatabase, memoryStore } from "@mortise/memory-adapter";
import { Table } from "../../packages/memory-adapter/src/database.ts";
import { openMemory } from "../../packages/memory-adapter/test/harness.ts";
import type { CaseId } from "../src/catalogue.ts";
import type { Harness } from "../src/harness.ts";

export interface Fault {
  /** What was got wrong, as a sentence. */
  readonly name: string;
  /** The cases that it is there for. Each of them must catch it; others may. */
  readonly catches: readonly [CaseId, ...CaseId[]];
  /** Tables that were declared otherwise. */
  readonly engine?: Tables;
  /** Verbs of the store, where the kit lets the defect through. */
  readonly store?: (store: Store, database: MemoryDatabase) => StorePatch;
  /** Methods of the adapter, where the kit makes the defect impossible: as who has no kit would write them. */
  readonly adapter?: (adapter: MortiseAdapter, database: MemoryDatabase) => AdapterPatch;
  /** The object that holds the methods. */
  readonly object?: (adapter: MortiseAdapter) => object;
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

type Part = "users" | "accounts" | "sessions" | "tokens" | "authenticators";

/** Verbs as they may be without types: what they answer is anything. */
type Verbs<Of> = { readonly [V in keyof Of]?: Of[V] extends (...args: infer A) => unknown ? Untyped<A> : never };
type StorePatch = { readonly [P in Part]?: Verbs<Store[P]> };

/** Methods as they may be without types; objects that are passed in have whatever Auth.js puts into them. */
type AdapterPatch = { readonly [M in MethodName]?: Untyped<Loose<Parameters<MortiseAdapter[M]>>> };

type Untyped<Args extends readonly unknown[]> = (...args: Args) => unknown;
type Loose<Args extends readonly unknown[]> = {
  [N in keyof Args]: Args[N] extends object ? Args[N] & { readonly [field: string]: unknown } : Args[N];
};

/** A fresh harness over the reference store, with the fault in it. */
export async function openReference(fault?: Fault): Promise<Harness> {
  const database = fault?.engine ? databaseOf(fault.engine) : createMemoryDatabase();
  const adapterOf = () => adapterWith(fault, database);
  return {
    ...(await openMemory(database)),
    adapter: adapterOf(),
    openSecond: async () => ({ adapter: adapterOf(), close: async () => {} }),
  };
}

function adapterWith(fault: Fault | undefined, database: MemoryDatabase): MortiseAdapter {
  const store = memoryStore(database);
  const patch = fault?.store?.(store, database);
  const adapter = createAdapter(patch ? patched(store, patch) : store);
  const methods = fault?.adapter ? { ...adapter, ...fault.adapter(adapter, database) } : adapter;
  return (fault?.object?.(methods as MortiseAdapter) ?? methods) as MortiseAdapter;
}

function patched(store: Store, patch: StorePatch): Store {
  const parts = Object.entries(patch).map(([part, verbs]) => [part, { ...store[part as Part], ...verbs }]);
  return { ...store, ...Object.fromEntries(parts) };
}

/** `createMemoryDatabase` with other declarations. */
function databaseOf(tables: Tables): MemoryDatabase {
  const layout = (record: RecordName, index: readonly string[]) => ({
    key: tables[record]?.key ?? recordKeys[record],
    unique: tables[record]?.unique ?? (record === "user" ? ["email"] : []),
    index,
  });
  const user: MemoryDatabase["user"] = new Table(layout("user", ["email"]));
  const owners = (record: RecordName) => (tables[record]?.foreignKey === false ? undefined : user);
  return {
    user,
    account: new Table(layout("account", ["userId"]), owners("account")),
    session: new Table(layout("session", ["userId"]), owners("session")),
    verificationToken: new Table(layout("verificationToken", ["token"])),
    authenticator: new Table(layout("authenticator", ["userId"]), owners("authenticator")),
    trips: 0,
  };
}
