/**
 * Somebody else's adapter may be without some methods, and somebody else's harness without a second path. A case that
 * calls what is not there says nothing of the adapter: it comes out as not checkable, also where it swallowed the error.
 */
import type { AnyMethodName, MortiseAdapter } from "@mortise/adapter-kit";
import { classicMethods, webAuthnMethods } from "./cases/each-method.ts";
import type { CaseId } from "./catalogue.ts";
import type { Harness, Second } from "./harness.ts";
import { NotCheckable } from "./needs.ts";
import { canInsert, noSecondPath, noting } from "./some-raw-path.ts";

/** The methods of which one that is missing has a stand-in, which says so when it is called. */
const withStandIn: readonly AnyMethodName[] = [...classicMethods, ...webAuthnMethods].filter(
  (name) => name !== "getAccount",
);

/** A case may look whether one of these is there, and do without, so there are no stand-ins for them. */
const withoutStandIn: readonly AnyMethodName[] = [
  "getAccount",
  "listSessions",
  "revokeSessions",
  "listAccounts",
  "sweep",
  "createSchema",
  "verifySchema",
  "close",
];

/** A harness that notes it when a case meets what it has not. */
export interface Watched {
  readonly harness: Harness;
  /** What the case came to: the lack that it met, or else the error by which it ended, or nothing. */
  verdict(error?: unknown): unknown;
}

/** @param id the case that it is for: some are about what is missing, and see the adapter as it is. */
export function watched(harness: Harness, id: CaseId): Watched {
  const { adapter, raw } = harness;
  let met: NotCheckable | undefined;
  const note = (error: unknown) => {
    if (error instanceof NotCheckable) met ??= error;
    return error;
  };
  const isLack = (name: AnyMethodName) => typeof Reflect.get(adapter, name) !== "function";
  const missing = id.startsWith("INT") ? [] : withStandIn.filter(isLack);
  const own: Harness = { ...harness, adapter: withStandIns(adapter, missing, note), raw: noting(raw, note) };
  return {
    harness: isRaceOfOneClient(id) ? { ...own, openSecond: () => secondOrSame(own, harness) } : own,
    verdict(error) {
      // Rows that nobody can look at cannot be copied either.
      if (error instanceof DOMException && !canInsert(raw)) note(new NotCheckable(noSecondPath));
      if (met !== undefined || !(error instanceof TypeError)) return met ?? error;
      const called = /\b(\w+) is not a function/.exec(error.message)?.[1];
      const name = [...withStandIn, ...withoutStandIn].find((method) => method === called);
      return name !== undefined && isLack(name) ? lackOf(name) : error;
    },
  };
}

/** The races say something of one client as well; CON-02 alone is about two. */
function isRaceOfOneClient(id: CaseId): boolean {
  return id.startsWith("CON-") && id !== "CON-02";
}

async function secondOrSame({ adapter }: Harness, harness: Harness): Promise<Second> {
  try {
    return await harness.openSecond();
  } catch (error) {
    if (error instanceof NotCheckable) return { adapter, close: async () => {} };
    throw error;
  }
}

function lackOf(name: AnyMethodName): NotCheckable {
  return new NotCheckable(`the adapter has no ${name}`);
}

function withStandIns(
  adapter: MortiseAdapter,
  missing: readonly AnyMethodName[],
  note: (error: unknown) => unknown,
): MortiseAdapter {
  if (missing.length === 0) return adapter;
  const methods = [...withStandIn, ...withoutStandIn].flatMap((name) => {
    const method: unknown = Reflect.get(adapter, name);
    if (missing.includes(name)) {
      const standIn = () => {
        throw note(lackOf(name));
      };
      return [[name, standIn]];
    }
    if (typeof method !== "function") return [];
    return [[name, (...args: readonly unknown[]) => Reflect.apply(method, adapter, args)]];
  });
  return Object.fromEntries(methods);
}
