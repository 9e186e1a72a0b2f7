/** `@auth/sequelize-adapter` over the tables that Sequelize makes of the adapter's own models. */
import SequelizeAdapter from "@auth/sequelize-adapter";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { Sequelize } from "sequelize";
import type { SqlEngine } from "../../src/engines/engine.ts";
import type { Driver } from "../../src/engines/server.ts";
import { type Peer, server, traits } from "./peer.ts";
import { noAuthenticators, openPeerHarness, type Tables } from "./sql.ts";

const postgres = server("postgres-18");
const mysql = server("mysql-9.7");

function sequelizeOn(driver: Driver<unknown>): Driver<Sequelize> {
  return {
    name: driver.name,
    connect(url, wire, { timeZone } = {}) {
      const client = new Sequelize(url, {
        pool: { max: 10 },
        // Sequelize sets it for each connection, and reads and writes by it.
        ...(timeZone === undefined ? {} : { timezone: timeZone }),
        logging: (text, more) => {
          const statement = text.replace(/^Execut\w+ \([^)]*\): /, "").replace(/; \[.*$|;$/s, "");
          const { bind } = Object(more);
          wire.note({ text: statement, params: Array.isArray(bind) ? bind : [] });
        },
      });
      return { client, close: () => client.close() };
    },
  };
}

const owner = { userId: "user_id" };
/** The models are `underscored`. */
const tables: Tables = {
  tables: { user: "users", account: "accounts", session: "sessions", verificationToken: "verification_tokens" },
  columns: {
    user: { emailVerified: "email_verified" },
    account: { ...owner, providerAccountId: "provider_account_id" },
    session: { ...owner, sessionToken: "session_token" },
  },
  fill: { account: () => ({ id: crypto.randomUUID() }), session: () => ({ id: crypto.randomUUID() }) },
};

/** The tables are Sequelize's to make. An adapter does so itself unless it is in production, as these are. */
async function synchronised(engine: SqlEngine<Sequelize>): Promise<SqlEngine<Sequelize>> {
  SequelizeAdapter(engine.client);
  await engine.client.sync();
  return engine;
}

export const peer: Peer = {
  adapter: "@auth/sequelize-adapter",
  module: import.meta.url,
  drivers: ["sequelize", "pg", "mysql2"],
  engines: [
    {
      name: `${postgres.name}, ${nodePostgres.name}`,
      server: postgres,
      open: async () =>
        openPeerHarness({
          engine: await synchronised(await openPostgres(addressOf(postgres), sequelizeOn(nodePostgres))),
          schema: [noAuthenticators("users", "uuid")],
          tables,
          adapterOf: (client) => SequelizeAdapter(client),
          traits: traits({ kind: "uuid", from: "store" }),
        }),
    },
    {
      name: `${mysql.name}, ${mysql2.name}`,
      server: mysql,
      open: async () =>
        openPeerHarness({
          engine: await synchronised(await openMysql(addressOf(mysql), sequelizeOn(mysql2))),
          schema: [noAuthenticators("users", "char(36) character set utf8mb4 collate utf8mb4_bin")],
          tables,
          adapterOf: (client) => SequelizeAdapter(client),
          // The models' dates keep whole seconds on MySQL.
          traits: traits({ kind: "uuid", from: "store" }, 1000),
        }),
    },
  ],
};
