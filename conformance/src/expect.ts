/** What several groups of cases assert with. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import type { RawPath, Row } from "./harness.ts";

/**
 * The call fails with an Error: it rejects, or throws at once.
 * @param what the call in a few words, for the message when it does not.
 */
export async function rejects(call: () => unknown, what: string): Promise<void> {
  let answer: unknown;
  try {
    answer = await call();
  } catch (error) {
    assert.ok(error instanceof Error, `${what} fails with ${inspect(error)}, which is not an Error`);
    return;
  }
  assert.fail(`${what} succeeds with ${inspect(answer)}`);
}

/** What the call answers, or `null` when it fails: for a case in which both are allowed and the state tells. */
export async function attempt<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch {
    return null;
  }
}

/** The same rows, in whatever order the database answers them. */
export function sameRows<R extends object>(actual: readonly R[], expected: readonly R[], message?: string): void {
  assert.deepEqual(new Set(actual), new Set(expected), message);
}

/** Every row of every record, in a form that compares whatever the order in which the database answers them. */
export async function everyRow(raw: RawPath): Promise<Map<RecordName, ReadonlySet<Row>>> {
  const all = new Map<RecordName, ReadonlySet<Row>>();
  for (const record of Object.keys(recordKeys) as RecordName[]) all.set(record, new Set(await raw.rows(record)));
  return all;
}

/**
 * The fields of a result are those of a row. A field that is missing or `undefined` is the same as `null`, and fields
 * that are not named, such as an app's own columns, may hold anything.
 */
export function sameFields(actual: unknown, expected: object, fields: readonly string[] = Object.keys(expected)): void {
  assert.ok(typeof actual === "object" && actual !== null, `expected a row, got ${inspect(actual)}`);
  assert.deepEqual(pick(actual, fields), pick(expected, fields));
}

function pick(row: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, Reflect.get(row, field) ?? null]));
}

/** The rows that have these values in these fields. */
export function only<R extends object>(rows: readonly R[], where: Partial<NoInfer<R>>): R[] {
  return rows.filter((row) => Object.entries(where).every(([field, value]) => Reflect.get(row, field) === value));
}

/** Two keys that a person, a collation or a pattern may take for one another. */
export interface LookAlike {
  /** In what they differ. */
  readonly differ: string;
  readonly key: string;
  readonly other: string;
}

/**
 * The vectors of look-alike keys. They are shaped like e-mail addresses, and are good as any other opaque
 * key; no key stands in two of them.
 */
export const lookAlikes: readonly LookAlike[] = [
  { differ: "an accent", key: "accent@gmail.com", other: "accent@gmaíl.com" },
  { differ: "a sharp s", key: "strasse@example.com", other: "straße@example.com" },
  { differ: "a long s", key: "sam@example.com", other: "ſam@example.com" },
  { differ: "a dot on an i", key: "dotted-ivy@example.com", other: "dotted-i\u0307vy@example.com" },
  { differ: "a dotless i", key: "dotless-ivy@example.com", other: "dotless-ıvy@example.com" },
  { differ: "an emoji", key: "🍣@example.com", other: "🍺@example.com" },
  { differ: "a zero-width space", key: "zerowidth@example.com", other: "zero\u200bwidth@example.com" },
  { differ: "a trailing space", key: "space@example.com", other: "space@example.com " },
  { differ: "composition", key: "compos\u00e9@example.com", other: "compose\u0301@example.com" },
  { differ: "a trailing slash", key: "slash@example.com", other: "slash@example.com/" },
  { differ: "a % wildcard", key: "percent@example.com", other: "perc%@example.com" },
  { differ: "a _ wildcard", key: "underline@example.com", other: "underl_ne@example.com" },
];

/** The one pair that an e-mail lookup may take for the same, if its writes do too. Any other key is case-sensitive. */
export const caseLookAlike: LookAlike = {
  differ: "upper and lower case",
  key: "case@example.com",
  other: "CASE@Example.com",
};

/**
 * Stores one key of each pair and looks for the other, then stores the other too and finds each by itself alone.
 * @param insert stores a row with that key and answers whose it is.
 * @param find looks the key up and answers whose it is, or what the adapter says when it is nobody's.
 */
export async function keepsApart(
  pairs: readonly LookAlike[],
  insert: (key: string) => Promise<string>,
  find: (key: string) => Promise<unknown>,
): Promise<void> {
  for (const { differ, key, other } of pairs) {
    const owner = await insert(key);
    assert.equal(await find(key), owner, `${inspect(key)} is not found`);
    assert.equal(await find(other), null, `${differ}: ${inspect(other)} finds ${inspect(key)}`);
    // A database that takes the two for one may keep the second out: then no lookup can confuse them.
    const otherOwner = await attempt(() => insert(other));
    assert.equal(await find(key), owner, `${differ}: ${inspect(key)} is not found beside ${inspect(other)}`);
    assert.equal(await find(other), otherOwner, `${differ}: what ${inspect(other)} finds is not its own`);
  }
}
