/** A second path of which only a part is there, or nothing. */
import type { RawPath } from "./harness.ts";
import { NotCheckable } from "./needs.ts";

const path = "second path into the database";

/** A case needs to see what is stored, and nobody can look. */
export const noSecondPath: string = `there is no ${path}`;

/** Reads as `true` from a second path that stores nothing: given rows then go through the adapter. */
const blind: unique symbol = Symbol("stores nothing by itself");

/** A second path as a stranger may have it; what is absent makes the cases that need it not checkable. */
export type SomeRawPath = Pick<RawPath, "rows" | "insert" | "clear"> & Partial<RawPath>;

/** Makes a whole second path of a part of one, or of none. */
export function completed(raw: SomeRawPath | undefined): RawPath {
  const without = (what: string) => async () => {
    throw new NotCheckable(`there is no ${what}`);
  };
  if (raw !== undefined) {
    return {
      insertOrphan: without("way to store a row without its user"),
      refuseInserts: without("way to make the database refuse a write"),
      ...members(raw, (call) => call),
    };
  }
  const nothing = without(path);
  const empty = without("way to empty the database");
  const parts = { rows: nothing, insert: nothing, insertOrphan: nothing, refuseInserts: nothing, clear: empty };
  return Object.assign(parts, { [blind]: true });
}

/** Whether rows can be stored past the adapter. */
export function canInsert(raw: RawPath): boolean {
  return Reflect.get(raw, blind) !== true;
}

type Call = (...args: readonly unknown[]) => unknown;

/** The functions of an object or of its class, as own properties that need no `this`. */
function members<T extends object>(of: T, wrap: (call: Call, name: string) => Call): T {
  const names = new Set<string>();
  for (let at: object | null = of; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") names.add(name);
  }
  const own = [...names].flatMap((name) => {
    const member: unknown = Reflect.get(of, name);
    if (typeof member !== "function") return [];
    return [[name, wrap((...args) => Reflect.apply(member, of, args), name)]];
  });
  return Object.fromEntries(own);
}

/** The same second path, of which each lack that is met is noted. */
export function noting(raw: RawPath, note: (error: unknown) => unknown): RawPath {
  const isBlind = !canInsert(raw);
  const noted = members(raw, (call, name) => async (...args) => {
    if (isBlind && name === "rows") return unseen(note);
    try {
      return await call(...args);
    } catch (error) {
      throw note(error);
    }
  });
  return Object.assign(noted, { [blind]: isBlind });
}

/**
 * Rows that nobody can look at. A case may ask for them before it begins: what the adapter answers wrong until they are
 * compared is wrong all the same.
 */
function unseen(note: (error: unknown) => unknown): readonly never[] {
  return new Proxy([], {
    get(_, name) {
      // A promise that answers them asks for this.
      if (name === "then") return undefined;
      throw note(new NotCheckable(noSecondPath));
    },
  });
}
