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
  throw new TypeError(`DrizzleAdapter: a table has no column for "${field}"; name its property "${field}".`);
}

/** The fields of all five records: those of Auth.js for which there is a column, and every other column of the app. */
export function fieldsOf(tables: RecordTables): RecordFields {
  return Object.fromEntries(
    Object.entries(tables).map(([record, table]) => [record, fieldsOfTable(record as RecordName, table)]),
  ) as never;
}

function fieldsOfTable(record: RecordName, table: Table): Fields {
  const standard = standardFields[record];
  for (const [name, field] of Object.entries(standard)) if (field.required !== undefined) columnOf(table, name);
  return Object.fromEntries(
    Object.entries(columnsOf(table)).map(([name, column]) => {
      const field = standard[name] ?? { kind: kindOf(column), secret: true };
      if (field.kind === "date" && column.dataType !== "date") {
        throw new TypeError(`DrizzleAdapter: "${name}" must be a date column; give it a mode that reads as a Date.`);
      }
      const longest = longestOf(column);
      return [name, longest === undefined ? field : { ...field, longest }];
    }),
  );
}

function kindOf({ dataType }: Column): FieldKind {
  if (dataType === "bigint") return "number";
  return kinds.find((kind) => kind === dataType) ?? "json";
}

/** Of which Drizzle says the same. */
const kinds: readonly FieldKind[] = ["string", "number", "boolean", "date"];

/** The length that the column's type declares. */
function longestOf(column: Column): Field["longest"] {
  // No other dialect's columns are named so.
  return longestIn(column.columnType.startsWith("MySql") ? "mysql" : "pg", column.getSQLType());
}

/** How users are keyed, by the type of the id's column and whether the database or the table makes it. */
export function userIdsOf(users: Table, isReturned: boolean): Traits["userIds"] {
  const id = columnOf(users, "id");
  const type = id.getSQLType().toLowerCase();
  const makesOwn = isReturned ? id.hasDefault || id.generatedIdentity !== undefined : id.defaultFn !== undefined;
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
  return instants.some((column) => column !== undefined && keepsSeconds(column)) ? 1000 : 1;
}

function keepsSeconds(column: Column): boolean {
  if (column.columnType === "SQLiteTimestamp") return "mode" in column && column.mode === "timestamp";
  const precision = /\((\d)\)/.exec(column.getSQLType())?.[1];
  // Without a precision MySQL keeps whole seconds, and PostgreSQL microseconds.
  return precision === undefined ? column.columnType.startsWith("MySql") : Number(precision) < 3;
}

/** A value as its column takes it. */
export function toColumn(column: Column | undefined, value: Value): unknown {
  if (value === null) return null;
  switch (column?.dataType) {
    case "bigint":
      return BigInt(value as string | number);
    case "number":
      return Number(value);
    case "string":
      return String(value);
    default:
      return value;
  }
}
