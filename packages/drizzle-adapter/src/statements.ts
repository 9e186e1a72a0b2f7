/** The statements of the kit's store over SQL, by Drizzle's query builder. */
import type { RecordName } from "@mortise/adapter-kit";
import {
  type Changed,
  conditionOf,
  type Row,
  type SqlLanguage,
  type Statements,
  type Where,
} from "@mortise/adapter-kit/sql";
import { is, type SQL, sql, type Table } from "drizzle-orm";
import { MySqlDatabase } from "drizzle-orm/mysql-core";
import { PgDatabase } from "drizzle-orm/pg-core";
import { columnOf, columnsOf, type RecordTables, toColumn, toRow } from "./columns.ts";

interface Selection extends PromiseLike<Row[]> {
  innerJoin(table: Table, on: SQL): Selection;
  where(condition: SQL | undefined): Selection;
  limit(rows: number): Selection;
}

interface Change extends PromiseLike<unknown> {
  where(condition: SQL): Change;
  returning(): PromiseLike<Row[]>;
  /** Runs at once, with a driver that is not asynchronous. */
  run(): unknown;
}

/** What Drizzle's three query builders have in common, as far as it is used here, and what each has of its own. */
interface Database {
  select(fields?: Record<string, Table>): { from(table: Table): Selection };
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

/** The language of a Drizzle database. */
function languageOf(db: object): SqlLanguage {
  return is(db, MySqlDatabase) ? "mysql" : is(db, PgDatabase) ? "pg" : "sqlite";
}

/** @param tables the table of each record. */
export function statementsOf(drizzle: object, tables: RecordTables): Statements<SQL> {
  const db = drizzle as Database;
  const language = languageOf(drizzle);
  const column = (record: RecordName, field: string) => columnOf(tables[record], field);
  const on = (record: RecordName, where: Where) => conditionOf(statements, record, where);
  const changed = async (change: Change): Promise<Changed> => {
    if (language === "mysql") return { rows: [], ...header(await change) };
    const rows = await change.returning();
    return { rows, count: rows.length };
  };

  const statements: Statements<SQL> = {
    language,
    sql,
    table: (record) => sql`${tables[record]}`,
    column: (record, field) => sql`${column(record, field)}`,
    value: (record, field, value) => sql`${sql.param(toColumn(column(record, field), value), column(record, field))}`,
    isText: (record, field) => typeof toColumn(column(record, field), "0") === "string",

    async select(record, where, limit) {
      const rows = db.select().from(tables[record]).where(on(record, where));
      return limit === undefined ? rows : rows.limit(limit);
    },
    async withUser(record, where, limit) {
      const belongs = sql`${column(record, "userId")} = ${column("user", "id")}`;
      const both = db.select({ [record]: tables[record], user: tables.user }).from(tables[record]);
      return both.innerJoin(tables.user, belongs).where(on(record, where)).limit(limit);
    },
    async insert(record, row) {
      const table = tables[record];
      // What the table itself makes is known before; what the database makes, only to one that answers with rows.
      const made = Object.entries(columnsOf(table)).flatMap(([name, { defaultFn }]) =>
        name in row || defaultFn === undefined ? [] : [[name, defaultFn()]],
      );
      const full: Row = { ...row, ...Object.fromEntries(made) };
      const result = await changed(db.insert(table).values(toRow(table, full as never)));
      return language === "mysql" ? { ...result, rows: [full] } : result;
    },
    update(record, changes, where) {
      const table = tables[record];
      return changed(
        db
          .update(table)
          .set(toRow(table, changes as never))
          .where(on(record, where)),
      );
    },
    delete: (record, where) => changed(db.delete(tables[record]).where(on(record, where))),
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
  const { affectedRows, rowsAffected, insertId } = Array.isArray(result) ? result[0] : Object(result);
  return { count: affectedRows ?? rowsAffected, insertId };
}
