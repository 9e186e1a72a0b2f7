/** What the demo asks of an adapter's database. Each file beside this one brings one, and is loaded only when asked for. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import type { Options } from "../options.ts";
import type { TableView } from "../rows.ts";
import type { Ran } from "../watch.ts";

/** What things are called where the adapter keeps them. */
export interface Words {
  /** What holds the records: `"tables"`. */
  readonly tables: string;
  /** One of what they hold: `"row"`. */
  readonly row: string;
  /** What the database is asked with: `"statement"`. */
  readonly step: string;
  /** Who runs that: `"SQLite"`. */
  readonly engine: string;
  /** What else is to be known of what is shown. */
  readonly note?: string;
}

export interface Backend {
  /** What the demo runs on: `"Auth.js on Express and SQLite with the Drizzle adapter"`. */
  readonly title: string;
  /** Where the records are, without a password in it. */
  readonly place: string;
  /** What the adapter says that the database lacks, for whoever keeps it. */
  readonly notes?: readonly string[];
  readonly words: Words;
  readonly adapter: MortiseAdapter;
  /** Reads what is stored, past the adapter. */
  read(): Promise<readonly TableView[]>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings it to where the adapter can work on it.
 * @param options where it is, and whether what the demo kept there before is removed.
 * @param ran is called with each statement or command that runs, in the call of the adapter that asked for it.
 * @throws StartError when the database cannot be had, or holds what the demo did not make.
 */
export type Open = (options: Options, ran: Ran) => Promise<Backend>;
