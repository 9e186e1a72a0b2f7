/**
 * An Auth.js adapter for Kysely on PostgreSQL, MySQL, SQLite and SQL Server.
 * @module
 */
import { createAdapter, type MortiseAdapter } from "@mortise/adapter-kit";
import type { Kysely } from "kysely";
import type { Database } from "./statements.ts";
import { type KyselyAdapterOptions, kyselyStore } from "./store.ts";

export type { UserIdColumn } from "@mortise/adapter-kit/sql";
export { type AuthMigration, authMigration } from "./migration.ts";
export type { KyselyAdapterOptions, TablesOptions } from "./store.ts";
export { type AuthenticatorTable, type Codegen, type Database, KyselyAuth } from "./types.ts";

/**
 * An Auth.js adapter over a Kysely database. It opens nothing and may be called for every request; statements are made
 * once for each adapter and kept.
 * @param db a Kysely database of PostgreSQL, MySQL (MariaDB too), SQLite or SQL Server, over any driver and with any
 *   plugins. Its type may be the app's own, of whatever tables. On SQL Server nobody has run it yet.
 * @param options names in place of the official adapter's, columns of the app's own, the type of the users' ids; and what
 *   every adapter takes: hashed session tokens, encrypted provider tokens, and so on.
 * @returns the adapter.
 * @throws TypeError when `db` is no Kysely database or of another language, or an option is not usable.
 *
 * @example
 * ```ts
 * import { KyselyAdapter } from "@mortise/kysely-adapter";
 * import Database from "better-sqlite3";
 * import { Kysely, SqliteDialect } from "kysely";
 *
 * const db = new Kysely<object>({ dialect: new SqliteDialect({ database: new Database("app.sqlite") }) });
 * const adapter = KyselyAdapter(db);
 * ```
 */
export function KyselyAdapter<DB>(db: Kysely<DB>, options: KyselyAdapterOptions = {}): MortiseAdapter {
  if (typeof Object(db).getExecutor !== "function") {
    throw new TypeError("KyselyAdapter: the first argument must be a Kysely database, as `new Kysely(…)` makes it.");
  }
  return createAdapter(kyselyStore(db as unknown as Database, options).store, options);
}
