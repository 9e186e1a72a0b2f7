/** `@auth/drizzle-adapter` over the tables that it makes when it is given none. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { openPglite } from "@mortise/conformance/engines/pglite";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { drizzle as drizzleBetterSqlite3 } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { type Peer, server, traits } from "./peer.ts";
import { openPeerHarness } from "./sql.ts";

const require = createRequire(import.meta.url);
// drizzle-kit's ES module calls `require`, which Node does not have there.
const kit: typeof import("drizzle-kit/api") = require("drizzle-kit/api");

const ids = { kind: "text", from: "store" } as const;
const postgres = server("postgres-18");
const mysql = server("mysql-9.7");

/** The adapter's own tables. It keeps the function that makes them to itself, so it is taken from its file. */
async function tables(dialect: "pg" | "mysql" | "sqlite"): Promise<Record<string, unknown>> {
  const folder = dirname(require.resolve("@auth/drizzle-adapter"));
  const { defineTables } = await import(pathToFileURL(join(folder, "lib", `${dialect}.js`)).href);
  return defineTables();
}

async function pgSchema(): Promise<string[]> {
  return kit.generateMigration(kit.generateDrizzleJson({}), kit.generateDrizzleJson(await tables("pg")));
}

async function mysqlSchema(): Promise<string[]> {
  const empty = await kit.generateMySQLDrizzleJson({});
  const statements = await kit.generateMySQLMigration(empty, await kit.generateMySQLDrizzleJson(await tables("mysql")));
  // In double quotes, as the second path says names.
  return statements.map((statement) => statement.replaceAll("`", '"'));
}

async function sqliteSchema(): Promise<string[]> {
  const empty = await kit.generateSQLiteDrizzleJson({});
  return kit.generateSQLiteMigration(empty, await kit.generateSQLiteDrizzleJson(await tables("sqlite")));
}

export const peer: Peer = {
  adapter: "@auth/drizzle-adapter",
  module: import.meta.url,
  drivers: ["drizzle-orm", "better-sqlite3", "@electric-sql/pglite", "pg", "mysql2"],
  engines: [
    {
      name: "better-sqlite3",
      open: async () =>
        openPeerHarness({
          engine: await openBetterSqlite3(),
          schema: await sqliteSchema(),
          adapterOf: (client) => DrizzleAdapter(drizzleBetterSqlite3(client)),
          traits: traits(ids),
        }),
    },
    {
      name: "PGlite",
      open: async () =>
        openPeerHarness({
          engine: await openPglite(),
          schema: await pgSchema(),
          adapterOf: (client) => DrizzleAdapter(drizzlePglite(client)),
          traits: traits(ids),
        }),
    },
    {
      name: `${postgres.name}, ${nodePostgres.name}`,
      server: postgres,
      open: async () =>
        openPeerHarness({
          engine: await openPostgres(addressOf(postgres), nodePostgres),
          schema: await pgSchema(),
          adapterOf: (client) => DrizzleAdapter(drizzleNodePostgres(client)),
          traits: traits(ids),
        }),
    },
    {
      name: `${mysql.name}, ${mysql2.name}`,
      server: mysql,
      open: async () =>
        openPeerHarness({
          engine: await openMysql(addressOf(mysql), mysql2),
          schema: await mysqlSchema(),
          adapterOf: (client) => DrizzleAdapter(drizzleMysql2(client)),
          // The official column of `expires` keeps whole seconds.
          traits: traits(ids, 1000),
        }),
    },
  ],
};
