/** `@auth/pg-adapter` over the tables of its documentation, and over the same with uuids in place of its integers. */
import PostgresAdapter from "@auth/pg-adapter";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { type Peer, server, traits } from "./peer.ts";
import { noAuthenticators, openPeerHarness } from "./sql.ts";

const postgres = server("postgres-18");

/** @param id the type of the ids, and what makes one. */
function schemaOf(id: string, made: string): string[] {
  return [
    `create table verification_token (
      identifier text not null, expires timestamptz not null, token text not null, primary key (identifier, token))`,
    `create table accounts (
      id ${made}, "userId" ${id} not null, type varchar(255) not null, provider varchar(255) not null,
      "providerAccountId" varchar(255) not null, refresh_token text, access_token text, expires_at bigint,
      id_token text, scope text, session_state text, token_type text, primary key (id))`,
    `create table sessions (
      id ${made}, "userId" ${id} not null, expires timestamptz not null, "sessionToken" varchar(255) not null,
      primary key (id))`,
    `create table users (
      id ${made}, name varchar(255), email varchar(255), "emailVerified" timestamptz, image text, primary key (id))`,
    noAuthenticators("users", id),
  ];
}

const tables = {
  tables: { user: "users", account: "accounts", session: "sessions", verificationToken: "verification_token" },
};

export const peer: Peer = {
  adapter: "@auth/pg-adapter",
  module: import.meta.url,
  drivers: ["pg"],
  engines: [
    {
      name: `${postgres.name}, ${nodePostgres.name}`,
      server: postgres,
      remark:
        "The integers of its documentation come back as numbers, so that most cases do not find the id that they stored.",
      open: async () =>
        openPeerHarness({
          engine: await openPostgres(addressOf(postgres), nodePostgres),
          schema: schemaOf("integer", "serial"),
          tables,
          adapterOf: (pool) => PostgresAdapter(pool),
          traits: traits({ kind: "integer", from: "store", max: 2 ** 31 - 1 }),
        }),
    },
    {
      name: `${postgres.name}, ${nodePostgres.name}, uuids`,
      server: postgres,
      remark: "The same tables with uuids in place of the integers show the rest.",
      open: async () =>
        openPeerHarness({
          engine: await openPostgres(addressOf(postgres), nodePostgres),
          schema: schemaOf("uuid", "uuid default gen_random_uuid()"),
          tables,
          adapterOf: (pool) => PostgresAdapter(pool),
          traits: traits({ kind: "uuid", from: "store" }),
        }),
    },
  ],
};
