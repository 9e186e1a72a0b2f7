/** A MySQL or MariaDB server, through mysql2. */
import mysql, { type Pool, type QueryOptions } from "mysql2/promise";
import type { DriverRow, SqlEngine } from "./engine.ts";
import { type Driver, openServer, type ServerKind } from "./server.ts";
import type { Address } from "./servers.ts";

const kind: ServerKind = {
  dialect: "mysql",
  async connectRaw(uri) {
    const connection = await mysql.createConnection({ uri });
    // A server that is stopped is noticed by the next statement.
    connection.on("error", () => {});
    // The second path says names as the standard does, whatever the language of the engine.
    await connection.query("set session sql_mode = concat(@@sql_mode, ',ANSI_QUOTES')");
    return {
      async query(text, params = []) {
        const [rows] = await connection.query(text, [...params]);
        return Array.isArray(rows) ? (rows as DriverRow[]) : [];
      },
      close: () => connection.end(),
    };
  },
  async version(raw) {
    const [row] = await raw.query("select version() as version");
    const version = String(row?.version);
    return version.includes("MariaDB") ? `MariaDB ${version.split("-")[0]}` : `MySQL ${version.split("-")[0]}`;
  },
  dropDatabase: (name) => `drop database ${name}`,
};

/**
 * A new database on a MySQL or MariaDB server.
 * @param address its `url` is `mysql://user:password@host:port/database`, of a user that may create databases.
 */
export function openMysql<Client>(address: Address, driver: Driver<Client>): Promise<SqlEngine<Client>> {
  return openServer(kind, address, driver);
}

/** `mysql2/promise`, as a pool. */
export const mysql2: Driver<Pool> = {
  name: "mysql2",
  connect(uri, wire, { timeZone } = {}) {
    const pool = mysql.createPool({ uri, connectionLimit: 10 });
    if (timeZone !== undefined) {
      // A server need not know the zones by name.
      const zone = offsetOf(timeZone);
      pool.pool.on("connection", (connection) => connection.query(`set time_zone = '${zone}'`));
    }
    for (const method of ["query", "execute"] as const) {
      const own = pool[method].bind(pool) as (...args: unknown[]) => unknown;
      const noting = (statement: QueryOptions | string, params?: unknown[]) => {
        wire.note({ text: typeof statement === "string" ? statement : statement.sql, params: params ?? [] });
        return own(statement, params);
      };
      Object.assign(pool, { [method]: noting });
    }
    return { client: pool, close: () => pool.end() };
  },
};

/** What is to be added to UTC in that zone now: `"+05:30"`. */
function offsetOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts().find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "+00:00" : name.slice("GMT".length);
}
