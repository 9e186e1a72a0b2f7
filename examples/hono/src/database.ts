/** The database: libSQL, as a file of this app or wherever `DATABASE_URL` says. To swap it, change this file alone. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@libsql/client";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzle } from "drizzle-orm/libsql";
import { folder } from "./config.ts";

const url = process.env.DATABASE_URL || pathToFileURL(join(folder, "app.sqlite")).href;
// A file that another process writes is waited for.
const client = createClient({ url, timeout: 5_000 });

const db = drizzle({ client });

export const adapter = DrizzleAdapter(db, undefined, { hashSessionTokens: true });

// Makes the tables that are not there. A real app does that in a migration, before it starts.
await adapter.createSchema();

export const closeDatabase = (): void => client.close();
