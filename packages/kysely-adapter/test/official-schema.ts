/** The tables of the official adapter's documentation, in the types of its own tests where it is not PostgreSQL. */
import type { FieldKind } from "@mortise/adapter-kit";
import type { ExtraField } from "@mortise/conformance";
import type { SqlDialect } from "@mortise/conformance/engines/engine";

export const officialNames = {
  tables: {
    user: "User",
    account: "Account",
    session: "Session",
    verificationToken: "VerificationToken",
    authenticator: "Authenticator",
  },
} as const;

const pg = [
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
];

const text = "varchar(255)";
/** Ids that the adapter does not make may be empty, as they may in a table without its keys and defaults. */
const mysql = [
  `create table "User" (
    "id" varchar(36) primary key default (uuid()), "name" ${text}, "email" ${text} not null unique,
    "emailVerified" datetime(3), "image" ${text})`,
  `create table "Account" (
    "id" varchar(36) unique default (uuid()), "userId" varchar(36) not null,
    "type" ${text} not null, "provider" ${text} not null, "providerAccountId" ${text} not null,
    "refresh_token" ${text}, "access_token" ${text}, "expires_at" bigint, "token_type" ${text}, "scope" ${text},
    "id_token" ${text}, "session_state" ${text},
    constraint "Account_userId_fk" foreign key ("userId") references "User" ("id") on delete cascade)`,
  `create table "Session" (
    "id" varchar(36) unique default (uuid()), "userId" varchar(36) not null,
    "sessionToken" ${text} not null unique, "expires" datetime(3) not null,
    constraint "Session_userId_fk" foreign key ("userId") references "User" ("id") on delete cascade)`,
  `create table "VerificationToken" (
    "identifier" ${text} not null, "token" ${text} not null unique, "expires" datetime(3) not null)`,
];

/** The adapter makes the ids of users, and SQLite lets those of the others be empty. */
const sqlite = pg.map((statement) =>
  statement.replaceAll(" default gen_random_uuid()", "").replaceAll(" uuid ", " text "),
);

/** The statements, one each. */
export const officialSchema: { readonly [D in SqlDialect]: readonly string[] } = { pg, mysql, sqlite };

const types: { readonly [K in FieldKind]: string } = {
  string: text,
  number: "double precision",
  boolean: "boolean",
  date: "timestamp",
  json: "json",
};

/** The statement by which an app adds a column of its own to the users. */
export function addColumn(name: string, { kind, default: value }: ExtraField): string {
  const literal = typeof value === "string" ? `'${value}'` : String(value);
  return `alter table "User" add column "${name}" ${types[kind]}${value === undefined ? "" : ` default ${literal}`}`;
}
