/** SQLite in the process, through better-sqlite3: a file, so that the second path has a connection of its own. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { type DriverRow, type SqlEngine, Wire } from "./engine.ts";
import { makeFolder } from "./folder.ts";

/** An empty database in a file of its own. */
export async function openBetterSqlite3(): Promise<SqlEngine<Database.Database>> {
  const folder = await makeFolder();
  const file = join(folder.path, "database.sqlite");
  const wire = new Wire();
  let isInTransaction = false;
  const client = connectSqlite(file, (text) => {
    // A transaction is one trip, from its begin to its commit.
    if (!isInTransaction) wire.sent({ text, params: [] });
    if (/^begin/i.test(text)) isInTransaction = true;
    if (/^(commit|rollback)$/i.test(text)) isInTransaction = false;
  });
  const raw = connectSqlite(file);
  return {
    dialect: "sqlite",
    found: "embedded",
    version: `SQLite ${raw.prepare("select sqlite_version()").pluck().get()}`,
    client,
    async openClient() {
      const second = connectSqlite(file);
      return { client: second, close: async () => void second.close() };
    },
    query: async (text, params = []) => querySqlite(raw, text, params),
    wire,
    async close() {
      client.close();
      raw.close();
      await folder.remove();
    },
  };
}

/** A connection to a database file that is as fast as a test may have it. */
export function connectSqlite(file: string, verbose?: (text: string) => void): Database.Database {
  const database = new Database(file, verbose ? { verbose: (text) => verbose(String(text)) } : {});
  // What a test writes need not survive a power cut.
  database.pragma("journal_mode = wal");
  database.pragma("synchronous = off");
  return database;
}

/** Runs a statement on a SQLite connection and answers its rows, if it has any. */
export function querySqlite(database: Database.Database, text: string, params: readonly unknown[]): DriverRow[] {
  const statement = database.prepare(text);
  if (statement.reader) return statement.all(...params) as DriverRow[];
  statement.run(...params);
  return [];
}
