/** The database, which Kysely opens with the first statement, and the adapter on it. */
import { mkdirSync } from "node:fs";
import { authMigration, KyselyAdapter } from "@mortise/kysely-adapter";
import SQLite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";

const file = process.env.DATABASE_FILE;

const db = new Kysely<object>({
  dialect: new SqliteDialect({
    async database() {
      if (!file) mkdirSync(".data", { recursive: true });
      return new SQLite(file || ".data/app.sqlite");
    },
  }),
});

export const adapter = KyselyAdapter(db);

/** Brings the tables to what the app needs. Yours go in as further migrations. */
export async function migrate(): Promise<void> {
  const provider = { getMigrations: async () => ({ "2026-11-21_auth": authMigration() }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}
