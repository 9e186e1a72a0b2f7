/** What the second path says differently in each language. MySQL is told to take double quotes for names. */
import type { FieldKind } from "@mortise/adapter-kit";
import type { DriverRow, SqlDialect, SqlEngine, Statement } from "./engine.ts";

type Engine = SqlEngine<unknown>;

/** A table as the second path names it, and the parts of its name. */
export interface RawTable {
  /** Quoted, with its schema. */
  readonly name: string;
  readonly plain: string;
  readonly schema: string | undefined;
}

export interface RawLanguage {
  /** A column, so that any driver answers it alike: instants as milliseconds, whole numbers as numbers. */
  read(kind: FieldKind, column: string): string;
  /** A parameter of a value given that way. */
  write(kind: FieldKind, position: number): string;
  param(value: unknown): unknown;
  setForeignKeys(engine: Engine, table: RawTable, inForce: boolean): Promise<unknown>;
  /** Has the database refuse every insert, or every removal of a row. */
  refuse(engine: Engine, table: RawTable, what: "insert" | "delete"): Promise<unknown>;
  allow(engine: Engine, table: RawTable, what: "insert" | "delete"): Promise<unknown>;
  /** The parts of the engine's plan for a statement that read a whole table. */
  scans(engine: Engine, statement: Statement): Promise<string[]>;
  /** A value of an instant's column that is no instant, as SQL. */
  readonly noInstant: string;
  /** `columns`, joined by line breaks, of each unique key. */
  uniqueKeys(table: RawTable): string;
  /** The type of a column of the app's own. */
  readonly types: { readonly [K in FieldKind]: string };
}

const trigger = (table: RawTable, what: string) => `"refuse_${what}_${table.plain}"`;

export const languages: { readonly [D in SqlDialect]: RawLanguage } = {
  sqlite: {
    read: (_, column) => column,
    write: () => "?",
    param: (value) => (typeof value === "boolean" ? Number(value) : value),
    setForeignKeys: (engine, _, inForce) => engine.query(`pragma foreign_keys = ${inForce ? "on" : "off"}`),
    refuse: (engine, table, what) =>
      engine.query(
        `create trigger ${trigger(table, what)} before ${what} on ${table.name} begin select raise(abort, 'no'); end`,
      ),
    allow: (engine, table, what) => engine.query(`drop trigger if exists ${trigger(table, what)}`),
    async scans(engine, { text, params }) {
      const plan = await engine.query(`explain query plan ${text}`, params);
      return plan.map((step) => String(step.detail)).filter((detail) => detail.startsWith("SCAN"));
    },
    noInstant: "'not of this kind'",
    uniqueKeys: ({ plain }) => `
      select (select group_concat(name, char(10)) from pragma_index_info(l.name)) as columns
        from pragma_index_list('${plain}') l where l."unique" = 1 and l.partial = 0
      union select (select group_concat(name, char(10)) from pragma_table_info('${plain}') where pk > 0)`,
    types: { string: "text", number: "numeric", boolean: "integer", date: "integer", json: "text" },
  },

  pg: {
    read: (kind, column) =>
      kind === "date"
        ? `(extract(epoch from ${column}) * 1000)::float8`
        : kind === "number"
          ? `${column}::float8`
          : column,
    write: (kind, position) => (kind === "date" ? `to_timestamp($${position}::float8 / 1000)` : `$${position}`),
    param: (value) => value,
    setForeignKeys: (engine, { name }, inForce) =>
      engine.query(`alter table ${name} ${inForce ? "enable" : "disable"} trigger all`),
    async refuse(engine, table, what) {
      await engine.query(
        `create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
      );
      const each = `before ${what} on ${table.name} for each row execute function refuse()`;
      await engine.query(`create trigger ${trigger(table, what)} ${each}`);
    },
    allow: (engine, table, what) => engine.query(`drop trigger if exists ${trigger(table, what)} on ${table.name}`),
    async scans(engine, { text, params }) {
      // On a table of few rows the planner reads all of them though there is an index; the question is whether there is.
      await engine.query("set enable_seqscan = off");
      const plan = await engine.query(`explain ${text}`, params);
      await engine.query("reset enable_seqscan");
      return plan
        .map((step) => String(Object.values(step as DriverRow)[0]))
        .filter((line) => line.includes("Seq Scan"));
    },
    // Within what PostgreSQL keeps, and beyond what a `Date` does.
    noInstant: "'294276-12-31 23:59:59'",
    uniqueKeys: ({ name }) => `
      select string_agg(a.attname, chr(10)) as columns from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])
        where i.indrelid = '${name}'::regclass and i.indisunique and i.indpred is null group by i.indexrelid`,
    types: {
      string: "text",
      number: "double precision",
      boolean: "boolean",
      date: "timestamp",
      json: "jsonb",
    },
  },

  mysql: {
    read: (kind, column) =>
      kind === "date"
        ? `timestampdiff(microsecond, '1970-01-01', ${column}) / 1000`
        : kind === "string"
          ? `convert(${column} using utf8mb4)`
          : column,
    write: (kind) => (kind === "date" ? "timestampadd(microsecond, ? * 1000, '1970-01-01')" : "?"),
    param: (value) => value,
    setForeignKeys: (engine, _, inForce) => engine.query(`set foreign_key_checks = ${Number(inForce)}`),
    refuse: (engine, table, what) =>
      engine.query(
        `create trigger ${trigger(table, what)} before ${what} on ${table.name} for each row signal sqlstate '45000' set message_text = 'no'`,
      ),
    allow: (engine, table, what) => engine.query(`drop trigger if exists ${trigger(table, what)}`),
    async scans(engine, { text, params }) {
      // MySQL 9 would draw a tree, in which no column says how a table is read.
      const plan = await engine.query(`explain format=traditional ${text.replaceAll("`", '"')}`, params);
      return plan.filter(({ type }) => type === "ALL").map(({ table }) => `all of ${table}`);
    },
    noInstant: "cast('0000-00-00 00:00:00' as datetime)",
    uniqueKeys: ({ plain, schema }) => `
      select group_concat(column_name separator '\n') as columns from information_schema.statistics
        where table_schema = ${schema === undefined ? "database()" : `'${schema}'`} and table_name = '${plain}'
          and non_unique = 0 and sub_part is null group by index_name`,
    types: {
      string: "varchar(255)",
      number: "double",
      boolean: "boolean",
      date: "datetime(3)",
      json: "json",
    },
  },
};
