/** `@auth/kysely-adapter` over the tables of its documentation, in the types of its own tests where it is not PostgreSQL. */
import { KyselyAdapter, type KyselyAuth } from "@auth/kysely-adapter";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { type Dialect, Kysely, type LogEvent, MysqlDialect, PostgresDialect, SqliteDialect } from "kysely";
import { Wire } from "../../src/engines/engine.ts";
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
  connect: (url, wire, options) =>
    listening(new PostgresDialect({ pool: nodePostgres.connect(url, new Wire(), options).client }), wire),
};

const onMysql2: Driver<Kysely<never>> = {
  name: mysql2.name,
  connect: (url, wire, options) =>
    listening(new MysqlDialect({ pool: mysql2.connect(url, new Wire(), options).client.pool }), wire),
};

const adapterOf = (client: Kysely<never>) => KyselyAdapter(client as never as KyselyAuth<never, never>);

const pgSchema = [
  `create table "User" (
    "id" uuid primary key default gen_random_uuid(), "name" text, "email" text not null unique,
    "emailVerified" timestamptz, "image" text)`,
  `create table "Account" (
    "id" uuid primary key default gen_random_uuid(),
    "userId" uuid not null references "User" ("id") on delete cascade,
    "type" text not null, "provider" text not null, "providerAccountId" text not null, "refresh_token" text,
    "access_token" text, "expires_at" bigint, "token_type" text, "scope" text, "id_token" text, "session_state" text)`,
  `create table "Session" (
    "id" uuid primary key default gen_random_uuid(),
    "userId" uuid not null references "User" ("id") on delete cascade,
    "sessionToken" text not null unique, "expires" timestamptz not null)`,
  `create table "VerificationToken" (
    "identifier" text not null, "token" text not null unique, "expires" timestamptz not null)`,
  `create index "Account_userId_index" on "Account" ("userId")`,
  `create index "Session_userId_index" on "Session" ("userId")`,
  noAuthenticators("User", "uuid"),
];

const text = "varchar(255)";
const mysqlSchema = [
  `create table "User" (
    "id" varchar(36) primary key default (uuid()), "name" ${text}, "email" ${text} not null unique,
    "emailVerified" datetime(3), "image" ${text})`,
  `create table "Account" (
    "id" varchar(36) primary key default (uuid()), "userId" varchar(36) not null,
    "type" ${text} not null, "provider" ${text} not null, "providerAccountId" ${text} not null,
    "refresh_token" ${text}, "access_token" ${text}, "expires_at" bigint, "token_type" ${text}, "scope" ${text},
    "id_token" ${text}, "session_state" ${text},
    constraint "Account_userId_fk" foreign key ("userId") references "User" ("id") on delete cascade)`,
  `create table "Session" (
    "id" varchar(36) primary key default (uuid()), "userId" varchar(36) not null,
    "sessionToken" ${text} not null unique, "expires" datetime(3) not null,
    constraint "Session_userId_fk" foreign key ("userId") references "User" ("id") on delete cascade)`,
  `create table "VerificationToken" (
    "identifier" ${text} not null, "token" ${text} not null unique, "expires" datetime(3) not null)`,
  noAuthenticators("User", "varchar(36)"),
];

/** The adapter makes the ids of users, and SQLite lets those of the others be empty. */
const sqliteSchema = pgSchema.map((statement) =>
  statement.replaceAll(" default gen_random_uuid()", "").replaceAll(" uuid ", " text "),
);

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
          schema: sqliteSchema,
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
          schema: pgSchema,
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
          schema: mysqlSchema,
          tables,
          adapterOf,
          traits: own,
        }),
    },
  ],
};
