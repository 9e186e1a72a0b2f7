/** The statements that create tables, indexes and keys. */
import {
  columnList,
  constraints,
  literal,
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
    // The rows of SQL Server lie in the order of a key that may be half as long as others.
    `primary key ${language === "mssql" ? "nonclustered " : ""}(${columnList(language, table, primary ?? [])})`,
    ...(language === "mssql" ? [] : others.map((fields) => `unique (${columnList(language, table, fields)})`)),
    ...(isOwned ? [foreignKey(language, table, users)] : []),
    // MySQL has no `create index if not exists`.
    ...(language === "mysql" ? index.map((fields) => `index (${columnList(language, table, fields)})`) : []),
  ];
  const own = tableName(language, table);
  if (language === "mssql") {
    const statements = [
      `create table ${own} (${parts.join(", ")})`,
      ...others.map((fields) => createIndex(language, table, fields, { isUnique: true })),
      ...index.map((fields) => createIndex(language, table, fields)),
    ];
    return [`if object_id(${literal(language, own)}, N'U') is null begin ${statements.join("; ")}; end`];
  }
  const create = `create table if not exists ${own} (${parts.join(", ")})`;
  if (language === "mysql") return [create];
  return [create, ...index.map((fields) => createIndex(language, table, fields, { ifNotExists: true }))];
}

/** The statement that adds a column to a table that is there. */
export function addColumn(language: SqlLanguage, table: SqlTable, column: SqlColumn): string {
  const add = language === "mssql" ? "add" : "add column";
  return `alter table ${tableName(language, table)} ${add} ${definition(language, column)}`;
}

export function createSchema(language: SqlLanguage, schema: string): string {
  const name = quoted(language, schema);
  if (language !== "mssql") return `create schema if not exists ${name}`;
  // It has to be the only statement of its batch.
  const create = literal(language, `create schema ${name}`);
  return `if schema_id(${literal(language, schema)}) is null exec (${create})`;
}

function definition(language: SqlLanguage, column: SqlColumn): string {
  const parts = [quoted(language, column.name), column.type];
  if (column.default !== undefined) parts.push(`default ${column.default}`);
  // What SQL Server takes an unsaid one for is a setting of the connection.
  if (column.isRequired || language === "mssql") parts.push(column.isRequired ? "not null" : "null");
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
  const create = `create ${unique}index ${ifNotExists ? "if not exists " : ""}${own} on ${on} (${columnList(language, table, fields)})`;
  const mayBeEmpty = table.columns.filter(({ field, isRequired }) => fields.includes(field) && !isRequired);
  if (language !== "mssql" || !isUnique || mayBeEmpty.length === 0) return create;
  // A unique key of SQL Server takes one empty value only.
  return `${create} where ${mayBeEmpty.map((column) => `${quoted(language, column.name)} is not null`).join(" and ")}`;
}

/** A name that no server cuts off: PostgreSQL would, after 63 bytes, and so make two names one. */
function shortened(name: string): string {
  if (new TextEncoder().encode(name).length <= 63) return name;
  let sum = 0;
  for (const character of name) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return `${[...name].slice(0, 12).join("")}_${sum.toString(36)}`;
}
