/** Habits of drivers, engines and people that several faults are made of. */
import { type Fields, type RecordName, type Records, standardFields } from "@mortise/adapter-kit";

/** The text without what MySQL's default collation takes no notice of: case, accents, and blanks at the end. */
export function collated(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u200b]/g, "")
    .replaceAll("ß", "ss")
    .replaceAll("ı", "i")
    .replace(/\p{Extended_Pictographic}/gu, "")
    .trimEnd()
    .toLowerCase();
}

/** `text LIKE pattern`. */
export function isLike(text: string, pattern: string): boolean {
  const literal = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("%", ".*").replaceAll("_", ".")}$`, "u").test(text);
}

/** As a column of that length keeps a text, where nothing tells it to refuse a longer one. */
export function cut(value: string, length: number): string;
export function cut(value: unknown, length: number): string | null;
export function cut(value: unknown, length: number): string | null {
  return typeof value === "string" ? value.slice(0, length) : null;
}

/** An integer column of 32 bits. */
export const highestInt32: number = 2 ** 31 - 1;

/** What was passed in as a row, unchecked: the fields that the table has, and `null` where there is nothing. */
export function rowOf<R extends RecordName>(record: R, input: object): Records[R] {
  const fields: Fields = standardFields[record];
  return Object.fromEntries(Object.keys(fields).map((name) => [name, Reflect.get(input, name) ?? null])) as never;
}

/** An instance as an ORM answers it: its fields are getters of its class. */
export function entity(row: object): object {
  const getters = Object.entries(row).map(([field, value]) => [field, { get: () => value, enumerable: true }]);
  return Object.create(Object.create(Object.prototype, Object.fromEntries(getters)));
}

/** The same call once for the same arguments, and then never again. */
export function memoised<Args extends unknown[], T>(
  call: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const answer = answers.get(key) ?? call(...args);
    answers.set(key, answer);
    return answer;
  };
}

/** What Prisma's and Mongo's `…OrThrow` do. */
export function orThrow<T>(found: T | null): T {
  if (found === null) throw new Error("No record was found for the query");
  return found;
}

/** Until the answer to a statement is there, in which time other calls come in between. */
export async function answered(): Promise<void> {
  await Promise.resolve();
}
