/** Kysely over a SQLite file, brought to the current tables by the adapter's own migration. */
import { type RecordName, standardFields } from "@mortise/adapter-kit";
import { type AuthenticatorTable, authMigration, type Database, KyselyAdapter } from "@mortise/kysely-adapter";
import { Kysely, SqliteDialect, sql } from "kysely";
import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE, Migrator } from "kysely/migration";
import { recordView, recordViews, shown } from "../rows.ts";
import type { Open } from "./backend.ts";
import { useFile, words } from "./sqlite.ts";

/** The tables of the app, of which an app has others too. */
type Tables = Database<string> & { Authenticator: AuthenticatorTable };

const tables = {
  user: "User",
  account: "Account",
  session: "Session",
  verificationToken: "VerificationToken",
  authenticator: "Authenticator",
} as const satisfies Record<RecordName, keyof Tables>;

export const open: Open = ({ file, fresh }, ran) =>
  useFile(
    file,
    { tables, migrations: [DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE] },
    ran,
    async (sqlite) => {
      const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
      const provider = { getMigrations: async () => ({ "1_auth": authMigration() }) };
      const { error } = await new Migrator({ db, provider }).migrateToLatest();
      if (error !== undefined) throw error;
      if (fresh) for (const table of Object.values(tables)) await db.deleteFrom(table).execute();
      return {
        title: "Auth.js on Express and SQLite with the Kysely adapter",
        place: file,
        words,
        adapter: KyselyAdapter(db),
        read: () =>
          recordViews(async (record) => {
            const table = db.selectFrom(tables[record]);
            const rows = await table.selectAll().orderBy(sql`rowid`, "desc").limit(shown).execute();
            const { count } = await table
              .select(({ fn }) => fn.countAll<number>().as("count"))
              .executeTakeFirstOrThrow();
            return recordView(record, tables[record], Object.keys(standardFields[record]), rows, count);
          }),
        close: () => db.destroy(),
      };
    },
  );
