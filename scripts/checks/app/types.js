/** What the packed types must hold; compiled and never run. */
import { createAdapter } from "@mortise/adapter-kit";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import * as mysql from "@mortise/drizzle-adapter/mysql";
import * as pg from "@mortise/drizzle-adapter/pg";
import * as sqlite from "@mortise/drizzle-adapter/sqlite";
import { createMemoryDatabase, MemoryAdapter, memoryStore } from "@mortise/memory-adapter";
import { drizzle } from "drizzle-orm/better-sqlite3";

const overTables = DrizzleAdapter(drizzle(":memory:"), { usersTable: sqlite.users });

/** @type {import("@auth/core/adapters").Adapter[]} */
export const adapters = [overTables, MemoryAdapter(), createAdapter(memoryStore(createMemoryDatabase()))];

/** @type {[string, string]} */
export const names = [pg.users._.name, mysql.users._.name];

/** @type {number} */
// @ts-expect-error an adapter is not of type any
export const overTablesNumber = overTables;

/** @type {number} */
// @ts-expect-error an adapter is not of type any
export const memoryNumber = MemoryAdapter();
