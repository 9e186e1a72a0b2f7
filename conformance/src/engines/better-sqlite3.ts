/** SQLite in the process, through better-sqlite3. */
import type Database from "better-sqlite3";
import type { SqlEngine } from "./engine.ts";
import { connectSqlite, openSqliteFile } from "./sqlite-file.ts";

/** An empty database in a file of its own. */
export function openBetterSqlite3(): Promise<SqlEngine<Database.Database>> {
  return openSqliteFile(
    (file, wire) => {
      let isInTransaction = false;
      const client = connectSqlite(file, (text) => {
        // A transaction is one trip, from its begin to its commit.
        if (!isInTransaction) wire.sent({ text, params: [] });
        if (/^begin/i.test(text)) isInTransaction = true;
        if (/^(commit|rollback)$/i.test(text)) isInTransaction = false;
      });
      return { client, close: () => client.close() };
    },
    async (client) => `SQLite ${client.prepare("select sqlite_version()").pluck().get()}`,
  );
}
