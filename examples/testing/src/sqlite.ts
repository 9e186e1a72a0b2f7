/** What is stored, read past the app and its adapter. */
import SQLite from "better-sqlite3";

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a table in a SQLite file, in the order in which they came. */
export function rowsOf(file: string, table: string): Row[] {
  const reader = new SQLite(file, { readonly: true });
  try {
    return reader.prepare<[], Row>(`select * from "${table}" order by rowid`).all();
  } finally {
    reader.close();
  }
}
