/** The statements of the kit's store over SQL, by Kysely's query builder: its plugins see each of them. */
import type { Field, NamesOf, RecordFields, RecordName } from "@mortise/adapter-kit";
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
import type {
  CompiledQuery,
  IdentifierNode,
  OperationNode,
  QueryExecutor,
  QueryResult,
  RawNode,
  SelectQueryNode,
  TableNode,
} from "kysely";
import { asRead, fromColumn, toColumn } from "./columns.ts";
import { aliased, identifier, type Piece, pieceOf, rawNode, reference, sql, tableNode } from "./pieces.ts";

interface Selection {
  select(selections: readonly Piece[]): Selection;
  innerJoin(table: string, on: (join: { on(condition: Piece): unknown }) => unknown): Selection;
  where(condition: Piece): Selection;
  limit(rows: number): Selection;
  top(rows: number): Selection;
  compile(): CompiledQuery;
}

interface Change {
  values(row: Row): Change;
  set(row: Row): Change;
  where(condition: Piece): Change;
  returning(selections: readonly Piece[]): Change;
  output(selections: readonly Piece[]): Change;
  top(rows: number): Change;
  compile(): CompiledQuery;
}

/** What is called of a Kysely database. */
export interface Database {
  getExecutor(): QueryExecutor;
  readonly isTransaction: boolean;
  withoutPlugins(): Database;
  selectFrom(table: string): Selection;
  insertInto(table: string): Change;
  updateTable(table: string): Change;
  deleteFrom(table: string): Change;
  executeQuery(query: CompiledQuery): Promise<QueryResult<Row>>;
}

/** The tables of an adapter, and what the records in them are. */
export interface KyselyTables extends NamesOf {
  readonly schema: string | undefined;
  /** The fields of each record, those of the app among them. */
  readonly fields: RecordFields;
  /** Whether the database counts the users. */
  readonly isCounted: boolean;
}

const anyId = { queryId: "mortise" };

/** How a dialect's own compiler writes a name and a parameter. */
const languages: Readonly<Record<string, SqlLanguage>> = {
  '"a" $1': "pg",
  "`a` ?": "mysql",
  '"a" ?': "sqlite",
  '"a" @1': "mssql",
};

/**
 * The language of a Kysely database.
 * @throws TypeError when it is none of the four.
 */
export function languageOf(db: Database): SqlLanguage {
  const statement = rawNode(["", " ", ""], [identifier("a"), sql`${0}`.toOperationNode()]);
  const language = languages[db.getExecutor().compileQuery(statement, anyId).sql];
  if (language) return language;
  throw new TypeError("KyselyAdapter: the database must be of PostgreSQL, MySQL, SQLite or SQL Server.");
}

/** A column's name as the plugins of the database have it. */
export function columnSaid(db: Database, name: string): string {
  const node = db.getExecutor().transformQuery(rawNode(["", ""], [identifier(name)]), anyId);
  return ((node as RawNode).parameters[0] as IdentifierNode).name;
}

/** A table as the plugins of the database have it. */
export function tableSaid(db: Database, name: string, schema: string | undefined): { name: string; schema?: string } {
  const from: SelectQueryNode = {
    kind: "SelectQueryNode",
    from: { kind: "FromNode", froms: [tableNode(name, schema)] },
  };
  const said = db.getExecutor().transformQuery(from, anyId).from?.froms[0] as TableNode;
  const { schema: own, identifier: table } = said.table;
  return { name: table.name, ...(own ? { schema: own.name } : {}) };
}

/** A place in a kept statement for the value of each call. */
class Hole {
  readonly index: number;
  readonly as: (value: unknown) => unknown;
  constructor(index: number, as: (value: unknown) => unknown = (value) => value) {
    this.index = index;
    this.as = as;
  }
  /** Statements are the same where they have the same holes. */
  toJSON(): number {
    return this.index;
  }
}

const deletedApart =
  "SQLite has no statement of several tables, and a transaction of Kysely's would keep other connections out meanwhile";

export function statementsOf(db: Database, tables: KyselyTables): Statements<Piece> {
  const { fields, schema, isCounted } = tables;
  const language = languageOf(db);
  const keep = keepStatements<CompiledQuery>((index) => new Hole(index));
  const plain = db.withoutPlugins();

  const named = (record: RecordName) => (schema === undefined ? "" : `${schema}.`) + tables.table(record);
  const node = (record: RecordName) => tableNode(tables.table(record), schema);
  const namesIn = (record: RecordName): readonly string[] => Object.keys(fields[record]);
  const field = (record: RecordName, name: string): Field => fields[record][name] ?? { kind: "string" };
  const column = (record: RecordName, name: string) => pieceOf(reference(tables.column(record, name), node(record)));
  const value = (record: RecordName, name: string, given: unknown) => {
    const as = (own: unknown) => toColumn(language, field(record, name), own);
    return sql`${given instanceof Hole ? new Hole(given.index, as) : as(given)}`;
  };
  const on = (record: RecordName, where: Where) => conditionOf(statements, record, where);

  /**
   * What is read of a record, under names that no plugin changes.
   * @param from the table that has the columns, where it has to be said.
   * @param first where these names begin.
   * @param names which fields, if not all.
   */
  const read = (record: RecordName, from?: TableNode, first = 0, names = namesIn(record)) =>
    names.map((name, index) => {
      const own = pieceOf(reference(tables.column(record, name), from));
      return aliased(asRead(language, field(record, name), own), aliasOf(first + index));
    });
  const rowOf = (record: RecordName, row: Row, first = 0, names = namesIn(record)): Row =>
    Object.fromEntries(
      names.map((name, index) => [name, fromColumn(language, field(record, name), row[aliasOf(first + index)])]),
    );
  const columnsOf = (record: RecordName, row: Row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, given]) => [tables.column(record, name), value(record, name, given)]),
    );

  /** Runs a statement that is made once for all calls of its shape. */
  const send = (
    shape: readonly unknown[],
    record: RecordName,
    where: Where,
    row: Row,
    make: (where: Where, row: Row) => { compile(): CompiledQuery },
  ) => {
    const { made, values } = keep([...shape, record], where, row, (holed, holedRow, holes) => {
      const statement = make(holed, holedRow).compile();
      // A plugin that changes values has to see those of each call.
      const found = new Set(statement.parameters.flatMap((each) => (each instanceof Hole ? each.index : [])));
      return found.size === holes ? statement : null;
    });
    if (!made) return db.executeQuery(make(where, row).compile());
    const parameters = made.parameters.map((each) => (each instanceof Hole ? each.as(values[each.index]) : each));
    return db.executeQuery({ ...made, parameters });
  };
  const returning = (change: Change, record: RecordName, from: "inserted" | "deleted" = "inserted") => {
    if (language === "mysql") return change;
    return language === "mssql"
      ? change.output(read(record, tableNode(from, undefined)))
      : change.returning(read(record));
  };
  const limited = (found: Selection, limit: number) => (language === "mssql" ? found.top(limit) : found.limit(limit));
  const changed = async (
    result: Promise<QueryResult<Row>>,
    record: RecordName,
    wanted: Wanted = "rows",
  ): Promise<Changed> => {
    // There are dialects, kysely-d1 among them, that say nothing where it is none.
    const { rows, numAffectedRows = 0, insertId } = await result;
    const isAnswered = language !== "mysql" && wanted === "rows";
    return {
      rows: isAnswered ? rows.map((row) => rowOf(record, row)) : [],
      count: isAnswered ? rows.length : Number(numAffectedRows),
      insertId,
    };
  };
  const remove = (record: RecordName, where: Where, wanted: Wanted, limit?: number) =>
    send(["delete", wanted, limit], record, where, {}, (holed) => {
      const change = db.deleteFrom(named(record)).where(on(record, holed));
      if (wanted === "rows") return returning(change, record, "deleted");
      return limit === undefined ? change : change.top(limit);
    });
  const raw = (over: Database, statement: OperationNode) =>
    over.executeQuery(over.getExecutor().compileQuery(statement as RawNode, anyId));
  const text = (statement: string) => raw(plain, rawNode([statement]));

  const statements: Statements<Piece> = {
    language,
    sql,
    // A statement that is all text has no table of its own from which a plugin could tell the schema.
    table: (record) => pieceOf(tableNode(tables.table(record), tableSaid(db, tables.table(record), schema).schema)),
    column,
    value,
    isText: (record, name) => field(record, name).kind === "string" && !(isCounted && /^(id|userId)$/.test(name)),

    async select(record, where, limit) {
      const { rows } = await send(["select", limit], record, where, {}, (holed) => {
        const found = db.selectFrom(named(record)).select(read(record)).where(on(record, holed));
        return limit === undefined ? found : limited(found, limit);
      });
      return rows.map((row) => rowOf(record, row));
    },
    async withUser(record, where, limit, names = namesIn(record)) {
      const users = names.length;
      const { rows } = await send(["join", limit], record, where, {}, (holed) => {
        const found = db
          .selectFrom(named(record))
          .innerJoin(named("user"), (join) => join.on(sql`${column(record, "userId")} = ${column("user", "id")}`))
          .select([...read(record, node(record), 0, names), ...read("user", node("user"), users)])
          .where(on(record, holed));
        return limited(found, limit);
      });
      return rows.map((row) => ({ [record]: rowOf(record, row, 0, names), user: rowOf("user", row, users) }));
    },
    async insert(record, row, wanted = "rows") {
      const result = await changed(
        send(["insert", wanted], record, [], row, (_, holed) => {
          const change = db.insertInto(named(record)).values(columnsOf(record, holed));
          return wanted === "rows" ? returning(change, record) : change;
        }),
        record,
        wanted,
      );
      return language === "mysql" ? { ...result, rows: [row] } : result;
    },
    update: (record, changes, where) =>
      changed(
        send(["update"], record, where, changes, (holed, row) =>
          returning(db.updateTable(named(record)).set(columnsOf(record, row)).where(on(record, holed)), record),
        ),
        record,
      ),
    delete: (record, where, wanted = "rows", limit) => changed(remove(record, where, wanted, limit), record, wanted),
    async deleteEach(deletions) {
      // The user first: with the foreign keys in force that one statement takes the rest along, and the others find nothing.
      for (const { record, where } of deletions.toReversed()) await remove(record, where, "nothing");
    },
    ...(language === "sqlite" ? { apart: deletedApart } : {}),
    isTransaction: db.isTransaction,
    run: (statement) => raw(db, db.getExecutor().transformQuery(statement.toOperationNode() as RawNode, anyId)),
    connection: { query: async (statement) => (await text(statement)).rows, run: text },
  };
  return statements;
}

/** A name of small letters alone, which a plugin that changes the case of names leaves as it is. */
function aliasOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : aliasOf(Math.floor(index / 26) - 1) + letter;
}
