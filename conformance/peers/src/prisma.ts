/**
 * `@auth/prisma-adapter` over the tables of its documentation. `prisma/client.json` is what `prisma generate` makes of
 * `prisma/schema.prisma`, so that the generator and all that it brings need not be installed.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaAdapter } from "@auth/prisma-adapter";
import { openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf } from "@mortise/conformance/engines/servers";
import { PrismaPg } from "@prisma/adapter-pg";
import { type GetPrismaClientConfig, getPrismaClient } from "@prisma/client/runtime/client";
import type { Driver } from "../../src/engines/server.ts";
import { type Peer, server, traits } from "./peer.ts";
import { openPeerHarness } from "./sql.ts";

const require = createRequire(import.meta.url);
const generated: Pick<
  GetPrismaClientConfig,
  "clientVersion" | "engineVersion" | "runtimeDataModel" | "parameterizationSchema"
> = require("../prisma/client.json");
const postgres = server("postgres-18");

const compiler = "@prisma/client/runtime/query_compiler_fast_bg.postgresql";

const PrismaClient = getPrismaClient({
  ...generated,
  previewFeatures: [],
  activeProvider: "postgresql",
  inlineSchema: readFileSync(new URL("../prisma/schema.prisma", import.meta.url), "utf8"),
  compilerWasm: {
    getRuntime: () => import(`${compiler}.mjs`),
    async getQueryCompilerWasmModule() {
      const { wasm }: { wasm: string } = await import(`${compiler}.wasm-base64.mjs`);
      return new WebAssembly.Module(new Uint8Array(Buffer.from(wasm, "base64")));
    },
    importName: "./query_compiler_fast_bg.js",
  },
});
type Client = InstanceType<typeof PrismaClient>;

const prisma: Driver<Client> = {
  name: "Prisma's pg",
  connect(connectionString, wire, { timeZone } = {}) {
    const options = timeZone === undefined ? {} : { options: `-c timezone=${timeZone}` };
    const client = new PrismaClient({
      adapter: new PrismaPg({ connectionString, max: 10, ...options }),
      log: [{ emit: "event", level: "query" }],
    });
    client.$on("query", ({ query, params }: { query: string; params: string }) => {
      wire.note({ text: query, params: JSON.parse(params) });
    });
    return { client, close: () => client.$disconnect() };
  },
};

/** The statements of Prisma's migration; `updatedAt` is the client's to fill. */
const schema = [
  `create table "User" (
    "id" text not null primary key, "name" text, "email" text not null, "emailVerified" timestamp(3), "image" text,
    "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null)`,
  `create table "Account" (
    "userId" text not null, "type" text not null, "provider" text not null, "providerAccountId" text not null,
    "refresh_token" text, "access_token" text, "expires_at" integer, "token_type" text, "scope" text, "id_token" text,
    "session_state" text,
    "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null,
    primary key ("provider", "providerAccountId"))`,
  `create table "Session" (
    "sessionToken" text not null, "userId" text not null, "expires" timestamp(3) not null,
    "createdAt" timestamp(3) not null default current_timestamp, "updatedAt" timestamp(3) not null)`,
  `create table "VerificationToken" (
    "identifier" text not null, "token" text not null, "expires" timestamp(3) not null,
    primary key ("identifier", "token"))`,
  `create table "Authenticator" (
    "credentialID" text not null, "userId" text not null, "providerAccountId" text not null,
    "credentialPublicKey" text not null, "counter" integer not null, "credentialDeviceType" text not null,
    "credentialBackedUp" boolean not null, "transports" text, primary key ("userId", "credentialID"))`,
  `create unique index "User_email_key" on "User" ("email")`,
  `create unique index "Session_sessionToken_key" on "Session" ("sessionToken")`,
  `create unique index "Authenticator_credentialID_key" on "Authenticator" ("credentialID")`,
  ...["Account", "Session", "Authenticator"].map(
    (table) => `alter table "${table}" add constraint "${table}_userId_fkey"
      foreign key ("userId") references "User" ("id") on delete cascade on update cascade`,
  ),
];

const updated = () => ({ updatedAt: new Date() });

export const peer: Peer = {
  adapter: "@auth/prisma-adapter",
  module: import.meta.url,
  drivers: ["@prisma/client", "@prisma/adapter-pg"],
  engines: [
    {
      name: `${postgres.name}, ${prisma.name}`,
      server: postgres,
      open: async () =>
        openPeerHarness({
          engine: await openPostgres(addressOf(postgres), prisma),
          schema,
          tables: {
            tables: {
              user: "User",
              account: "Account",
              session: "Session",
              verificationToken: "VerificationToken",
              authenticator: "Authenticator",
            },
            fill: { user: updated, account: updated, session: updated },
          },
          adapterOf: (client) => PrismaAdapter(client as never),
          traits: traits({ kind: "text", from: "store" }),
        }),
    },
  ],
};
