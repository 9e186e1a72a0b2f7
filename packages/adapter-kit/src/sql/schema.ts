/** `createSchema` and `verifySchema` of every SQL adapter. */
import type { SchemaProblem } from "../adapter.ts";
import type { Store } from "../store.ts";
import { type Found, lookUp, type Query } from "./catalogue.ts";
import { addColumn, createIndex, createSchema, createTable, foreignKey } from "./create.ts";
import { columnList, columnName, constraints, quoted, type SqlLanguage, type SqlTable, tableName } from "./tables.ts";

export interface SqlConnection {
  readonly language: SqlLanguage;
  /** Runs a statement that answers rows. */
  readonly query: Query;
  /** Runs a statement that answers none. */
  run(statement: string): Promise<unknown>;
}

/**
 * A store's schema over SQL.
 * @param connection how statements get to the database.
 * @param tablesOf the tables of the records, that of users first; asked for when they are needed.
 */
export function sqlSchema(
  { language, query, run }: SqlConnection,
  tablesOf: () => readonly SqlTable[],
): Store["schema"] {
  const known = async () => {
    const tables = tablesOf();
    const [users] = tables;
    if (users === undefined) throw new TypeError("there is no table of users.");
    const type = (await lookUp(language, query, users))?.columns.get(columnName(users, "id"));
    return { tables: type ? tables.map((table) => ownedBy(type, table)) : tables, users };
  };
  return {
    async create() {
      const { tables, users } = await known();
      const schemas = new Set(tables.flatMap(({ schema }) => (schema === undefined ? [] : [schema])));
      const statements = [
        ...[...schemas].map((schema) => createSchema(language, schema)),
        ...tables.flatMap((table) => createTable(language, table, users)),
      ];
      for (const statement of oneByOne[language]?.(statements) ?? statements) await run(statement);
    },
    async verify() {
      const { tables, users } = await known();
      const problems: SchemaProblem[] = [];
      for (const table of tables) {
        const found = await lookUp(language, query, table);
        problems.push(...(found ? problemsOf(language, table, users, found) : [missingTable(language, table, users)]));
        if (found) problems.push(...(await duplicatesOf(language, query, table, found)));
      }
      return problems;
    },
  };
}

/** The table with the owner's id in the type of the ids that there are: a foreign key takes no other. */
function ownedBy(type: string, table: SqlTable): SqlTable {
  return {
    ...table,
    columns: table.columns.map((column) => (column.field === "userId" ? { ...column, type } : column)),
  };
}

/**
 * The statements as one, before which others who run it wait. Two that create the same table at once collide in
 * PostgreSQL's catalogue, `if not exists` or not; SQL Server looks first and creates then.
 */
const oneByOne: { readonly [L in SqlLanguage]?: (statements: readonly string[]) => [string] } = {
  pg(statements) {
    const lock = 0x6d6f7274; // "mort"
    const body = [
      `perform pg_advisory_xact_lock(${lock})`,
      "perform set_config('client_min_messages', 'warning', true)",
      ...statements,
    ];
    const text = `begin ${body.join("; ")}; end`;
    let tag = "mortise";
    while (text.includes(`$${tag}$`)) tag += "e";
    return [`do $${tag}$ ${text} $${tag}$`];
  },
  mssql: (statements) => [
    inTransaction(["exec sp_getapplock @Resource = N'mortise', @LockMode = N'Exclusive'", ...statements]),
  ],
};

/** Statements of SQL Server's as one that does all or nothing. */
function inTransaction(statements: readonly string[]): string {
  return ["set xact_abort on", "begin transaction", ...statements, "commit transaction"].join("; ");
}

function missingTable(language: SqlLanguage, table: SqlTable, users: SqlTable): SchemaProblem {
  return {
    kind: "missing-table",
    record: table.record,
    fields: [],
    message: `there is no table ${tableName(language, table)}`,
    statement: createTable(language, table, users).join(";\n"),
  };
}

function problemsOf(language: SqlLanguage, table: SqlTable, users: SqlTable, found: Found): SchemaProblem[] {
  const { record } = table;
  const { unique, index, isOwned } = constraints[record];
  const own = tableName(language, table);
  const list = (fields: readonly string[]) => columnList(language, table, fields);
  const missingColumns = table.columns.filter(({ name }) => !found.columns.has(name));
  const isThere = (fields: readonly string[]) => fields.every((field) => found.columns.has(columnName(table, field)));
  const loose = [...new Set(unique.flat())].filter((field) => found.collations.has(columnName(table, field)));

  return [
    ...missingColumns.map(
      (column): SchemaProblem => ({
        kind: "missing-column",
        record,
        fields: [column.field],
        message: `${own} has no column ${quoted(language, column.name)}`,
        statement: addColumn(language, table, column),
      }),
    ),
    ...unique
      .filter((fields) => isThere(fields) && !hasUnique(table, found, fields))
      .map(
        (fields): SchemaProblem => ({
          kind: "missing-unique-key",
          record,
          fields,
          message: `${own} has no unique key on ${list(fields)}`,
          statement: createIndex(language, table, fields, { isUnique: true }),
        }),
      ),
    ...index
      .filter((fields) => isThere(fields) && !hasIndex(table, found, fields))
      .map(
        (fields): SchemaProblem => ({
          kind: "missing-index",
          record,
          fields,
          message: `${own} has no index on ${list(fields)}; lookups by it read the whole table`,
          statement: createIndex(language, table, fields),
        }),
      ),
    ...(isOwned && isThere(["userId"]) && !found.owned.has(columnName(table, "userId"))
      ? [missingOwner(language, table, users)]
      : []),
    ...loose.map((field) => loosely(language, table, field, found)),
  ];
}

function missingOwner(language: SqlLanguage, table: SqlTable, users: SqlTable): SchemaProblem {
  const own = tableName(language, table);
  return {
    kind: "missing-foreign-key",
    record: table.record,
    fields: ["userId"],
    message: `${own} has no foreign key with "on delete cascade" to the users`,
    // SQLite adds none to a table that is there: it has to be made anew.
    ...(language === "sqlite" ? {} : { statement: `alter table ${own} add ${foreignKey(language, table, users)}` }),
  };
}

function loosely(language: SqlLanguage, table: SqlTable, field: string, found: Found): SchemaProblem {
  const name = columnName(table, field);
  const message = `${tableName(language, table)} compares ${quoted(language, name)} by ${found.collations.get(name)}: two keys that only look alike cannot stand beside each other`;
  return { kind: "collation", record: table.record, fields: [field], message };
}

function hasUnique(table: SqlTable, { indexes }: Found, fields: readonly string[]): boolean {
  const wanted = fields.map((field) => columnName(table, field)).sort();
  return indexes.some(({ isUnique, columns }) => isUnique && columns.toSorted().join("\n") === wanted.join("\n"));
}

/** An index whose first columns are these. */
function hasIndex(table: SqlTable, { indexes }: Found, fields: readonly string[]): boolean {
  const wanted = fields.map((field) => columnName(table, field));
  return indexes.some(({ columns }) => wanted.every((name, position) => columns[position] === name));
}

async function duplicatesOf(
  language: SqlLanguage,
  query: Query,
  table: SqlTable,
  found: Found,
): Promise<SchemaProblem[]> {
  const problems: SchemaProblem[] = [];
  for (const fields of constraints[table.record].unique) {
    const isThere = fields.every((field) => found.columns.has(columnName(table, field)));
    if (!isThere || hasUnique(table, found, fields)) continue;
    const list = columnList(language, table, fields);
    const isSet = fields.map((field) => `${columnList(language, table, [field])} is not null`).join(" and ");
    const groups = `select 1 as one from ${tableName(language, table)} where ${isSet} group by ${list} having count(*) > 1`;
    const [row] = await query(`select count(*) as count from (${groups}) as twice`);
    const count = Number(row?.count);
    if (count === 0) continue;
    const message = `${count} values of ${list} stand in more than one row of ${tableName(language, table)}; a unique key cannot be made before that is put right`;
    problems.push({ kind: "duplicates", record: table.record, fields, message, count });
  }
  return problems;
}
