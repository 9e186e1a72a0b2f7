/** The statements of the kit's store over SQL, by Drizzle's query builder. */
import type { RecordName, Value } from "@mortise/adapter-kit";
import {
  type Changed,
  conditionOf,
  keepStatements,
  type Row,
  type SqlLanguage,
  type Statements,
  type Wanted,
  type Where,
} from "@mortise/adapter-kit/sql";
import { type Column, entityKind, is, type SQL, sql, type Table } from "drizzle-orm";
import { MySqlDatabase } from "drizzle-orm/mysql-core";
import { PgDatabase } from "drizzle-orm/pg-core";
import { columnOf, columnsOf, type RecordTables, toColumn } from "./columns.ts";

/** A query that can be kept. */
interface Query {
  /** @param name PostgreSQL's, of a statement that the server keeps; without one it keeps none. */
  prepare(name?: string): { execute(values: readonly unknown[], authToken?: unknown): PromiseLike<unknown> };
  /** What Neon's driver over HTTP signs its requests with. */
  readonly authToken?: unknown;
}

interface Selection extends PromiseLike<Row[]>, Query {
  innerJoin(table: Table, on: SQL): Selection;
  where(condition: SQL | undefined): Selection;
  /** @param rows without a limit, if absent. */
  limit(rows: number | undefined): Selection;
}

interface Change extends PromiseLike<unknown>, Query {
  where(condition: SQL): Change;
  returning(): Change;
  /** Runs at once, with a driver that is not asynchronous. */
  run(): unknown;
}

/** What Drizzle's three query builders have in common, as far as it is used here, and what each has of its own. */
interface Database {
  select(fields?: Record<string, Table | Record<string, Column>>): { from(table: Table): Selection };
  insert(table: Table): { values(row: Row): Change };
  update(table: Table): { set(row: Row): Change };
  delete(table: Table): Change;
  /** PostgreSQL and MySQL. */
  execute(query: SQL): PromiseLike<unknown>;
  /** SQLite, as all below. */
  readonly resultKind: "sync" | "async";
  all(query: SQL): PromiseLike<Row[]> | Row[];
  run(query: SQL): PromiseLike<unknown>;
  batch?(statements: readonly Change[]): Promise<unknown>;
  transaction<T>(work: (tx: Database) => T): T;
}

/** In what queries are alike. */
type Shape = readonly [what: string, record: RecordName, ...details: unknown[]];

/** @param tables the table of each record. */
export function statementsOf(drizzle: object, tables: RecordTables): Statements<SQL> {
  const db = drizzle as Database;
  const language: SqlLanguage = is(db, MySqlDatabase) ? "mysql" : is(db, PgDatabase) ? "pg" : "sqlite";
  // The types that this driver needs to be told of are not known of a place.
  const isTyped = String(Object(drizzle.constructor)[entityKind]).startsWith("AwsDataApi");
  const column = (record: RecordName, field: string) => columnOf(tables[record], field);
  const on = (record: RecordName, where: Where) => conditionOf(statements, record, where);
  const keep = keepStatements<(values: readonly unknown[]) => PromiseLike<unknown>>((index) =>
    sql.placeholder(String(index)),
  );

  /** Runs a query that is built once for all calls of its shape: building takes longer than a database on the same machine. */
  const send = async (
    shape: Shape,
    where: Where,
    row: Row,
    build: (where: Where, row: Row) => Query & PromiseLike<unknown>,
  ) => {
    const { made, values } = keep(shape, where, row, (placed, placedRow) => {
      // What a table makes of each change, Drizzle puts into the query while it is built.
      if (isTyped || Object.values(columnsOf(tables[shape[1]])).some(({ onUpdateFn }) => onUpdateFn)) return null;
      const query = build(placed, placedRow);
      const prepared = query.prepare();
      return (given) => prepared.execute(given, query.authToken);
    });
    return (made ? made(values) : build(where, row)) as PromiseLike<Row[]>;
  };
  const rowFor = (record: RecordName, row: Row) =>
    Object.fromEntries(
      Object.entries(row).map(([field, value]) => [field, statements.value(record, field, value as Value)]),
    );
  const changed = async (
    shape: Shape,
    where: Where,
    row: Row,
    build: (where: Where, row: Row) => Change,
    wanted?: Wanted,
  ): Promise<Changed> => {
    const isPlain = language === "mysql" || wanted === "nothing";
    const result = await send([...shape, isPlain], where, row, (...placed) => {
      const change = build(...placed);
      return isPlain ? change : change.returning();
    });
    return isPlain ? { rows: [], ...header(result) } : { rows: result, count: result.length };
  };

  const statements: Statements<SQL> = {
    language,
    sql,
    table: (record) => sql`${tables[record]}`,
    column: (record, field) => sql`${column(record, field)}`,
    value(record, field, value) {
      const own = column(record, field);
      const mapToDriverValue = (given: Value) => own.mapToDriverValue(toColumn(own, given));
      // Of the column's own type: there is a driver that looks at it.
      return sql`${sql.param(value, Object.assign(Object.create(own), { mapToDriverValue }))}`;
    },
    isText(record, field) {
      const own = column(record, field);
      return typeof toColumn(own, "0") === "string" && !/binary/.test(own.getSQLType());
    },

    select: (record, where, limit) =>
      send(["select", record, limit], where, {}, (placed) => {
        return db.select().from(tables[record]).where(on(record, placed)).limit(limit);
      }),
    withUser: (record, where, limit, fields) =>
      send(["join", record, limit], where, {}, (placed) => {
        const belongs = sql`${column(record, "userId")} = ${column("user", "id")}`;
        const read = fields
          ? Object.fromEntries(fields.map((field) => [field, column(record, field)]))
          : tables[record];
        const both = db.select({ [record]: read, user: tables.user }).from(tables[record]);
        return both.innerJoin(tables.user, belongs).where(on(record, placed)).limit(limit);
      }),
    async insert(record, row, wanted) {
      const table = tables[record];
      // What the table itself makes is known before; what the database makes, only to one that answers with rows.
      const full: Row = { ...row };
      for (const [name, { defaultFn }] of Object.entries(columnsOf(table))) {
        if (defaultFn && !(name in row)) full[name] = defaultFn();
      }
      const insertion = (_: Where, placed: Row) => db.insert(table).values(rowFor(record, placed));
      const result = await changed(["insert", record], [], full, insertion, wanted);
      return language === "mysql" ? { ...result, rows: [full] } : result;
    },
    update: (record, changes, where) =>
      changed(["update", record], where, changes, (placed, row) =>
        db.update(tables[record]).set(rowFor(record, row)).where(on(record, placed)),
      ),
    delete: (record, where, wanted) =>
      changed(["delete", record], where, {}, (placed) => db.delete(tables[record]).where(on(record, placed)), wanted),
    /** A batch is one trip where the driver has it. */
    async deleteEach(deletions) {
      const all = (from: Database) =>
        deletions.map(({ record, where }) => from.delete(tables[record]).where(on(record, where)));
      if (db.batch) await db.batch(all(db));
      else if (db.resultKind === "sync") db.transaction((tx) => all(tx).map((statement) => statement.run()));
      else
        await db.transaction(async (tx) => {
          for (const statement of all(tx)) await statement;
        });
    },
    run: (statement) => db.execute(statement),
    connection:
      language === "sqlite"
        ? { query: async (text) => db.all(sql.raw(text)), run: async (text) => db.run(sql.raw(text)) }
        : {
            query: async (text) => rowsOf(await db.execute(sql.raw(text))),
            run: async (text) => db.execute(sql.raw(text)),
          },
  };
  return statements;
}

/** What a driver answers with: the rows themselves, or an object or array that holds them. */
function rowsOf(result: unknown): Row[] {
  if (!Array.isArray(result)) return Object(result).rows ?? [];
  return Array.isArray(result[0]) ? result[0] : result;
}

/** mysql2 answers `[header, fields]`, PlanetScale's driver one object with other names. */
function header(result: unknown): Omit<Changed, "rows"> {
  const { affectedRows, rowsAffected, insertId } = Object(Array.isArray(result) ? result[0] : result);
  return { count: affectedRows ?? rowsAffected, insertId };
}
