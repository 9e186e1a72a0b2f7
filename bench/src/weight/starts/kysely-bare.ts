import Database from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely-current";
import type { Start } from "../start-child.ts";
import { statement } from "./statement.ts";

export const start: Start = async (file, sessionToken) => {
  const db = new Kysely<object>({ dialect: new SqliteDialect({ database: new Database(file) }) });
  const { rows } = await sql`${sql.raw(statement("Session", "User"))} ${sessionToken}`.execute(db);
  return rows[0] ?? null;
};
