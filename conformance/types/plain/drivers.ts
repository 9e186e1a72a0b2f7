/** The adapter takes the database of every driver, with and without a schema, and tables of that database's dialect. */
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { NeonHttpDatabase } from "drizzle-orm/neon-http";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { PgliteDatabase } from "drizzle-orm/pglite";
import type { PlanetScaleDatabase } from "drizzle-orm/planetscale-serverless";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { mysqlTables, pgTables, sqliteTables } from "../shared/tables.ts";

interface Drivers<
  Pg extends Record<string, unknown>,
  MySql extends Record<string, unknown>,
  SQLite extends Record<string, unknown>,
> {
  pg: NodePgDatabase<Pg> | PgliteDatabase<Pg> | PostgresJsDatabase<Pg> | NeonHttpDatabase<Pg>;
  mysql: MySql2Database<MySql> | PlanetScaleDatabase<MySql>;
  sqlite: BetterSQLite3Database<SQLite> | LibSQLDatabase<SQLite> | DrizzleD1Database<SQLite>;
}

type None = Record<string, never>;

export declare const bare: Drivers<None, None, None>;
export declare const relational: Drivers<typeof pgTables, typeof mysqlTables, typeof sqliteTables>;

export const adapters = [
  DrizzleAdapter(bare.pg, pgTables),
  DrizzleAdapter(bare.mysql, mysqlTables),
  DrizzleAdapter(bare.sqlite, sqliteTables),
  DrizzleAdapter(relational.pg, pgTables),
  DrizzleAdapter(relational.mysql, mysqlTables),
  DrizzleAdapter(relational.sqlite, sqliteTables),
];
