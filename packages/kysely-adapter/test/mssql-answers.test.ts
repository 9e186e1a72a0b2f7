/**
 * What is made of the answers and errors of SQL Server in the form in which Kysely's dialect and tedious pass them on. No
 * server gave them but the one that is not there.
 */
import { createServer } from "node:net";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import { Kysely, MssqlDialect } from "kysely";
import * as Tarn from "tarn";
import * as Tedious from "tedious";
import { expect, onTestFinished, test, vi } from "vitest";
import { deafDatabase } from "./schema.ts";

const expires = new Date("2030-01-02T03:04:05.678Z");
const session = { sessionToken: "a session", userId: "a user", expires };

/** An error as tedious makes it of a message of the server's. */
function errorOf(number: number, message = "no"): Error {
  return Object.assign(new Tedious.RequestError(message, "EREQUEST"), { number });
}

/** An adapter whose statements fail with these errors in turn, and are answered with no rows after them. */
function failing(...errors: unknown[]) {
  const { db, queries } = deafDatabase("mssql", {
    answer: () => {
      if (errors.length > 0) throw errors.shift();
      return [{}];
    },
  });
  return { db, queries, adapter: KyselyAdapter(db) };
}

const foreignKey = 'The INSERT statement conflicted with the FOREIGN KEY constraint "FK__Session__userId".';

test.each([
  ["a violated constraint", errorOf(2627), "MORTISE_DUPLICATE"],
  ["a violated index", errorOf(2601), "MORTISE_DUPLICATE"],
  ["a foreign key", errorOf(547, foreignKey), "MORTISE_UNKNOWN_USER"],
  ["a check of the app's own", errorOf(547, "conflicted with the CHECK constraint"), "MORTISE_STORE_FAILED"],
  ["several at once", [errorOf(3621), errorOf(2627)], "MORTISE_DUPLICATE"],
  ["a value that a column would cut off", errorOf(2628), "MORTISE_STORE_FAILED"],
  ["the same before SQL Server 2019", errorOf(8152), "MORTISE_STORE_FAILED"],
  ["a key that is longer than an index", errorOf(1946), "MORTISE_STORE_FAILED"],
  ["a table with a trigger", errorOf(334), "MORTISE_STORE_FAILED"],
  ["a time-out", new Tedious.RequestError("no", "ETIMEOUT"), "MORTISE_STORE_FAILED"],
  ["a refused login", new Tedious.ConnectionError("no", "ELOGIN"), "MORTISE_STORE_FAILED"],
])("%s", async (_, error, code) => {
  const { adapter, queries } = failing(error);
  await expect(adapter.createSession(session)).rejects.toMatchObject({ code, cause: error });
  expect(queries.length).toBe(1);
});

test("the driver itself finds no server", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const connectionFactory = () => new Tedious.Connection({ server: "127.0.0.1", options: { port, encrypt: false } });
  const db = new Kysely<object>({
    dialect: new MssqlDialect({
      tarn: { ...Tarn, options: { min: 0, max: 1, propagateCreateError: true } },
      tedious: { ...Tedious, connectionFactory },
    }),
  });
  onTestFinished(() => db.destroy());
  const cause = { code: "ESOCKET" };
  await expect(KyselyAdapter(db).getUser("a user")).rejects.toMatchObject({ code: "MORTISE_STORE_FAILED", cause });
});

test("a victim of a deadlock is sent again, but not within a transaction of the app's, which is undone whole", async () => {
  const alone = failing(errorOf(1205), errorOf(1205));
  await alone.adapter.deleteSession("a session");
  expect(new Set(alone.queries.map(({ sql }) => sql)).size).toBe(1);
  expect(alone.queries.length).toBe(3);

  const within = failing(errorOf(1205));
  const work = within.db.transaction().execute((own) => KyselyAdapter(own).deleteSession("a session"));
  await expect(work).rejects.toMatchObject({ code: "MORTISE_STORE_FAILED" });
  expect(within.queries.length).toBe(1);
});

test("a token that is there gets the new expiry", async () => {
  const { adapter, queries } = failing(errorOf(2627));
  await adapter.createVerificationToken({ identifier: "ada", token: "a token", expires });
  expect(queries.map(({ sql }) => sql.split(" ")[0])).toEqual(["insert", "update"]);
});

test("a user is deleted where there is no table of passkeys", async () => {
  const { adapter, queries } = failing(errorOf(208));
  await adapter.deleteUser("a user");
  expect(queries.map(({ sql }) => sql.includes('"Authenticator"'))).toEqual([true, false]);
});

test("numbers in digits, bits and instants without a zone are read", async () => {
  const row = { a: "AA==", b: "12", c: "AA==", d: "key", e: "4294967295", f: "singleDevice", g: true, h: null };
  const { db } = deafDatabase("mssql", { answer: () => [row] });
  expect(await KyselyAdapter(db, { userIds: "bigint" }).getAuthenticator("AA==")).toMatchObject({
    userId: "12",
    counter: 4294967295,
    credentialBackedUp: true,
  });
  vi.stubEnv("TZ", "Asia/Kolkata");
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(new Date(0).getHours()).toBe(5);
  const sessions = deafDatabase("mssql", {
    answer: () => [{ a: "a session", b: "a user", c: "2030-01-02T03:04:05.678" }],
  });
  expect(await KyselyAdapter(sessions.db).listSessions("a user")).toEqual([session]);
});

test("a field of JSON", async () => {
  const answer = () => [{ a: "a user", b: null, c: null, d: "2030-01-02T03:04:05.678", e: null, f: '{"dark":true}' }];
  const { db, queries } = deafDatabase("mssql", { answer });
  const adapter = KyselyAdapter(db, { fields: { user: { settings: { kind: "json" } } } });
  const user = { id: "a user", settings: { dark: true } };
  expect(await adapter.updateUser(user)).toMatchObject({ ...user, emailVerified: expires });
  expect(queries[0]?.parameters[0]).toBe('{"dark":true}');
  expect(queries[0]?.sql).toContain(', cast("inserted"."settings" as nvarchar(max)) as "f" where ');
});

test("the schema is told from the catalogue's rows", async () => {
  const loose = "SQL_Latin1_General_CP1_CI_AS";
  const text = { type: `nvarchar(255) collate ${loose}`, collation: loose };
  const names = ["id", "name", "email", "emailVerified"];
  const { db } = deafDatabase("mssql", {
    answer({ sql }) {
      if (!sql.includes("N'[User]'")) return sql.includes("twice") ? [{ count: 2 }] : [];
      if (sql.includes("sys.types")) return names.map((column_name) => ({ column_name, ...text }));
      return sql.includes("sys.indexes")
        ? [{ index_name: "PK__User", is_unique: 1, column_name: "id", position: 1 }]
        : [];
    },
  });
  const problems = await KyselyAdapter(db).verifySchema();
  const ofUsers = problems.filter(({ record }) => record === "user");
  expect(ofUsers.map(({ kind, fields, statement }) => [kind, fields, statement])).toEqual([
    ["missing-column", ["image"], "alter table [User] add [image] nvarchar(max) null"],
    [
      "missing-unique-key",
      ["email"],
      "create unique index [User_email_unique] on [User] ([email]) where [email] is not null",
    ],
    ["collation", ["id"], undefined],
    ["collation", ["email"], undefined],
    ["duplicates", ["email"], undefined],
  ]);
  const sessions = problems.find(({ record }) => record === "session");
  expect(sessions?.kind).toBe("missing-table");
  // A foreign key takes a column of the same type and collation alone.
  expect(sessions?.statement).toContain(`[userId] nvarchar(255) collate ${loose} not null`);
});
