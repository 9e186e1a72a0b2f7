/**
 * What must not compile, so that the assertions of this folder can fail: none of the types that they compare is `any`,
 * and an adapter that does not fit is refused.
 */

import type { Adapter as Core034Adapter } from "@auth/core/adapters";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import type { Adapter as Core041Adapter } from "auth-core-041/adapters";
import type { Adapter as NextAuth4Adapter } from "next-auth-4/adapters";
import type { Adapter as NextAuth5Adapter } from "next-auth-5/adapters";
import { memory, mysql, pg, pgAll, pgDefault } from "../shared/adapters.ts";
import { mysqlTables, pgTables } from "../shared/tables.ts";

declare const dated: MortiseAdapter<{ id: string; email: string; emailVerified: string }>;
declare const numbered: MortiseAdapter<{ id: number; email: string; emailVerified: null }>;
declare const sessionless: Omit<MortiseAdapter, "createSession"> & { createSession: string };

// @ts-expect-error the date of a user is a Date
export const core034: Core034Adapter = dated;
// @ts-expect-error the date of a user is a Date
export const core041: Core041Adapter = dated;
// @ts-expect-error the date of a user is a Date
export const nextAuth4: NextAuth4Adapter = dated;
// @ts-expect-error the date of a user is a Date
export const nextAuth5: NextAuth5Adapter = dated;
// @ts-expect-error the id of a user is a string
export const numberedUser: Core041Adapter = numbered;
// @ts-expect-error a method is a function
export const notFunction: Core041Adapter = sessionless;

// @ts-expect-error an adapter is not of type any
export const memoryNumber: number = memory;
// @ts-expect-error an adapter is not of type any
export const defaultNumber: number = pgDefault;
// @ts-expect-error an adapter is not of type any
export const tablesNumber: number = pgAll;

// @ts-expect-error the tables of a database are of its dialect
DrizzleAdapter(pg, { usersTable: mysqlTables.usersTable });
// @ts-expect-error the tables of a database are of its dialect
DrizzleAdapter(mysql, { sessionsTable: pgTables.sessionsTable });
// @ts-expect-error a table of accounts is not one of users
DrizzleAdapter(pg, { usersTable: pgTables.accountsTable });
// @ts-expect-error the option is called usersTable
DrizzleAdapter(pg, { userTable: pgTables.usersTable });
// @ts-expect-error a database is not a table
DrizzleAdapter(pgTables.usersTable);
