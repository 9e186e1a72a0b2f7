/** The statements that create tables, indexes and keys. */
import {
  columnList,
  constraints,
  quoted,
  type SqlColumn,
  type SqlLanguage,
  type SqlTable,
  tableName,
} from "./tables.ts";

/** The statements that create a table with all that the contract wants of it, and leave one alone that is there. */
export function createTable(language: SqlLanguage, table: SqlTable, users: SqlTable): string[] {
  const { unique, index, isOwned } = constraints[table.record];
  const [primary, ...others] = unique;
  const parts = [
    ...table.columns.map((column) => definition(language, column)),
    `primary key (${columnList(language, table, primary ?? [])})`,
    ...others.map((fields) => `unique (${columnList(language, table, fields)})`),
    ...(isOwned ? [foreignKey(language, table, users)] : []),
    // MySQL has no `create index if not exists`.
    ...(language === "mysql" ? index.map((fields) => `index (${columnList(language, table, fields)})`) : []),
  ];
  const create = `create table if not exists ${tableName(language, table)} (${parts.join(", ")})`;
  if (language === "mysql") return [create];
  return [create, ...index.map((fields) => createIndex(language, table, fields, { ifNotExists: true }))];
}

export function definition(language: SqlLanguage, column: SqlColumn): string {
  const parts = [quoted(language, column.name), column.type];
  if (column.default !== undefined) parts.push(`default ${column.default}`);
  if (column.isRequired) parts.push("not null");
  return parts.join(" ");
}

export function foreignKey(language: SqlLanguage, table: SqlTable, users: SqlTable): string {
  const from = columnList(language, table, ["userId"]);
  return `foreign key (${from}) references ${tableName(language, users)} (${columnList(language, users, ["id"])}) on delete cascade`;
}

export function createIndex(
  language: SqlLanguage,
  table: SqlTable,
  fields: readonly string[],
  { isUnique = false, ifNotExists = false }: { isUnique?: boolean; ifNotExists?: boolean } = {},
): string {
  const name = `${table.name}_${fields.join("_")}_${isUnique ? "unique" : "index"}`;
  // In SQLite the index has the schema's name, elsewhere the table has it.
  const [own, on] =
    language === "sqlite"
      ? [tableName(language, { schema: table.schema, name }), quoted(language, table.name)]
      : [quoted(language, shortened(name)), tableName(language, table)];
  const unique = isUnique ? "unique " : "";
  return `create ${unique}index ${ifNotExists ? "if not exists " : ""}${own} on ${on} (${columnList(language, table, fields)})`;
}

/** A name that no server cuts off: PostgreSQL would, after 63 bytes, and so make two names one. */
function shortened(name: string): string {
  if (new TextEncoder().encode(name).length <= 63) return name;
  let sum = 0;
  for (const character of name) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return `${[...name].slice(0, 12).join("")}_${sum.toString(36)}`;
}
