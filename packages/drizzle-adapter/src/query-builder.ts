/** What is called of Drizzle, and what each dialect has to say in its own way, as types alone. */
import type { SqlConnection } from "@mortise/adapter-kit/sql";
import type { Column, SQL, Table } from "drizzle-orm";

/** A row as Drizzle hands it over. */
export type Row = Record<string, unknown>;

interface Selection extends PromiseLike<Row[]> {
  innerJoin(table: Table, on: SQL): Selection;
  where(condition: SQL | undefined): Selection;
  limit(rows: number): Selection;
}

export interface Change extends PromiseLike<unknown> {
  where(condition: SQL | undefined): Change;
  returning(): PromiseLike<Row[]>;
  /** Runs at once, with a driver that is not asynchronous. */
  run(): unknown;
}

interface Insertion extends PromiseLike<unknown> {
  returning(): PromiseLike<Row[]>;
  onConflictDoUpdate(config: { target: Column[]; set: Row }): PromiseLike<unknown>;
}

/** What Drizzle's three query builders have in common, as far as it is used here. */
export interface QueryBuilder {
  select(fields?: Record<string, Table>): { from(table: Table): Selection };
  insert(table: Table): { values(row: Row): Insertion };
  update(table: Table): { set(row: Row): Change };
  delete(table: Table): Change;
}

/** The statements that every dialect has its own way with. */
export interface Dialect {
  /** Whether a statement answers with the rows it changed. */
  readonly isReturning: boolean;
  /** Whether an insert of these fields has to be read back. */
  readsBack(table: Table, fields: readonly string[]): boolean;
  /** Inserts, and answers the row as stored. `key` are the columns that name it. */
  insert(table: Table, row: Row, key: readonly string[]): Promise<Row>;
  /** Inserts, or sets these fields of the row that has the key already. */
  upsert(table: Table, row: Row, key: readonly string[], fields: readonly string[]): Promise<void>;
  /** Updates the one row that the condition names, and answers it, if it costs nothing or is `wanted`. */
  update(table: Table, changes: Row, condition: SQL, wanted?: "wanted"): Promise<Row | null>;
  /** Removes the one row that the condition names; of concurrent callers exactly one gets it. */
  take(table: Table, condition: SQL | undefined, key: readonly string[]): Promise<Row | null>;
  /** Removes the rows that the conditions name, all or none, those of the last table last. */
  deleteAll(deletions: readonly Deletion[]): Promise<void>;
  /** Sends a statement, once more where the database undid it to end a deadlock. */
  send(statement: () => PromiseLike<unknown>): PromiseLike<unknown>;
  /** Removes the rows that the condition names, and answers how many. */
  remove(table: Table, condition: SQL | undefined): Promise<number>;
  /** Removes at most `limit` of the rows that fulfil the condition when they are removed, and answers how many. */
  sweep(table: Table, condition: SQL, key: readonly string[], limit: number): Promise<number>;
  /** Whether a column is exactly this value, whatever the column's collation. */
  is(column: Column, value: unknown): SQL;
  /** How a number may be spelt in a column of strings, where the official adapter wrote it. */
  spellings(digits: string): readonly string[];
  /** Whether one row alone fulfils the condition; `undefined` where `take` finds that out itself. */
  isOnly(table: Table, condition: SQL): SQL | undefined;
  /** The higher of a column and a value. */
  highest(column: Column, value: number): SQL;
  /** For statements that are made as text: those of the schema. */
  readonly connection: SqlConnection;
  /** The schema in which a table is, if it says so. */
  schemaOf(table: Table): string | undefined;
  /** A SQL expression as text. */
  textOf(expression: SQL): string;
}

export interface Deletion {
  readonly table: Table;
  readonly condition: SQL;
}
