/** Cloudflare's D1 in Miniflare: workerd runs the database; the second path opens its file with better-sqlite3. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Miniflare } from "miniflare";
import { type SqlEngine, Wire } from "./engine.ts";
import { makeFolder, querySqlite } from "./sqlite-file.ts";

/** The part of D1's binding that drivers call; Cloudflare's own types are global and of a Worker. */
export interface D1Client {
  prepare(text: string): D1Prepared;
  batch(statements: readonly D1Prepared[]): Promise<unknown[]>;
  exec(text: string): Promise<unknown>;
}

interface D1Prepared {
  bind(...params: unknown[]): D1Prepared;
  run(): Promise<unknown>;
  all(): Promise<unknown>;
  raw(options?: unknown): Promise<unknown>;
  first(column?: string): Promise<unknown>;
}

/** An empty database in a Miniflare of its own. */
export async function openD1(): Promise<SqlEngine<D1Client>> {
  const folder = await makeFolder();
  const miniflare = new Miniflare({
    modules: true,
    script: "export default { fetch: () => new Response() }",
    d1Databases: { DB: "mortise" },
    d1Persist: folder.path,
  });
  const client = (await miniflare.getD1Database("DB")) as unknown as D1Client;
  // The file is made with the first statement.
  await client.prepare("select 1").run();
  const raw = new Database(await findDatabase(folder.path));
  const wire = new Wire();
  return {
    dialect: "sqlite",
    found: "embedded",
    version: `D1 of Miniflare (SQLite ${raw.prepare("select sqlite_version()").pluck().get()})`,
    client: listening(client, wire),
    openClient: async () => ({
      client: (await miniflare.getD1Database("DB")) as unknown as D1Client,
      close: async () => {},
    }),
    query: async (text, params = []) => querySqlite(raw, text, params),
    wire,
    async close() {
      raw.close();
      await miniflare.dispose();
      await folder.remove();
    },
  };
}

async function findDatabase(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const databases = files.filter((file) => file.endsWith(".sqlite") && !file.endsWith("metadata.sqlite"));
  const [file, ...others] = databases;
  if (file === undefined || others.length > 0) throw new Error(`expected one database file, found ${databases.length}`);
  return join(folder, file);
}

const prepared: WeakMap<D1Prepared, { own: D1Prepared; text: string; params: unknown[] }> = new WeakMap();

/** The client, with what goes over it noted. */
function listening(client: D1Client, wire: Wire): D1Client {
  const prepare = (own: D1Prepared, text: string, params: unknown[]): D1Prepared => {
    const noted = <T>(answer: T): T => {
      wire.sent({ text, params });
      return answer;
    };
    const statement: D1Prepared = {
      bind: (...values) => prepare(own.bind(...values), text, values),
      run: () => noted(own.run()),
      all: () => noted(own.all()),
      raw: (options) => noted(own.raw(options)),
      first: (column) => noted(own.first(column)),
    };
    prepared.set(statement, { own, text, params });
    return statement;
  };
  return {
    prepare: (text) => prepare(client.prepare(text), text, []),
    batch(statements) {
      const parts = statements.map((statement) => prepared.get(statement) ?? { own: statement, text: "", params: [] });
      wire.sent(...parts);
      return client.batch(parts.map(({ own }) => own));
    },
    exec(text) {
      wire.sent({ text, params: [] });
      return client.exec(text);
    },
  };
}
