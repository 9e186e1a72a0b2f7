/** A Kysely database of each driver, as an app makes it. */
import type { PGlite } from "@electric-sql/pglite";
import { Wire } from "@mortise/conformance/engines/engine";
import { mysql2 } from "@mortise/conformance/engines/mysql";
import { nodePostgres, type openPostgres } from "@mortise/conformance/engines/postgres";
import type BetterSqlite3 from "better-sqlite3";
import {
  type Dialect,
  Kysely,
  type LogEvent,
  MysqlDialect,
  PGliteDialect,
  PostgresDialect,
  SqliteDialect,
} from "kysely";

/** A database of no tables in particular. */
export type AnyDatabase = Kysely<object>;

/** One database for each client: a second one would know nothing of the first one's transactions. */
export function oncePerClient<Client extends object>(
  make: (client: Client) => AnyDatabase,
): (client: Client) => AnyDatabase {
  const made = new WeakMap<Client, AnyDatabase>();
  return (client) => {
    const db = made.get(client) ?? make(client);
    made.set(client, db);
    return db;
  };
}

export const onBetterSqlite3: (database: BetterSqlite3.Database) => AnyDatabase = oncePerClient(
  (database) => new Kysely({ dialect: new SqliteDialect({ database }) }),
);

export const onPglite: (pglite: PGlite) => AnyDatabase = oncePerClient(
  (pglite) => new Kysely({ dialect: new PGliteDialect({ pglite }) }),
);

/** A database with an ear at it. */
function listening(dialect: Dialect, wire: Wire) {
  const log = ({ query: { sql, parameters } }: LogEvent) => wire.note({ text: sql, params: parameters });
  const client: AnyDatabase = new Kysely({ dialect, log });
  return { client, close: () => client.destroy() };
}

type Driver = Parameters<typeof openPostgres<AnyDatabase>>[1];

export const onNodePostgres: Driver = {
  name: nodePostgres.name,
  connect(url, wire, options) {
    const { client: pool } = nodePostgres.connect(url, new Wire(), options);
    // A connection that ends while Kysely has it would end the process too: nobody else listens to it then.
    pool.on("connect", (connection) => connection.on("error", () => {}));
    return listening(new PostgresDialect({ pool }), wire);
  },
};

export const onMysql2: Driver = {
  name: mysql2.name,
  connect: (url, wire, options) =>
    listening(new MysqlDialect({ pool: mysql2.connect(url, new Wire(), options).client.pool }), wire),
};
