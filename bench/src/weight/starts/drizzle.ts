import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Start } from "../start-child.ts";

export const start: Start = (file, sessionToken) =>
  DrizzleAdapter(drizzle(new Database(file))).getSessionAndUser(sessionToken);
