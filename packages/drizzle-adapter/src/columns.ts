/** What a Drizzle table says of its columns, as fields of a record. Only its public description is read. */
import {
  type Field,
  type FieldKind,
  type Fields,
  type RecordFields,
  type RecordName,
  standardFields,
  type Traits,
  type Value,
} from "@mortise/adapter-kit";
import { longestIn } from "@mortise/adapter-kit/sql";
import { type Column, getTableColumns, type Table } from "drizzle-orm";

/** The table of each record. */
export type RecordTables = { readonly [R in RecordName]: Table };

/** The columns of a table under the names of the record's fields. */
export function columnsOf(table: Table): Readonly<Record<string, Column>> {
  return getTableColumns(table);
}

/** The column of a field that must be there. */
export function columnOf(table: Table, field: string): Column {
  const column = columnsOf(table)[field];
  if (column) return column;
  throw new TypeError(`DrizzleAdapter: a table has no property "${field}"; put its column there.`);
}

/** The fields of all five records: those of Auth.js for which there is a column, and every other column of the app. */
export function fieldsOf(tables: RecordTables): RecordFields {
  return Object.fromEntries(
    Object.entries(tables).map(([record, table]) => [record, fieldsOfTable(record as RecordName, table)]),
  ) as never;
}

function fieldsOfTable(record: RecordName, table: Table): Fields {
  const standard = standardFields[record];
  for (const [name, { required }] of Object.entries(standard)) if (required) columnOf(table, name);
  return Object.fromEntries(
    Object.entries(columnsOf(table)).map(([name, column]) => {
      const field = standard[name] ?? { kind: kindOf(column), secret: true };
      if (field.kind === "date" && column.dataType !== "date") {
        throw new TypeError(`DrizzleAdapter: "${name}" must be a column that reads as a Date.`);
      }
      return [name, { ...field, longest: longestOf(column) } as Field];
    }),
  );
}

function kindOf({ dataType }: Column): FieldKind {
  if (dataType === "bigint") return "number";
  return /^(string|number|boolean|date)$/.test(dataType) ? (dataType as FieldKind) : "json";
}

/** The length that the column's type declares. */
function longestOf(column: Column): Field["longest"] {
  // No other dialect's columns are named so.
  return longestIn(column.columnType.startsWith("MySql") ? "mysql" : "pg", column.getSQLType());
}

/** How users are keyed, by the type of the id's column and whether the database or the table makes it. */
export function userIdsOf(users: Table, isReturned: boolean): Traits["userIds"] {
  const id = columnOf(users, "id");
  const type = id.getSQLType().toLowerCase();
  const makesOwn = isReturned ? id.hasDefault : id.defaultFn;
  if (id.dataType === "number" || id.dataType === "bigint") {
    const isShort = /^(serial|integer|int)$/.test(type) && !id.columnType.startsWith("SQLite");
    return { kind: "integer", from: "store", ...(isShort ? { max: 2 ** 31 - 1 } : {}) };
  }
  return { kind: type === "uuid" ? "uuid" : "text", from: makesOwn ? "store" : "kit" };
}

/** The coarsest grain of the columns that hold instants. */
export function dateGrainOf(tables: RecordTables): Traits["dateGrain"] {
  const instants = [
    columnsOf(tables.user).emailVerified,
    columnOf(tables.session, "expires"),
    columnOf(tables.verificationToken, "expires"),
  ];
  return instants.some((column) => column && keepsSeconds(column)) ? 1000 : 1;
}

function keepsSeconds(column: Column): boolean {
  if (column.columnType === "SQLiteTimestamp") return "mode" in column && column.mode === "timestamp";
  const precision = /\((\d)\)/.exec(column.getSQLType())?.[1];
  // Without a precision MySQL keeps whole seconds, and PostgreSQL microseconds.
  return precision === undefined ? column.columnType.startsWith("MySql") : Number(precision) < 3;
}

const types: { readonly [type: string]: (value: never) => unknown } = {
  bigint: BigInt,
  number: Number,
  string: String,
};

/** A value as its column takes it. */
export function toColumn({ dataType }: Column, value: Value): unknown {
  return value === null ? null : (types[dataType]?.(value as never) ?? value);
}
