/** The database: a SQLite file. To swap it, change this file alone. */
import { KyselyAdapter } from "@mortise/kysely-adapter";
import SQLite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { pathOf } from "./folder";

/** Called at the first statement, and so never by the build, which loads this module too. */
async function open(): Promise<SQLite.Database> {
  const database = new SQLite(pathOf("app.sqlite"));
  database.pragma("journal_mode = wal");
  database.pragma("foreign_keys = on");
  return database;
}

const db = new Kysely<object>({ dialect: new SqliteDialect({ database: open }) });

export const adapter = KyselyAdapter(db);

// The built server says when it has answered the last request.
process.on("sveltekit:shutdown", () => db.destroy());
