/** What tables, collections and their columns are called. */
import type { RecordName } from "./records.ts";

/** Names in place of the official adapter's. What is absent is as it is there. */
export interface Names {
  /** Stands before the name of every table: `"app_"`. Adapters with other prefixes share nothing. */
  readonly prefix?: string;
  /** The names of tables, after the prefix. */
  readonly tables?: { readonly [R in RecordName]?: string };
  /** The names of columns by field. */
  readonly columns?: { readonly [R in RecordName]?: Readonly<Record<string, string>> };
  /** The schema or database in which the tables are, where the backend has such a thing. */
  readonly schema?: string;
}

export interface NamesOf {
  table(record: RecordName): string;
  column(record: RecordName, field: string): string;
}

/** PostgreSQL cuts a name off after 63 bytes, MySQL refuses one of more than 64 characters. */
const longest = 63;

/**
 * The names, checked.
 * @throws TypeError when a name is empty, too long, or holds what no backend takes literally: quotes, control characters,
 *   lone surrogates (TEN-11).
 */
export function namesOf(names: Names = {}): NamesOf {
  const { prefix = "", tables = {}, columns = {}, schema } = names;
  const table = (record: RecordName) => checked(prefix + (tables[record] ?? record));
  if (schema !== undefined) checked(schema);
  return {
    table,
    column(record, field) {
      const own = columns[record];
      return checked(own && Object.hasOwn(own, field) ? (own[field] as string) : field);
    },
  };
}

function checked(name: string): string {
  const isPlain = typeof name === "string" && name.isWellFormed() && !/[\p{Cc}"'`\\]/u.test(name);
  if (isPlain && name.length > 0 && new TextEncoder().encode(name).length <= longest) return name;
  throw new TypeError(`a table or column name must be 1 to ${longest} bytes without quotes or control characters.`);
}
