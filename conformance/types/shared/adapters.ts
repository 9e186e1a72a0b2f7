/** The adapters as an app makes them. Nothing here is run: what is asked of it is that it compiles. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { MemoryAdapter } from "@mortise/memory-adapter";
import type { MySqlRemoteDatabase } from "drizzle-orm/mysql-proxy";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";
import { mysqlTables, pgTables, sqliteTables } from "./tables.ts";

export declare const pg: PgRemoteDatabase;
export declare const mysql: MySqlRemoteDatabase;
export declare const sqlite: SqliteRemoteDatabase;

export declare const anyAdapter: MortiseAdapter;
export const memory = MemoryAdapter();

export const pgDefault = DrizzleAdapter(pg);
export const mysqlDefault = DrizzleAdapter(mysql);
export const sqliteDefault = DrizzleAdapter(sqlite);

export const pgUsers = DrizzleAdapter(pg, { usersTable: pgTables.usersTable });
export const mysqlUsers = DrizzleAdapter(mysql, { usersTable: mysqlTables.usersTable });
export const sqliteUsers = DrizzleAdapter(sqlite, { usersTable: sqliteTables.usersTable });

export const pgAll = DrizzleAdapter(pg, pgTables);
export const mysqlAll = DrizzleAdapter(mysql, mysqlTables);
export const sqliteAll = DrizzleAdapter(sqlite, sqliteTables);
