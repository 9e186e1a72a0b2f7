import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Start } from "../start-child.ts";
import { statement } from "./statement.ts";

export const start: Start = (file, sessionToken) =>
  drizzle(new Database(file)).get(sql`${sql.raw(statement("session", "user"))} ${sessionToken}`) ?? null;
