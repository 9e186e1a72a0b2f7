import { KyselyAdapter } from "@mortise/kysely-adapter";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely-current";
import type { Start } from "../start-child.ts";

export const start: Start = (file, sessionToken) =>
  KyselyAdapter(new Kysely<object>({ dialect: new SqliteDialect({ database: new Database(file) }) })).getSessionAndUser(
    sessionToken,
  );
