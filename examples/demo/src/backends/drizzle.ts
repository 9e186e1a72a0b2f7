/** Drizzle over a SQLite file, brought to the current tables by the migrations that drizzle-kit made. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RecordName } from "@mortise/adapter-kit";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { desc, getTableColumns, getTableName, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { recordView, recordViews, shown } from "../rows.ts";
import { accounts, authenticators, sessions, users, verificationTokens } from "../schema.ts";
import type { Open } from "./backend.ts";
import { useFile, words } from "./sqlite.ts";

const migrationsFolder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "drizzle");
const migrationsTable = "__drizzle_migrations";

export const tables = {
  user: users,
  account: accounts,
  session: sessions,
  verificationToken: verificationTokens,
  authenticator: authenticators,
} as const;

const names = Object.fromEntries(
  Object.entries(tables).map(([record, table]) => [record, getTableName(table)]),
) as Record<RecordName, string>;

export const open: Open = ({ file, fresh }, ran) =>
  useFile(file, { tables: names, migrations: [migrationsTable] }, ran, async (sqlite) => {
    const db = drizzle(sqlite);
    migrate(db, { migrationsFolder, migrationsTable });
    if (fresh) for (const table of Object.values(tables)) db.delete(table).run();
    return {
      title: "Auth.js on Express and SQLite with the Drizzle adapter",
      place: file,
      words,
      adapter: DrizzleAdapter(db),
      read: () =>
        recordViews(async (record) => {
          const table = tables[record];
          const rows = db.select().from(table).orderBy(desc(sql`rowid`)).limit(shown).all();
          return recordView(record, names[record], Object.keys(getTableColumns(table)), rows, await db.$count(table));
        }),
      close: async () => void sqlite.close(),
    };
  });
