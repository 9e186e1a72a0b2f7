import { type Database as AuthDatabase, KyselyAdapter } from "@auth/kysely-adapter";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Start } from "../start-child.ts";

export const start: Start = (file, sessionToken) =>
  KyselyAdapter(
    new Kysely<AuthDatabase>({ dialect: new SqliteDialect({ database: new Database(file) }) }),
  ).getSessionAndUser?.(sessionToken);
