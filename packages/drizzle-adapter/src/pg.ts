/**
 * The five tables for Drizzle's PostgreSQL dialect, for drizzle-kit and for your own queries. Names and columns are those
 * of the official adapter, so that its database is read as it is; what is added are the indexes, and `bigint` where a
 * value does not fit 31 bits (FID-09, WAN-07).
 * @module
 */
import { tables } from "./tables/pg.ts";

export { createTables } from "./tables/pg.ts";

export const users = tables.usersTable;
export const accounts = tables.accountsTable;
export const sessions = tables.sessionsTable;
export const verificationTokens = tables.verificationTokensTable;
export const authenticators = tables.authenticatorsTable;
