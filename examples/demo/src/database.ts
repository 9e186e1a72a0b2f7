/** The SQLite file: opened, checked and brought to the current tables before anybody is served. */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import SQLite from "better-sqlite3";
import { getTableName } from "drizzle-orm";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { accounts, authenticators, sessions, users, verificationTokens } from "./schema.ts";
import { codeOf, StartError } from "./start-error.ts";

export interface Database {
  readonly db: BetterSQLite3Database;
  close(): void;
}

const migrationsFolder = join(dirname(dirname(fileURLToPath(import.meta.url))), "drizzle");
const migrationsTable = "__drizzle_migrations";
/** The five tables, in the order in which they are shown. */
export const tables = [users, accounts, sessions, verificationTokens, authenticators] as const;

/**
 * Opens the file, makes it where there is none, and applies the migrations.
 * @param file absolute path.
 * @param fresh whether to empty the five tables.
 * @param onStatement is called with each statement that runs.
 * @throws StartError when the file cannot be used.
 */
export function openDatabase(file: string, fresh: boolean, onStatement: (sql: string) => void): Database {
  let sqlite: SQLite.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    sqlite = new SQLite(file, { timeout: 1_000, verbose: (sql) => onStatement(String(sql)) });
    refuseForeign(sqlite, file);
    // SQLite opens a read-only file without a word; asking for the write lock finds out now.
    sqlite.exec("begin immediate; rollback");
    sqlite.pragma("journal_mode = WAL");
    sqlite.pragma("foreign_keys = ON");
    const db = drizzle(sqlite);
    migrate(db, { migrationsFolder, migrationsTable });
    if (fresh) for (const table of tables) db.delete(table).run();
    const { close } = sqlite;
    return { db, close: close.bind(sqlite) };
  } catch (error) {
    sqlite?.close();
    throw error instanceof StartError ? error : new StartError(`Cannot use ${file}: ${reasonOf(error)}`);
  }
}

/** A file that something else made is left alone, by `--fresh` above all. */
function refuseForeign(sqlite: SQLite.Database, file: string): void {
  const found = sqlite.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'");
  const names = found.pluck().all().map(String);
  const known = new Set([migrationsTable, ...tables.map((table) => getTableName(table))]);
  const foreign = names.find((name) => !known.has(name));
  if (foreign === undefined && (names.length === 0 || names.includes(migrationsTable))) return;
  throw new StartError(
    `${file} has a table ${JSON.stringify(foreign ?? names[0])} that this demo did not make: give a new path with --file.`,
  );
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === "SQLITE_NOTADB") return "it is not a SQLite database. Give another path with --file.";
  if (code.startsWith("SQLITE_BUSY"))
    return "another program holds it. End that one, or give another path with --file.";
  if (/^(SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_IOERR|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT)/.test(code)) {
    return "it cannot be written. Give a path that can be with --file.";
  }
  return error instanceof Error ? error.message : String(error);
}
