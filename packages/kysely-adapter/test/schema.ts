/** Statements without a database: those that `createSchema` makes, and those of any call. */
import type { SqlDialect } from "@mortise/conformance/engines/engine";
import { KyselyAdapter, type KyselyAdapterOptions } from "@mortise/kysely-adapter";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  DummyDriver,
  Kysely,
  type KyselyPlugin,
  MssqlAdapter,
  MssqlQueryCompiler,
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
  mssql: [MssqlAdapter, MssqlQueryCompiler],
} as const;

/** The rows that a statement is answered with; it throws what a driver would. */
type Answer = (query: CompiledQuery) => readonly object[];

interface DeafOptions {
  readonly plugins?: KyselyPlugin[];
  /** Absent: there are none. */
  readonly answer?: Answer;
  /** The class, of another version. */
  readonly Version?: typeof Kysely;
}

/** A database that does nothing, and the statements that it was sent. */
export function deafDatabase(
  language: keyof typeof parts | [new () => DialectAdapter, new () => QueryCompiler],
  { plugins = [], answer = () => [], Version = Kysely }: DeafOptions = {},
) {
  const [Adapter, Compiler] = typeof language === "string" ? parts[language] : language;
  const queries: CompiledQuery[] = [];
  class Driver extends DummyDriver {
    override async acquireConnection(): Promise<DatabaseConnection> {
      const connection = await super.acquireConnection();
      return {
        streamQuery: connection.streamQuery,
        async executeQuery(query) {
          queries.push(query);
          const rows = answer(query);
          return { rows: rows as never, numAffectedRows: BigInt(rows.length) };
        },
      };
    }
  }
  const dialect: Dialect = {
    createAdapter: () => new Adapter(),
    createDriver: () => new Driver(),
    createIntrospector: () => {
      throw new Error("nobody looks into it");
    },
    createQueryCompiler: () => new Compiler(),
  };
  return { db: new Version<object>({ dialect, plugins }), dialect, queries };
}

/** The statements that make the adapter's own tables. */
export async function schemaOf(
  dialect: SqlDialect | "mssql",
  options: KyselyAdapterOptions = {},
  plugins: KyselyPlugin[] = [],
): Promise<string[]> {
  const { db, queries } = deafDatabase(dialect, { plugins });
  await KyselyAdapter(db, options).createSchema();
  return queries.map(({ sql }) => sql);
}
