/**
 * An Auth.js adapter for Drizzle ORM on PostgreSQL, MySQL and SQLite.
 * @module
 */
import { type AdapterOptions, createAdapter, type RecordName, standardFields } from "@mortise/adapter-kit";
import { is, type Table } from "drizzle-orm";
import { MySqlDatabase } from "drizzle-orm/mysql-core";
import { PgDatabase } from "drizzle-orm/pg-core";
import { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import type { RecordTables } from "./columns.ts";
import { drizzleStore } from "./store.ts";
import { tables as mysql } from "./tables/mysql.ts";
import { tables as pg } from "./tables/pg.ts";
import { tables as sqlite } from "./tables/sqlite.ts";
import type {
  AccountRow,
  AdapterOf,
  AuthenticatorRow,
  DatabaseLike,
  DialectOf,
  SessionRow,
  TableLike,
  Tables,
  UserRow,
} from "./types.ts";

export type * from "./types.ts";

/** What every adapter takes; fields of the app's own are known by the columns of its tables. */
export type DrizzleAdapterOptions = Omit<AdapterOptions, "fields">;

/**
 * An Auth.js adapter over a Drizzle database. It opens nothing and may be called for every request.
 * @param db a Drizzle database of PostgreSQL, MySQL (MariaDB too) or SQLite, over any driver.
 * @param tables your own tables, under the names of the official adapter's option. The properties of each are the fields
 *   of Auth.js (`id`, `emailVerified`, …); its columns may be called as you like, and properties beyond those are fields
 *   of your own, which are stored and returned. A table that is not given is the one of `@mortise/drizzle-adapter/pg`,
 *   `/mysql` or `/sqlite`.
 * @param options what the app wants otherwise than it comes: hashed session tokens, encrypted provider tokens, and so on.
 * @returns the adapter; its records have the types of the tables that were given.
 * @throws TypeError when `db` is no Drizzle database, a table lacks a column that Auth.js needs, or an option is not
 *   usable.
 *
 * @example
 * ```ts
 * import { DrizzleAdapter } from "@mortise/drizzle-adapter";
 * import Database from "better-sqlite3";
 * import { drizzle } from "drizzle-orm/better-sqlite3";
 *
 * const adapter = DrizzleAdapter(drizzle(new Database("app.sqlite")));
 * ```
 */
export function DrizzleAdapter<
  Database extends DatabaseLike,
  Users extends TableLike<DialectOf<Database>, UserRow> = never,
  Accounts extends TableLike<DialectOf<Database>, AccountRow> = never,
  Sessions extends TableLike<DialectOf<Database>, SessionRow> = never,
  Authenticators extends TableLike<DialectOf<Database>, AuthenticatorRow> = never,
>(
  db: Database,
  tables?: Tables<DialectOf<Database>, Users, Accounts, Sessions, Authenticators>,
  options?: DrizzleAdapterOptions,
): AdapterOf<Users, Accounts, Sessions, Authenticators> {
  const given = tables as Partial<typeof pg> | undefined;
  const defaults = defaultsOf(db);
  const all = Object.fromEntries(
    Object.keys(standardFields).map((record) => {
      const name = `${record as RecordName}sTable` as const;
      return [record, given?.[name] ?? defaults[name]];
    }),
  ) as RecordTables;
  // An app that brings its own tables and none for passkeys has no such table for a deletion to empty.
  const hasAuthenticators = given === undefined || given.authenticatorsTable !== undefined;
  return createAdapter(drizzleStore(db, all, hasAuthenticators), options);
}

function defaultsOf(db: unknown): Record<keyof typeof pg, Table> {
  if (is(db, PgDatabase)) return pg;
  if (is(db, MySqlDatabase)) return mysql;
  if (is(db, BaseSQLiteDatabase)) return sqlite;
  throw new TypeError("DrizzleAdapter: the first argument must be a Drizzle database, as `drizzle()` returns it.");
}
