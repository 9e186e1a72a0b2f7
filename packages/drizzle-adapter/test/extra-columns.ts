/** Columns of the app's own, by the kind of their field. */
import type { FieldKind, RecordName } from "@mortise/adapter-kit";
import { type ExtraField, NotCheckable, type Variant } from "@mortise/conformance";
import * as mysql from "drizzle-orm/mysql-core";
import * as pg from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";

type Makers<Column> = { readonly [K in FieldKind]: (name: string) => Column };

/** What the builders of all columns have, whatever the dialect. */
interface Builder {
  default(value: unknown): this;
}

const pgColumns: Makers<pg.PgColumnBuilderBase> = {
  string: (name) => pg.text(name),
  number: (name) => pg.doublePrecision(name),
  boolean: (name) => pg.boolean(name),
  date: (name) => pg.timestamp(name, { mode: "date" }),
  json: (name) => pg.jsonb(name),
};
const mysqlColumns: Makers<mysql.MySqlColumnBuilderBase> = {
  string: (name) => mysql.varchar(name, { length: 255 }),
  number: (name) => mysql.double(name),
  boolean: (name) => mysql.boolean(name),
  date: (name) => mysql.datetime(name, { mode: "date", fsp: 3 }),
  json: (name) => mysql.json(name),
};
const sqliteColumns: Makers<sqlite.SQLiteColumnBuilderBase> = {
  string: (name) => sqlite.text(name),
  number: (name) => sqlite.real(name),
  boolean: (name) => sqlite.integer(name, { mode: "boolean" }),
  date: (name) => sqlite.integer(name, { mode: "timestamp_ms" }),
  json: (name) => sqlite.text(name, { mode: "json" }),
};

function columnsBy<Column>(makers: Makers<Column>, record: RecordName, variant: Variant): Record<string, Column> {
  const fields: Readonly<Record<string, ExtraField>> = variant.fields?.[record as "user"] ?? {};
  const entries = Object.entries(fields).map(([name, field]) => {
    const column = makers[field.kind](variant.columns?.[record]?.[name] ?? name);
    return [name, field.default === undefined ? column : (column as Builder).default(field.default)] as const;
  });
  return Object.fromEntries(entries) as Record<string, Column>;
}

function columnsOf<Column>(makers: Makers<Column>, variant: Variant) {
  return {
    users: columnsBy(makers, "user", variant),
    accounts: columnsBy(makers, "account", variant),
    sessions: columnsBy(makers, "session", variant),
  };
}

/** The columns of each table that the variant adds. */
export const extraColumns = {
  pg: (variant: Variant) => columnsOf(pgColumns, variant),
  mysql: (variant: Variant) => columnsOf(mysqlColumns, variant),
  sqlite: (variant: Variant) => columnsOf(sqliteColumns, variant),
};

/** Ids of a kind that the dialect's tables are not tried with. */
export function noSuchIds(dialect: string, kind: string): never {
  throw new NotCheckable(`${dialect} is not tried with ids of kind ${kind}`);
}
