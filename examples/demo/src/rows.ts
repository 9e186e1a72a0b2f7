/** What stands in the five tables, read past the adapter and made fit to be shown: secrets are cut, keys are hashed. */
import { createHash } from "node:crypto";
import { count, desc, getTableColumns, getTableName, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { type Database, tables } from "./database.ts";

export type Value = string | number | boolean | Date | null;

export interface Row {
  /** The same for the same row, and no secret. */
  readonly key: string;
  /** The user to whom the row belongs, or `null`. */
  readonly userId: string | null;
  readonly values: readonly Value[];
}

export interface TableView {
  readonly name: string;
  readonly columns: readonly string[];
  /** The newest ones, newest first. */
  readonly rows: readonly Row[];
  /** How many there are in all. */
  readonly count: number;
}

const shown = 20;
const keys: Readonly<Record<string, readonly string[]>> = {
  user: ["id"],
  account: ["provider", "providerAccountId"],
  session: ["sessionToken"],
  verificationToken: ["identifier", "token"],
  authenticator: ["credentialID"],
};
const secrets = new Set(["sessionToken", "token", "access_token", "refresh_token", "id_token", "credentialPublicKey"]);

export function readTables({ db }: Database): readonly TableView[] {
  return tables.map((table) => readTable(db, table));
}

function readTable(db: Database["db"], table: SQLiteTable): TableView {
  const name = getTableName(table);
  const columns = Object.keys(getTableColumns(table));
  const records: Record<string, unknown>[] = db.select().from(table).orderBy(desc(sql`rowid`)).limit(shown).all();
  const rows = records.map((record): Row => {
    const key = createHash("sha256").update(JSON.stringify((keys[name] ?? columns).map((column) => record[column])));
    const owner = name === "user" ? record.id : record.userId;
    return {
      key: key.digest("base64url").slice(0, 16),
      userId: typeof owner === "string" ? owner : null,
      values: columns.map((column) => shownValue(column, record[column])),
    };
  });
  const counted = db.select({ rows: count() }).from(table).get();
  return { name, columns, rows, count: counted?.rows ?? 0 };
}

function shownValue(column: string, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "boolean" || value instanceof Date) return value;
  const text = String(value);
  return secrets.has(column) ? `${text.slice(0, 4)}…${text.slice(-4)}` : text;
}
