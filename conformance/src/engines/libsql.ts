/** libSQL in the process, through @libsql/client. */
import { type Client, createClient, type InStatement } from "@libsql/client";
import type { SqlEngine, Statement, Wire } from "./engine.ts";
import { openSqliteFile } from "./sqlite-file.ts";

/** An empty database in a file of its own. */
export function openLibsql(): Promise<SqlEngine<Client>> {
  return openSqliteFile(
    (file, wire) => {
      // Without it a statement fails at once where another connection writes.
      const client = createClient({ url: `file:${file}`, timeout: 5000 });
      return { client: listening(client, wire), close: () => client.close() };
    },
    async (client) => {
      const { rows } = await client.execute("select sqlite_version() as version");
      return `libSQL (SQLite ${rows[0]?.version})`;
    },
  );
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
