/** The statements that `createSchema` makes, without a database. */
import type { SqlDialect } from "@mortise/conformance/engines/engine";
import { KyselyAdapter, type KyselyAdapterOptions } from "@mortise/kysely-adapter";
import {
  type Dialect,
  type DialectAdapter,
  DummyDriver,
  Kysely,
  type KyselyPlugin,
  MysqlAdapter,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryCompiler,
  SqliteAdapter,
  SqliteQueryCompiler,
} from "kysely";

const parts = {
  pg: [PostgresAdapter, PostgresQueryCompiler],
  mysql: [MysqlAdapter, MysqlQueryCompiler],
  sqlite: [SqliteAdapter, SqliteQueryCompiler],
} as const;

/** A database that answers nothing, and the statements that it was sent. */
export function deafDatabase(
  language: SqlDialect | [new () => DialectAdapter, new () => QueryCompiler],
  plugins: KyselyPlugin[] = [],
) {
  const [Adapter, Compiler] = typeof language === "string" ? parts[language] : language;
  const statements: string[] = [];
  const dialect: Dialect = {
    createAdapter: () => new Adapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error("nobody looks into it");
    },
    createQueryCompiler: () => new Compiler(),
  };
  const db = new Kysely<object>({ dialect, plugins, log: ({ query }) => void statements.push(query.sql) });
  return { db, dialect, statements };
}

/** The statements that make the adapter's own tables. */
export async function schemaOf(
  dialect: SqlDialect,
  options: KyselyAdapterOptions = {},
  plugins: KyselyPlugin[] = [],
): Promise<string[]> {
  const { db, statements } = deafDatabase(dialect, plugins);
  await KyselyAdapter(db, options).createSchema();
  return statements;
}
