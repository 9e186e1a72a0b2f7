/** SQLite in a file: what its drivers have in common. The second path has a connection of its own, by better-sqlite3. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { type DriverRow, type SqlEngine, Wire } from "./engine.ts";

/** A driver's client of a database file. */
interface Opened<Client> {
  readonly client: Client;
  close(): void;
}

/**
 * An empty database in a file of its own.
 * @param open makes a client of the file; what goes over it is told to the wire.
 * @param version the library and its version, as it says itself.
 */
export async function openSqliteFile<Client>(
  open: (file: string, wire: Wire) => Opened<Client>,
  version: (client: Client) => Promise<string>,
): Promise<SqlEngine<Client>> {
  const folder = await makeFolder();
  const file = join(folder.path, "database.sqlite");
  const wire = new Wire();
  const raw = connectSqlite(file);
  const own = open(file, wire);
  return {
    dialect: "sqlite",
    found: "embedded",
    version: await version(own.client),
    client: own.client,
    async openClient() {
      const second = open(file, new Wire());
      return { client: second.client, close: async () => second.close() };
    },
    address: file,
    query: async (text, params = []) => querySqlite(raw, text, params),
    wire,
    async close() {
      own.close();
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

/** A new folder for an engine's files. */
export async function makeFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "mortise-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
