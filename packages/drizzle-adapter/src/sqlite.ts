/**
 * The five tables for Drizzle's SQLite dialect, for drizzle-kit and for your own queries. Names and columns are those of
 * the official adapter, so that its database is read as it is; what is added are the indexes.
 * @module
 */
import { tables } from "./tables/sqlite.ts";

export { createTables } from "./tables/sqlite.ts";

export const users = tables.usersTable;
export const accounts = tables.accountsTable;
export const sessions = tables.sessionsTable;
export const verificationTokens = tables.verificationTokensTable;
export const authenticators = tables.authenticatorsTable;
