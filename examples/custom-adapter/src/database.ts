/** What is stored, and under which keys. */
import type * as auth from "@auth/core/adapters";
import { Table } from "./table.ts";

/** Two values as one key, so that no two pairs come to the same. */
export const pair = (first: unknown, second: unknown): string => JSON.stringify([first, second]);

/** By id. */
export const users = new Table<auth.AdapterUser>();
/** The ids of users by e-mail. */
export const emails = new Table<{ id: string }>();
/** By provider and account id. */
export const accounts = new Table<auth.AdapterAccount>();
/** By token. */
export const sessions = new Table<auth.AdapterSession>();
/** By identifier and token. */
export const tokens = new Table<auth.VerificationToken>();
/** By credential id. */
export const authenticators = new Table<auth.AdapterAuthenticator>();
