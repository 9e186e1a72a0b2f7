/** libSQL in the process, through @libsql/client: a file, which the second path opens with better-sqlite3. */
import { join } from "node:path";
import { type Client, createClient, type InStatement } from "@libsql/client";
import { connectSqlite, querySqlite } from "./better-sqlite3.ts";
import { type SqlEngine, type Statement, Wire } from "./engine.ts";
import { makeFolder } from "./folder.ts";

/** An empty database in a file of its own. */
export async function openLibsql(): Promise<SqlEngine<Client>> {
  const folder = await makeFolder();
  const file = join(folder.path, "database.sqlite");
  const wire = new Wire();
  const raw = connectSqlite(file);
  const client = createClient({ url: `file:${file}` });
  const version = await client.execute("select sqlite_version() as version");
  return {
    dialect: "sqlite",
    found: "embedded",
    version: `libSQL (SQLite ${version.rows[0]?.version})`,
    client: listening(client, wire),
    async openClient() {
      const second = createClient({ url: `file:${file}` });
      return { client: second, close: async () => second.close() };
    },
    query: async (text, params = []) => querySqlite(raw, text, params),
    wire,
    async close() {
      client.close();
      raw.close();
      await folder.remove();
    },
  };
}

/** The client, with what goes over it noted. */
function listening(client: Client, wire: Wire): Client {
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (name === "execute" || name === "batch") {
        return (...args: unknown[]) => {
          const [sent, params] = args as [InStatement | InStatement[], unknown[]?];
          wire.sent(...(Array.isArray(sent) ? sent.map((each) => statementOf(each)) : [statementOf(sent, params)]));
          return value.apply(target, args);
        };
      }
      return value.bind(target);
    },
  });
}

function statementOf(statement: InStatement, params: readonly unknown[] = []): Statement {
  if (typeof statement === "string") return { text: statement, params };
  return { text: statement.sql, params: Array.isArray(statement.args) ? statement.args : params };
}
