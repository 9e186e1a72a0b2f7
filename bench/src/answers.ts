/** Whether two contestants did the same work: what they answered, and what was there afterwards. */
import { inspect } from "node:util";

const mostDifferences = 3;

/**
 * How an answer differs from the one that it is held against, one sentence each, the first few.
 * @param ours the answer that it is held against.
 * @param theirs the answer.
 */
export function differences(ours: unknown, theirs: unknown): string[] {
  return compare(plain(ours), plain(theirs), "").slice(0, mostDifferences);
}

function compare(ours: unknown, theirs: unknown, path: string): string[] {
  const at = path === "" ? "the answer" : path;
  if (Object.is(ours, theirs)) return [];
  if (!isRecord(ours) || !isRecord(theirs)) return [`${at} is ${shown(theirs)} in place of ${shown(ours)}`];
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return names.flatMap((name) => {
    const inner = path === "" ? name : `${path}.${name}`;
    if (!(name in theirs)) return [`${inner} is missing`];
    if (!(name in ours)) return theirs[name] === null ? [] : [`${inner} is there besides`];
    return compare(ours[name], theirs[name], inner);
  });
}

/**
 * A value in which what may differ does not: every database makes ids of its own, and a date is the instant that it is.
 * Nothing and `null` are told apart, since Auth.js tells them apart.
 */
function plain(value: unknown): unknown {
  if (value instanceof Date) return `the date ${value.toISOString()}`;
  if (Array.isArray(value)) return Object.fromEntries(value.map((each, n) => [String(n), plain(each)]));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, isId(name) ? `an id, which is a ${typeof each}` : plain(each)]),
  );
}

function isId(name: string): boolean {
  return name === "id" || name === "userId";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  if (isRecord(value)) return "a record";
  return typeof value === "string" && value.startsWith("the date ") ? value : inspect(value);
}
