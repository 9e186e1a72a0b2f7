/** PostgreSQL in WebAssembly, in the process. It has one connection, which the second path and a second client share. */
import { PGlite } from "@electric-sql/pglite";
import { type DriverRow, type SqlEngine, Wire } from "./engine.ts";

/** An empty database in memory. */
export async function openPglite(): Promise<SqlEngine<PGlite>> {
  const wire = new Wire();
  const database = await PGlite.create();
  const client = new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name === "query" || name === "exec" || name === "sql") {
        return (text: string, params: readonly unknown[] = [], ...others: unknown[]) => {
          wire.sent({ text, params });
          return value.call(target, text, params, ...others);
        };
      }
      return value.bind(target);
    },
  });
  const version = await database.query<{ server_version: string }>("show server_version");
  return {
    dialect: "pg",
    found: "embedded",
    version: `PGlite (PostgreSQL ${version.rows[0]?.server_version.split(" ")[0]})`,
    client,
    async openClient({ timeZone } = {}) {
      if (timeZone !== undefined) await database.query(`set timezone = '${timeZone}'`);
      return { client: database, close: async () => void (await database.query("set timezone = 'UTC'")) };
    },
    query: async (text, params = []) => (await database.query<DriverRow>(text, [...params])).rows,
    wire,
    close: () => database.close(),
  };
}
