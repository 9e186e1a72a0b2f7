/** What is sent to SQL Server, by its text alone: no statement here was run by any server. */
import { isMortiseError } from "@mortise/adapter-kit";
import { authMigration, KyselyAdapter, type KyselyAdapterOptions } from "@mortise/kysely-adapter";
import { CamelCasePlugin, Kysely, MssqlAdapter, MssqlQueryCompiler } from "kysely";
import {
  Kysely as Kysely28,
  MssqlAdapter as MssqlAdapter28,
  MssqlQueryCompiler as MssqlQueryCompiler28,
} from "kysely-28";
import { describe, expect, test } from "vitest";
import { columns, exactly, methods } from "./mssql-statements.ts";
import { deafDatabase, schemaOf } from "./schema.ts";

/** All that a statement may say beside quoted names, parameters and the one blank-counting dot. */
const words = new Set(
  "and as begin by collate commit convert count delete from in inner insert into join not on output or select set top transaction update values varchar where xact_abort one Latin1_General_100_BIN2_UTF8 8000 23 126 0 1 50".split(
    " ",
  ),
);

const versions = {
  "0.29": { parts: [MssqlAdapter, MssqlQueryCompiler], Version: Kysely },
  "0.28": { parts: [MssqlAdapter28, MssqlQueryCompiler28], Version: Kysely28 },
} as never as Readonly<
  Record<string, { parts: [typeof MssqlAdapter, typeof MssqlQueryCompiler]; Version: typeof Kysely }>
>;

/** What a call answers or fails with, as long as it is an error of the adapter's. */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (!isMortiseError(error)) throw error;
    return error.code;
  }
}

describe.each(Object.entries(versions))("the text of what is sent, never run: Kysely %s", (_, { parts, Version }) => {
  test.each(Object.entries(methods))("%s", async (_, { call, statements }) => {
    const { db, queries } = deafDatabase(parts, { Version });
    await outcome(call(KyselyAdapter(db)));
    expect(queries.map(({ sql }) => sql)).toEqual(statements.map(([sql]) => sql));
    for (const [index, [, ...parameters]] of statements.entries()) {
      const own = queries[index]?.parameters.map((value, at) => (parameters[at] === undefined ? undefined : value));
      expect(own).toEqual(parameters);
    }
  });

  test("values are parameters and names are quoted, in nothing but SQL Server's words", async () => {
    const { db, queries } = deafDatabase(parts, { Version });
    const adapter = KyselyAdapter(db);
    for (const { call } of Object.values(methods)) await outcome(call(adapter));
    expect(queries.length).toBeGreaterThanOrEqual(Object.keys(methods).length);
    for (const { sql, parameters } of queries) {
      const rest = sql.replaceAll(/"[A-Za-z_]+"|'\.'|@\d+/g, " ");
      expect(rest.match(/\w+|[^\w\s(),;=<.+*]/g)?.filter((word) => !words.has(word))).toEqual([]);
      expect(sql.match(/@\d+/g) ?? []).toEqual(parameters.map((_, at) => `@${at + 1}`));
    }
  });
});

test("every method is among them", () => {
  const names = Object.keys(KyselyAdapter(deafDatabase("mssql").db));
  const others = ["createSchema", "verifySchema", "close"];
  expect(names.filter((name) => !others.includes(name) && !Object.hasOwn(methods, name))).toEqual([]);
});

test("names that plugins and a schema change", async () => {
  const { db, queries } = deafDatabase("mssql", { plugins: [new CamelCasePlugin()] });
  await KyselyAdapter(db.withSchema("auth")).useVerificationToken({ identifier: "ada", token: "a token" });
  const table = '"auth"."verification_token"';
  expect(queries.map(({ sql }) => sql)).toEqual([
    `delete from ${table} output ${columns.token('"deleted".')} where ${exactly(`${table}."identifier"`, 1)} and ${exactly(`${table}."token"`, 4)}`,
  ]);
});

test("users whom the database counts are compared as numbers", async () => {
  const { db, queries } = deafDatabase("mssql");
  await KyselyAdapter(db, { userIds: "bigint" }).getUser("12");
  expect(queries.map(({ sql }) => sql)).toEqual([`select top(1) ${columns.user()} from "User" where "User"."id" = @1`]);
});

const word = "varchar(300) collate Latin1_General_100_BIN2_UTF8 not null";
const key = "varchar(1400) collate Latin1_General_100_BIN2_UTF8";
const cascade = "foreign key ([userId]) references [User] ([id]) on delete cascade";

const tables = [
  `if object_id(N'[User]', N'U') is null begin
    create table [User] ([id] ${word}, [name] nvarchar(max) null, [email] ${key} null, [emailVerified] datetime2(3) null,
      [image] nvarchar(max) null, primary key nonclustered ([id]));
    create unique index [User_email_unique] on [User] ([email]) where [email] is not null; end`,
  `if object_id(N'[Account]', N'U') is null begin
    create table [Account] ([userId] ${word}, [type] nvarchar(max) not null, [provider] ${word},
      [providerAccountId] ${key} not null, [refresh_token] nvarchar(max) null, [access_token] nvarchar(max) null,
      [expires_at] bigint null, [token_type] nvarchar(max) null, [scope] nvarchar(max) null,
      [id_token] nvarchar(max) null, [session_state] nvarchar(max) null,
      primary key nonclustered ([provider], [providerAccountId]), ${cascade});
    create index [Account_userId_index] on [Account] ([userId]); end`,
  `if object_id(N'[Session]', N'U') is null begin
    create table [Session] ([sessionToken] ${key} not null, [userId] ${word}, [expires] datetime2(3) not null,
      primary key nonclustered ([sessionToken]), ${cascade});
    create index [Session_userId_index] on [Session] ([userId]);
    create index [Session_expires_index] on [Session] ([expires]); end`,
  `if object_id(N'[VerificationToken]', N'U') is null begin
    create table [VerificationToken] ([identifier] ${key} not null, [token] ${key} not null,
      [expires] datetime2(3) not null, primary key nonclustered ([identifier], [token]));
    create index [VerificationToken_token_index] on [VerificationToken] ([token]);
    create index [VerificationToken_expires_index] on [VerificationToken] ([expires]); end`,
  `if object_id(N'[Authenticator]', N'U') is null begin
    create table [Authenticator] ([credentialID] ${key} not null, [userId] ${word}, [providerAccountId] ${key} not null,
      [credentialPublicKey] nvarchar(max) not null, [counter] bigint not null,
      [credentialDeviceType] nvarchar(max) not null, [credentialBackedUp] bit not null, [transports] nvarchar(max) null,
      primary key nonclustered ([credentialID]), ${cascade});
    create index [Authenticator_userId_index] on [Authenticator] ([userId]); end`,
];

/** The statements as one, in the form that they are sent in. */
const batchOf = (...statements: readonly string[]) =>
  [
    "set xact_abort on; begin transaction; exec sp_getapplock @Resource = N'mortise', @LockMode = N'Exclusive'",
    ...statements,
    "commit transaction",
  ]
    .join("; ")
    .replaceAll(/\n\s+/g, " ");

/** The last one; those before it ask the catalogue. */
const creation = async (options?: KyselyAdapterOptions) =>
  (await schemaOf("mssql", options)).find((sql) => /create/.test(sql));

describe("the text of the tables, never run", () => {
  test("as they come", async () => {
    expect(await creation()).toBe(batchOf(...tables));
  });

  test("in a schema, with counted users and a column of the app's own", async () => {
    const own = await creation({
      schema: "auth]",
      userIds: "integer",
      fields: { user: { role: { kind: "string", default: "o'reader" }, isAdmin: { kind: "boolean", default: false } } },
    });
    expect(own).toContain("; if schema_id(N'auth]') is null exec (N'create schema [auth]]]'); ");
    expect(own).toContain(
      "if object_id(N'[auth]]].[User]', N'U') is null begin create table [auth]]].[User] ([id] integer identity(1, 1) not null, ",
    );
    expect(own).toContain("[role] nvarchar(max) default (N'o''reader') null, [isAdmin] bit default 0 null, ");
    expect(own).toContain(
      "create table [auth]]].[Session] ([sessionToken] varchar(1400) collate Latin1_General_100_BIN2_UTF8 not null, [userId] integer not null, ",
    );
    expect(own).toContain("references [auth]]].[User] ([id]) on delete cascade");
  });

  test("as a migration", async () => {
    const { db, queries } = deafDatabase("mssql");
    await authMigration().up(db);
    expect(queries.at(-1)?.sql).toBe(batchOf(...tables));
    queries.length = 0;
    await authMigration().down(db);
    expect(queries.map(({ sql }) => sql)).toEqual(
      ["Authenticator", "VerificationToken", "Session", "Account", "User"].map(
        (name) => `drop table if exists [${name}]`,
      ),
    );
  });
});
