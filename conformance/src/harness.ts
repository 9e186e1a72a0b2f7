/**
 * What the suite needs of an adapter under test. `open` makes one harness: an adapter over a database of its own, and
 * a way to look at that database that does not go through the adapter.
 */
import type { MortiseAdapter, RecordName, Records, Traits } from "@mortise/adapter-kit";

/** A row in canonical values, as the second path reads and writes it. */
export type Row<R extends RecordName = RecordName> = Records[R];

/**
 * The second path into the database: plain statements of the driver, nothing of the adapter under test. It reads and
 * writes rows in canonical values under the field names of the contract, whatever the tables call them.
 */
export interface RawPath {
  /** All rows of a record, in no particular order. */
  rows<R extends RecordName>(record: R): Promise<Row<R>[]>;
  /** Writes a row as it is. Rejects when the database refuses it. */
  insert<R extends RecordName>(record: R, row: Row<R>): Promise<void>;
  /** Writes a row with the foreign keys out of force, as a hand that repairs a database might. */
  insertOrphan<R extends RecordName>(record: R, row: Row<R>): Promise<void>;
  /** Makes the database itself refuse inserts into a record until the answered function has been called. */
  refuseInserts(record: RecordName): Promise<() => Promise<void>>;
  /** Removes every row of every record. */
  clear(): Promise<void>;
}

/** Counts round trips to the engine, at the driver or on the wire, never by the adapter's own word. */
export interface Meter {
  /** Trips since the harness was opened. */
  count(): number;
}

/** In the process itself, in a container that the run started, or at an address that the environment gave. */
export type Found = "embedded" | "container" | "address";

/** What a driver costs beyond the statements that an adapter makes. */
export interface DriverCost {
  /** Round trips of each statement. */
  readonly perStatement: number;
  /** Why, as a sentence for the report. */
  readonly reason: string;
}

export interface Harness {
  readonly adapter: MortiseAdapter;
  /** What the adapter's store declares. */
  readonly traits: Traits;
  readonly raw: RawPath;
  readonly meter: Meter;
  /** Absent: a statement is one trip. */
  readonly driver?: DriverCost | undefined;
  /** The engine and its version, as it says itself: `"SQLite 3.50.4"`. */
  readonly engine: string;
  /** How the engine was come by. */
  readonly found: Found;
  /** An id of the store's kind that nobody has. */
  freshUserId(): string;
  /** What the engine read in full to answer the call, in its own words; empty when every read went by a key. */
  scans(call: () => Promise<unknown>): Promise<string[]>;
  /** A second adapter with a client of its own, on the same database. */
  openSecond(): Promise<{ readonly adapter: MortiseAdapter; close(): Promise<void> }>;
  /** Ends the clients and removes the database. */
  close(): Promise<void>;
}
