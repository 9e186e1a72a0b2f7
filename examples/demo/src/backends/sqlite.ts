/** What the backends over a SQLite file share: the file, opened and checked, and an ear at what runs in it. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { RecordName } from "@mortise/adapter-kit";
import SQLite from "better-sqlite3";
import { codeOf, StartError } from "../start-error.ts";
import type { Ran, Step } from "../watch.ts";
import type { Backend, Words } from "./backend.ts";

export const words: Words = { tables: "tables", row: "row", step: "statement", engine: "SQLite" };

/** What the demo makes in a file. */
interface Made {
  /** The five tables. */
  readonly tables: Readonly<Record<RecordName, string>>;
  /** What the migrations note themselves in. A file without the first of them was not made by the demo. */
  readonly migrations: readonly [string, ...string[]];
}

/**
 * Opens the file, makes it where there is none, and hands it over to be used. Where that fails the file is closed.
 * @param file absolute path.
 * @param ran is called with each statement that runs.
 * @throws StartError when the file cannot be used.
 */
export async function useFile(
  file: string,
  made: Made,
  ran: Ran,
  use: (sqlite: SQLite.Database) => Promise<Backend>,
): Promise<Backend> {
  const records = new Map(Object.entries(made.tables).map(([record, table]) => [table, record as RecordName]));
  let sqlite: SQLite.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    sqlite = new SQLite(file, { timeout: 1_000, verbose: (sql) => ran(stepOf(String(sql), records)) });
    refuseForeign(sqlite, file, made);
    // SQLite opens a read-only file without a word; asking for the write lock finds out now.
    sqlite.exec("begin immediate; rollback");
    sqlite.pragma("journal_mode = WAL");
    sqlite.pragma("foreign_keys = ON");
    return await use(sqlite);
  } catch (error) {
    sqlite?.close();
    throw error instanceof StartError ? error : new StartError(`Cannot use ${file}: ${reasonOf(error)}`);
  }
}

/** A file that something else made is left alone, by `--fresh` above all. */
function refuseForeign(sqlite: SQLite.Database, file: string, { tables, migrations }: Made): void {
  const found = sqlite.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'");
  const names = found.pluck().all().map(String);
  const known = new Set([...migrations, ...Object.values(tables)]);
  const foreign = names.find((name) => !known.has(name));
  if (foreign === undefined && (names.length === 0 || names.includes(migrations[0]))) return;
  throw new StartError(
    `${file} has a table ${JSON.stringify(foreign ?? names[0])} that the demo does not make with this adapter: give a new path with --file.`,
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

/** What a statement does, and to which of the tables. */
function stepOf(sql: string, records: ReadonlyMap<string, RecordName>): Step {
  const [verb = ""] = sql.match(/\w+/) ?? [];
  const [, on] = sql.match(/\b(?:from|into|update) "(\w+)"/i) ?? [];
  const wrote = /^(insert|update|delete)$/i.test(verb) && on !== undefined ? records.get(on) : undefined;
  return { verb: verb.toLowerCase(), on, wrote };
}
