/**
 * What the suite needs of an adapter under test. `open` makes one harness: an adapter over a database of its own, and
 * a way to look at that database that does not go through the adapter.
 */
import type {
  AdapterOptions,
  AuthMethods,
  FieldKind,
  MortiseAdapter,
  RecordName,
  Records,
  Traits,
} from "@mortise/adapter-kit";

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
  /** Writes many rows of the same fields, in fewer statements than rows. */
  insertAll?<R extends RecordName>(record: R, rows: readonly Row<R>[]): Promise<void>;
  /** Writes a row with the foreign keys out of force, as a hand that repairs a database might. */
  insertOrphan<R extends RecordName>(record: R, row: Row<R>): Promise<void>;
  /** Removes a row as it is: what becomes of the rows that belong to it is the database's own affair. */
  delete?<R extends RecordName>(record: R, row: Row<R>): Promise<void>;
  /** Makes the database itself refuse inserts into a record until the answered function has been called. */
  refuseInserts(record: RecordName): Promise<() => Promise<void>>;
  /** Makes the database itself refuse the removal of a record's rows until the answered function has been called. */
  refuseDeletes?(record: RecordName): Promise<() => Promise<void>>;
  /**
   * Puts something that is not of its field's kind into the stored row, as bad as the engine lets in: a text where an
   * instant was, an instant that is none, a value that does not parse.
   */
  spoil?(record: RecordName, row: Row): Promise<void>;
  /** Whether the record's table is there; `null` where the database has no such thing as a table that is not. */
  exists?(record: RecordName): Promise<boolean | null>;
  /** The unique keys of a record by the database's own catalogue, the primary key among them, as names of fields. */
  uniqueKeys?(record: RecordName): Promise<string[][]>;
  /** Adds a field to the record's table, as a migration of the app would. */
  addField?(record: RecordName, name: string, field: ExtraField): Promise<void>;
  /** Every stored value of every record as text: to look for what must not be there. */
  dump?(): Promise<string>;
  /** Runs a statement that `verifySchema` gave. */
  execute?(statement: string): Promise<void>;
  /** Removes every row of every record. */
  clear(): Promise<void>;
}

/** A field of the app's own. */
export interface ExtraField {
  readonly kind: FieldKind;
  /** What the database itself puts in where nothing is given. */
  readonly default?: string | number | boolean;
}

/** How an app may have its tables, where it is not as they come. What is absent is as it comes. */
export interface Variant {
  /** Before the name of every table (or key): the mark of one tenant. */
  readonly prefix?: string;
  /** The names of tables. */
  readonly tables?: { readonly [R in RecordName]?: string };
  /** The names of columns by field. */
  readonly columns?: { readonly [R in RecordName]?: Readonly<Record<string, string>> };
  /** The schema (namespace, database) in which the tables are. */
  readonly schema?: string;
  readonly fields?: { readonly [R in "user" | "account" | "session"]?: Readonly<Record<string, ExtraField>> };
  /** The type of the users' ids. */
  readonly userIds?: Traits["userIds"]["kind"];
  /** Options of the kit. */
  readonly options?: AdapterOptions;
  /** Tables without unique keys, indexes and foreign keys, as somebody made by hand. */
  readonly isBare?: true;
  /** The tables are not created. */
  readonly isUncreated?: true;
  /** The tables are those that the variant of the same names has made before. */
  readonly isThere?: true;
}

/** The official adapter and ours on one database, whose tables the official adapter's own schema made. */
export interface Adoption {
  /** The official adapter. */
  readonly official: OfficialAdapter;
  /** Ours over the same tables, as `harness.adapter` is. The second path goes to these tables. */
  readonly harness: Harness;
  /** Ours again, made by the very call that made the official one. */
  readonly sameCall: () => MortiseAdapter;
}

/** The methods of the official adapter, as far as it has them. */
export type OfficialAdapter = Partial<AuthMethods>;

/** What comes between the client and its server. */
export interface Cable {
  /** The connection of the next statement is dropped when the statement got through and before its answer does. */
  dropNext(): void;
  /** The server's side of every connection ends, as when it restarts; the next connection is taken again. */
  halfClose(): void;
  /** Every message takes so many milliseconds more, until the answered function is called. */
  delay(milliseconds: number): () => void;
}

/** How an app calls the package's own function, in TypeScript. */
export interface TypedCall {
  /** A folder from where the package, and all that the call is made of, are found as from an app. */
  readonly directory: URL;
  /** What goes before: imports and declarations, one each. */
  readonly lines: readonly string[];
  /** The call: an expression. */
  readonly call: string;
}

/** A client more on the same database. */
export interface Second {
  readonly adapter: MortiseAdapter;
  close(): Promise<void>;
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
  /** Methods that this server does in two steps though it is sent one command, each with how: others may come in between. */
  readonly inTwoSteps?: Traits["reasons"];
  /** An id of the store's kind that nobody has. */
  freshUserId(): string;
  /** What the engine read in full to answer the call, in its own words; empty when every read went by a key. */
  scans(call: () => Promise<unknown>): Promise<string[]>;
  /**
   * A second adapter with a client of its own, on the same database.
   * @param options `timeZone`: the time zone of the client's sessions in the database, where it has such a thing.
   */
  openSecond(options?: { readonly timeZone?: string }): Promise<Second>;
  /** An adapter in a process of its own, on the same database. Absent where the database is in this process's memory. */
  openProcess?(): Promise<Second>;
  /** Another adapter over the same client and tables. Synchronous, as the package's own function is. */
  construct?(options?: AdapterOptions): MortiseAdapter;
  /** Takes the database away, so that every call fails, until the answered function has been called. */
  outage?(): Promise<() => Promise<void>>;
  /** Absent where there is no wire. */
  readonly cable?: Cable | undefined;
  /**
   * A harness over other tables in the same database, created by the adapter's own `createSchema`. Its `close` removes
   * them.
   */
  openVariant?(variant: Variant): Promise<Harness>;
  /** The official adapter's own tables in the same database. Absent where it has none for this backend. */
  openOfficial?(variant?: Pick<Variant, "fields" | "isBare">): Promise<Adoption>;
  /** Absent where the adapter is not a package's, or has no types. */
  readonly types?: TypedCall | undefined;
  /** Ends the clients and removes the database. */
  close(): Promise<void>;
}
