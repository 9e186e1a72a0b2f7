/** Adapters over tables that have the standard columns alone, and so not what an app may add to the types of Auth.js. */
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { accounts, sessions, users } from "@mortise/drizzle-adapter/pg";
import { pg } from "./adapters.ts";

export const standardUsers = DrizzleAdapter(pg, { usersTable: users });
export const standardAccounts = DrizzleAdapter(pg, { accountsTable: accounts });
export const standardSessions = DrizzleAdapter(pg, { sessionsTable: sessions });
