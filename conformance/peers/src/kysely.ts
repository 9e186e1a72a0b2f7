/** `@auth/kysely-adapter` over the tables of its documentation. */
import { KyselyAdapter, type KyselyAuth } from "@auth/kysely-adapter";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { type Dialect, Kysely, type LogEvent, MysqlDialect, PostgresDialect, SqliteDialect } from "kysely";
import { officialSchema } from "../../../packages/kysely-adapter/test/official-schema.ts";
import { type SqlDialect, Wire } from "../../src/engines/engine.ts";
import type { Driver } from "../../src/engines/server.ts";
import { type Peer, server, traits } from "./peer.ts";
import { noAuthenticators, openPeerHarness, type Tables } from "./sql.ts";

const postgres = server("postgres-18");
const mysql = server("mysql-9.7");

const tables: Tables = {
  tables: { user: "User", account: "Account", session: "Session", verificationToken: "VerificationToken" },
};
const own = traits({ kind: "uuid", from: "store" });

/** Kysely over a client, with an ear at it. */
function listening(dialect: Dialect, wire: Wire) {
  const log = ({ query: { sql, parameters } }: LogEvent) => wire.note({ text: sql, params: parameters });
  const client = new Kysely<never>({ dialect, log });
  return { client, close: () => client.destroy() };
}

const onNodePostgres: Driver<Kysely<never>> = {
  name: nodePostgres.name,
  connect(url, wire, options) {
    const { client: pool } = nodePostgres.connect(url, new Wire(), options);
    // A connection that ends while Kysely has it would end the process too: that is Kysely's affair, not the adapter's.
    pool.on("connect", (connection) => connection.on("error", () => {}));
    return listening(new PostgresDialect({ pool }), wire);
  },
};

const onMysql2: Driver<Kysely<never>> = {
  name: mysql2.name,
  connect: (url, wire, options) =>
    listening(new MysqlDialect({ pool: mysql2.connect(url, new Wire(), options).client.pool }), wire),
};

const adapterOf = (client: Kysely<never>) => KyselyAdapter(client as never as KyselyAuth<never, never>);

const schemaOf = (dialect: SqlDialect, id: string) => [...officialSchema[dialect], noAuthenticators("User", id)];

export const peer: Peer = {
  adapter: "@auth/kysely-adapter",
  module: import.meta.url,
  drivers: ["kysely", "better-sqlite3", "pg", "mysql2"],
  behind: "Its range ends below Kysely 0.29.",
  engines: [
    {
      name: "better-sqlite3",
      open: async () =>
        openPeerHarness({
          engine: await openBetterSqlite3(),
          schema: schemaOf("sqlite", "text"),
          tables: { ...tables, dates: "iso" },
          adapterOf: (database) => adapterOf(new Kysely<never>({ dialect: new SqliteDialect({ database }) })),
          traits: own,
        }),
    },
    {
      name: `${postgres.name}, ${nodePostgres.name}`,
      server: postgres,
      open: async () =>
        openPeerHarness({
          engine: await openPostgres(addressOf(postgres), onNodePostgres),
          schema: schemaOf("pg", "uuid"),
          tables,
          adapterOf,
          traits: own,
        }),
    },
    {
      name: `${mysql.name}, ${mysql2.name}`,
      server: mysql,
      open: async () =>
        openPeerHarness({
          engine: await openMysql(addressOf(mysql), onMysql2),
          schema: schemaOf("mysql", "varchar(36)"),
          tables,
          adapterOf,
          traits: own,
        }),
    },
  ],
};
