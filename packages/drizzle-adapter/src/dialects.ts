/**
 * What differs between the dialects, as a few named functions. PostgreSQL and SQLite answer with the rows that a
 * statement changed; MySQL and MariaDB do not, so there the number of affected rows decides.
 */
import type { Conflict } from "@mortise/adapter-kit";
import { and, type Column, eq, is, type SQL, sql, type Table } from "drizzle-orm";
import {
  getTableConfig as getMySqlTableConfig,
  MySqlDatabase,
  MySqlDialect,
  type MySqlTable,
} from "drizzle-orm/mysql-core";
import { getTableConfig as getPgTableConfig, PgDatabase, PgDialect, type PgTable } from "drizzle-orm/pg-core";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import { columnsOf } from "./columns.ts";
import type { Change, Deletion, Dialect, QueryBuilder, Row } from "./query-builder.ts";

/** The dialect of a Drizzle database. */
export function dialectOf(db: object): Dialect {
  if (is(db, MySqlDatabase)) return mysql(db as never);
  if (is(db, PgDatabase)) return { ...returning(db as never), ...postgres(db as never) };
  return { ...returning(db as never), ...sqlite(db as never) };
}

const only = (rows: readonly Row[]): Row | null => rows[0] ?? null;

const greatest: Dialect["highest"] = (column, value) => sql`greatest(${column}, ${value})`;
const max: Dialect["highest"] = (column, value) => sql`max(${column}, ${value})`;

type Own = "spellings" | "highest" | "deleteAll" | "sweep" | "connection" | "schemaOf" | "textOf";

/** PostgreSQL and SQLite. */
function returning(db: QueryBuilder): Omit<Dialect, Own> {
  return {
    isReturning: true,
    readsBack: () => false,
    async insert(table, row) {
      return only(await db.insert(table).values(row).returning()) ?? row;
    },
    async upsert(table, row, key, fields) {
      const target = key.map((field) => columnsOf(table)[field] as Column);
      await db
        .insert(table)
        .values(row)
        .onConflictDoUpdate({ target, set: pick(row, fields) });
    },
    async update(table, changes, condition) {
      return only(await db.update(table).set(changes).where(condition).returning());
    },
    async take(table, condition) {
      return only(await db.delete(table).where(condition).returning());
    },
    send: (statement) => statement(),
    remove: async (table, condition) => (await db.delete(table).where(condition).returning()).length,
    is: eq,
    isOnly: (table, condition) => sql`(select count(*) from ${table} where ${condition}) = 1`,
  };
}

interface Executing extends QueryBuilder {
  execute(query: SQL): PromiseLike<unknown>;
}

function postgres(db: Executing): Pick<Dialect, Own> {
  const query = async (text: SQL) => rowsOf(await db.execute(text));
  return {
    highest: greatest,
    spellings: (digits) => [digits],
    async deleteAll(deletions) {
      const statements = deletions.map(({ table, condition }) => sql`delete from ${table} where ${condition}`);
      const last = statements.pop() as SQL;
      // Each part of a `with` runs to its end, whether it is read or not.
      const parts = statements.map((statement, index) => sql`${sql.identifier(`part_${index}`)} as (${statement})`);
      await db.execute(sql`with ${sql.join(parts, sql`, `)} ${last}`);
    },
    async sweep(table, condition, key, limit) {
      const columns = key.map((field) => columnsOf(table)[field] as Column);
      const names = sql.join(
        columns.map(({ name }) => sql.identifier(name)),
        sql`, `,
      );
      const same = sql.join(
        columns.map((column) => sql`${column} = expired.${sql.identifier(column.name)}`),
        sql` and `,
      );
      // Materialised, so that the limit is kept however the rows are joined; locked rows are another sweep's.
      const rows = await query(
        sql`with expired as materialized (select ${names} from ${table} where ${condition} limit ${limit} for update skip locked) delete from ${table} using expired where ${same} and ${condition} returning 1 as one`,
      );
      return rows.length;
    },
    connection: {
      language: "pg",
      query: (text) => query(sql.raw(text)),
      run: async (text) => db.execute(sql.raw(text)),
    },
    schemaOf: (table) => getPgTableConfig(table as PgTable).schema,
    textOf: (expression) => new PgDialect().sqlToQuery(expression.inlineParams()).sql,
  };
}

interface SqliteDatabase extends QueryBuilder {
  readonly resultKind: "sync" | "async";
  all(query: SQL): PromiseLike<Row[]> | Row[];
  run(query: SQL): unknown;
  batch?(statements: readonly Change[]): Promise<unknown>;
  transaction<T>(work: (tx: QueryBuilder) => T): T;
}

function sqlite(db: SqliteDatabase): Pick<Dialect, Own> {
  return {
    highest: max,
    // SQLite's drivers send every number as a real one.
    spellings: (digits) => [digits, `${digits}.0`],
    /** SQLite has no statement for several tables: a batch is one trip where the driver has it, else a transaction. */
    async deleteAll(deletions) {
      const statements = (on: QueryBuilder) => deletions.map((each) => on.delete(each.table).where(each.condition));
      if (db.batch) await db.batch(statements(db));
      else if (db.resultKind === "sync") db.transaction((tx) => statements(tx).map((statement) => statement.run()));
      else
        await db.transaction(async (tx) => {
          for (const statement of statements(tx)) await statement;
        });
    },
    async sweep(table, condition, key, limit) {
      const names = sql.join(
        key.map((field) => sql`${columnsOf(table)[field]}`),
        sql`, `,
      );
      const expired = sql`(${names}) in (select ${names} from ${table} where ${condition} limit ${limit})`;
      return (await db.delete(table).where(and(expired, condition)).returning()).length;
    },
    connection: {
      language: "sqlite",
      query: async (text) => db.all(sql.raw(text)),
      run: async (text) => db.run(sql.raw(text)),
    },
    schemaOf: () => undefined,
    textOf: (expression) => new SQLiteSyncDialect().sqlToQuery(expression.inlineParams()).sql,
  };
}

/** What a driver answers with: the rows themselves, or an object or array that holds them. */
function rowsOf(result: unknown): Row[] {
  if (!Array.isArray(result)) return Object(result).rows ?? [];
  return Array.isArray(result[0]) ? result[0] : result;
}

/** MySQL and MariaDB. MariaDB's own RETURNING is left alone: on a Galera cluster it lets several callers win. */
function mysql(db: Executing): Dialect {
  const isExactly = (column: Column, value: unknown): SQL =>
    // The first part finds the row by the index, as loosely as the collation has it; the second decides by the bytes.
    typeof value === "string"
      ? (and(
          eq(column, value),
          sql`cast(convert(${column} using utf8mb4) as binary) = cast(${value} as binary)`,
        ) as SQL)
      : eq(column, value);
  const byKey = (table: Table, row: Row, key: readonly string[]) =>
    and(...key.map((field) => isExactly(columnsOf(table)[field] as Column, row[field])));
  const one = async (table: Table, condition: SQL | undefined) =>
    only(await db.select().from(table).where(condition).limit(1));

  // A default of the table's own is known before the insert; one of the database's is not.
  const readsBack = (table: Table, fields: readonly string[]) =>
    Object.entries(columnsOf(table)).some(
      ([name, { hasDefault, defaultFn }]) => hasDefault && !defaultFn && !fields.includes(name),
    );

  return {
    isReturning: false,
    readsBack,
    async insert(table, row, key) {
      const made = Object.entries(columnsOf(table)).filter(([name, { defaultFn }]) => !(name in row) && defaultFn);
      const full = { ...row, ...Object.fromEntries(made.map(([name, column]) => [name, column.defaultFn?.()])) };
      const result = await again(() => db.insert(table).values(full));
      const [id] = key.filter((field) => full[field] === undefined);
      const stored = id === undefined ? full : { ...full, [id]: header(result).insertId };
      return readsBack(table, Object.keys(stored)) ? ((await one(table, byKey(table, stored, key))) ?? stored) : stored;
    },
    async upsert(table, row, key, fields) {
      // By the bytes: `on duplicate key update` would change a row that only looks like this one.
      const update = () =>
        db
          .update(table)
          .set(pick(row, fields))
          .where(byKey(table, row, key));
      for (let left = mostTries; ; left -= 1) {
        try {
          await again(() => db.insert(table).values(row));
          return;
        } catch (error) {
          if (left === 0 || classify(error) !== "duplicate") throw error;
        }
        // Where there is none to update, the row was taken in between.
        if (header(await again(update)).affectedRows > 0) return;
      }
    },
    async update(table, changes, condition, wanted) {
      await again(() => db.update(table).set(changes).where(condition));
      return wanted ? one(table, condition) : null;
    },
    async take(table, condition, key) {
      const [row, ...others] = await db.select().from(table).where(condition).limit(2);
      if (row === undefined || others.length > 0) return null;
      const result = await again(() => db.delete(table).where(byKey(table, row, key)));
      return header(result).affectedRows === 1 ? row : null;
    },
    async deleteAll(deletions) {
      const [first, ...joined] = deletions.toReversed() as [Deletion, ...Deletion[]];
      const all = sql.join(
        deletions.map(({ table }) => sql`${table}`),
        sql`, `,
      );
      const joins = joined.map(({ table, condition }) => sql` left join ${table} on ${condition}`);
      const statement = sql`delete ${all} from ${first.table}${sql.join(joins)} where ${first.condition}`;
      await again(() => db.execute(statement));
    },
    send: again,
    remove: async (table, condition) => header(await again(() => db.delete(table).where(condition))).affectedRows,
    async sweep(table, condition, key, limit) {
      // Read first, without locks: a deletion along the index of expiry meets an update, which comes by the key, in a
      // deadlock.
      const rows = await db.select().from(table).where(condition).limit(limit);
      if (rows.length === 0) return 0;
      const columns = key.map((field) => columnsOf(table)[field] as Column);
      const valuesOf = (row: Row) => key.map((field, index) => sql.param(row[field], columns[index] as Column));
      const keys = rows.map((row) => sql`(${sql.join(valuesOf(row), sql`, `)})`);
      const expired = sql`(${sql.join(columns, sql`, `)}) in (${sql.join(keys, sql`, `)})`;
      return header(await again(() => db.delete(table).where(and(expired, condition)))).affectedRows;
    },
    is: isExactly,
    isOnly: () => undefined,
    spellings: (digits) => [digits],
    highest: greatest,
    connection: {
      language: "mysql",
      query: async (text) => rowsOf(await db.execute(sql.raw(text))),
      run: async (text) => db.execute(sql.raw(text)),
    },
    schemaOf: (table) => getMySqlTableConfig(table as MySqlTable).schema,
    textOf: (expression) => new MySqlDialect().sqlToQuery(expression.inlineParams()).sql,
  };
}

/** How often a statement is sent again. A deadlock with one other is over after the first. */
const mostTries = 5;

/**
 * InnoDB ends a deadlock by undoing one of the statements whole, and its manual asks to send that one again (MySQL 9,
 * 17.7.5.3, "How to Minimize and Handle Deadlocks").
 */
async function again<T>(statement: () => PromiseLike<T>): Promise<T> {
  for (let left = mostTries; ; left -= 1) {
    try {
      return await statement();
    } catch (error) {
      if (left === 0 || !isDeadlock(error)) throw error;
    }
  }
}

/** ER_LOCK_DEADLOCK, wherever the driver's error is. */
function isDeadlock(error: unknown): boolean {
  return error instanceof Error && (Reflect.get(error, "errno") === 1213 || isDeadlock(error.cause));
}

/** mysql2 answers `[header, fields]`, PlanetScale's driver one object with other names. */
function header(result: unknown): { affectedRows: number; insertId: unknown } {
  const { affectedRows, rowsAffected, insertId } = Array.isArray(result) ? result[0] : Object(result);
  return { affectedRows: affectedRows ?? rowsAffected, insertId };
}

function pick(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries(fields.map((field) => [field, row[field]]));
}

/** What a driver's error means. SQLite's drivers have codes of their own; the engine's message is the same in all of them. */
export function classify(error: unknown): Conflict | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code, errno } = at as { code?: unknown; errno?: unknown };
    // PostgreSQL: appendix A, class 23. MySQL and MariaDB: ER_DUP_ENTRY, ER_NO_REFERENCED_ROW_2.
    if (code === "23505" || errno === 1062 || at.message.includes("UNIQUE constraint failed")) return "duplicate";
    if (code === "23503" || errno === 1452 || at.message.includes("FOREIGN KEY constraint failed"))
      return "unknown-user";
  }
  return null;
}
