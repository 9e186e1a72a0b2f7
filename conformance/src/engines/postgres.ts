/** A PostgreSQL server, through node-postgres or postgres.js. */
import pg from "pg";
import postgres from "postgres";
import type { SqlEngine } from "./engine.ts";
import { type Driver, openServer, type ServerKind } from "./server.ts";
import type { Address } from "./servers.ts";

const kind: ServerKind = {
  dialect: "pg",
  async connectRaw(connectionString) {
    const client = new pg.Client(connectionString);
    // A server that is stopped is noticed by the next statement.
    client.on("error", () => {});
    await client.connect();
    // Then an instant is the same in a column with a time zone and in one without.
    await client.query("set timezone = 'UTC'");
    // A client takes one statement at a time.
    let last: Promise<unknown> = Promise.resolve();
    return {
      async query(text, params = []) {
        const answer = last.then(() => client.query(text, [...params]));
        last = answer.catch(() => {});
        return (await answer).rows;
      },
      close: () => client.end(),
    };
  },
  async version(raw) {
    const [row] = await raw.query("show server_version");
    return `PostgreSQL ${String(row?.server_version).split(" ")[0]}`;
  },
  dropDatabase: (name) => `drop database ${name} with (force)`,
};

/**
 * A new database on a PostgreSQL server.
 * @param address its `url` is `postgres://user:password@host:port/database`, of a user that may create databases.
 */
export function openPostgres<Client>(address: Address, driver: Driver<Client>): Promise<SqlEngine<Client>> {
  return openServer(kind, address, driver);
}

/** `pg`, as a pool. */
export const nodePostgres: Driver<pg.Pool> = {
  name: "node-postgres",
  connect(connectionString, wire, { timeZone } = {}) {
    const options = timeZone === undefined ? {} : { options: `-c timezone=${timeZone}` };
    const pool = new pg.Pool({ connectionString, max: 10, ...options });
    // A connection that ends while nobody uses it is the pool's affair, as every app has to say.
    pool.on("error", () => {});
    const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
    pool.query = ((statement: { text: string } | string, params?: unknown[], ...others: unknown[]) => {
      wire.note({ text: typeof statement === "string" ? statement : statement.text, params: params ?? [] });
      return query(statement, params, ...others);
    }) as typeof pool.query;
    return { client: pool, close: () => pool.end() };
  },
};

/** `postgres`. */
export const postgresJs: Driver<postgres.Sql> = {
  name: "postgres.js",
  cost: {
    perStatement: 2,
    reason:
      "postgres.js asks for the types of a statement's parameters first, unless it is prepared; Drizzle's are not",
  },
  connect(url, wire, { timeZone } = {}) {
    const sql = postgres(url, {
      max: 10,
      // Else a call during an outage waits for as long as 20 seconds before the next try to connect.
      backoff: false,
      ...(timeZone === undefined ? {} : { connection: { TimeZone: timeZone } }),
      debug: (_connection, text, params) => wire.note({ text, params }),
      // The suite makes no statement that has anything to say beside its answer.
      onnotice: () => {},
    });
    // A connection that was cut may leave a statement of which it waits to hear.
    return { client: sql, close: () => sql.end({ timeout: 1 }) };
  },
};
