/** What the matrix does not ask: a schema of Kysely's own, transactions, statements that are kept, and what is refused. */
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { openPglite } from "@mortise/conformance/engines/pglite";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import {
  Kysely,
  type KyselyPlugin,
  OperationNodeTransformer,
  SqliteAdapter,
  SqliteDialect,
  SqliteQueryCompiler,
  type ValueNode,
} from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { onBetterSqlite3, onPglite } from "./databases.ts";
import { deafDatabase } from "./schema.ts";

const expires = new Date("2030-01-02T03:04:05.678Z");

async function sqlite() {
  const engine = await openBetterSqlite3();
  onTestFinished(() => engine.close());
  return engine;
}

test("a schema that Kysely was told is where every statement goes", async () => {
  const engine = await openPglite();
  onTestFinished(() => engine.close());
  const db = onPglite(engine.client).withSchema("auth");
  const adapter = KyselyAdapter(db);
  await adapter.createSchema();
  expect(await adapter.verifySchema()).toEqual([]);
  const user = await adapter.createUser({ email: "ada@example.com" });
  const account = { userId: user.id, type: "oauth", provider: "github", providerAccountId: "7" };
  await adapter.linkAccount(account);
  await adapter.createSession({ userId: user.id, sessionToken: "a session", expires });
  await adapter.createSession({ userId: user.id, sessionToken: "an old one", expires: new Date(0) });
  expect(await adapter.getUserByAccount(account)).toEqual(user);
  expect(await adapter.sweep()).toMatchObject({ sessions: 1 });
  expect((await adapter.getSessionAndUser("a session"))?.user).toEqual(user);
  await adapter.createVerificationToken({ identifier: "ada", token: "a token", expires });
  expect(await adapter.useVerificationToken({ token: "a token" } as never)).toMatchObject({
    identifier: "ada",
    expires,
  });
  expect(await engine.query('select count(*)::int as users from auth."User"')).toEqual([{ users: 1 }]);
  await adapter.deleteUser(user.id);
  expect(await engine.query('select * from auth."User" cross join auth."Session"')).toEqual([]);
});

test("what is done in a transaction of the app's goes with it", async () => {
  const engine = await sqlite();
  const db = onBetterSqlite3(engine.client);
  await KyselyAdapter(db).createSchema();
  const kept = await KyselyAdapter(db).createUser({ email: "ada@example.com" });
  const work = db.transaction().execute(async (transaction) => {
    const adapter = KyselyAdapter(transaction);
    await adapter.createUser({ email: "grace@example.com" });
    await adapter.deleteUser(kept.id);
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(await engine.query('select "email" from "User"')).toEqual([{ email: "ada@example.com" }]);
});

test("a statement is made once, and every answer goes through the plugins", async () => {
  const engine = await sqlite();
  const seen = { statements: 0, answers: 0 };
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind === "SelectQueryNode") seen.statements += 1;
      return node;
    },
    async transformResult({ result }) {
      seen.answers += 1;
      return result;
    },
  };
  const db = new Kysely<object>({ dialect: new SqliteDialect({ database: engine.client }), plugins: [plugin] });
  const adapter = KyselyAdapter(db);
  await adapter.createSchema();
  const ada = await adapter.createUser({ email: "ada@example.com" });
  const grace = await adapter.createUser({ email: "grace@example.com" });
  seen.statements = seen.answers = 0;
  expect(await adapter.getUser(ada.id)).toEqual(ada);
  expect(await adapter.getUser(grace.id)).toEqual(grace);
  expect(await adapter.getUser("nobody")).toBe(null);
  expect(seen).toEqual({ statements: 1, answers: 3 });
});

test("a plugin that changes values changes those of every call", async () => {
  const engine = await sqlite();
  /** As a plugin that stores what no column takes: it knows a value by what it is. */
  class Reversing extends OperationNodeTransformer {
    protected override transformValue(node: ValueNode): ValueNode {
      const { value } = node;
      if (typeof value === "object" && value !== null) return { ...node, value: JSON.stringify(value) };
      return typeof value === "string" ? { ...node, value: [...value].reverse().join("") } : node;
    }
  }
  const transformer = new Reversing();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  };
  const plain = KyselyAdapter(onBetterSqlite3(engine.client));
  await plain.createSchema();
  const db = new Kysely<object>({ dialect: new SqliteDialect({ database: engine.client }), plugins: [plugin] });
  const adapter = KyselyAdapter(db);
  for (const name of ["ada", "grace"])
    await adapter.createVerificationToken({ identifier: name, token: "abc", expires });
  const stored = await engine.query('select "identifier", "token" from "VerificationToken" order by 1');
  expect(stored).toEqual([
    { identifier: "ada", token: "cba" },
    { identifier: "ecarg", token: "cba" },
  ]);
});

describe("what is refused when the adapter is made", () => {
  test("something that is no Kysely database", () => {
    expect(() => KyselyAdapter({} as never)).toThrow(/must be a Kysely database/);
    expect(() => KyselyAdapter(undefined as never)).toThrow(TypeError);
  });

  test("a language that it does not know", () => {
    /** As Oracle writes a parameter. */
    class QueryCompiler extends SqliteQueryCompiler {
      protected override getCurrentParameterPlaceholder(): string {
        return `:${this.numParameters}`;
      }
    }
    const { db } = deafDatabase([SqliteAdapter, QueryCompiler]);
    expect(() => KyselyAdapter(db)).toThrow("must be of PostgreSQL, MySQL, SQLite or SQL Server");
  });

  test.each([{ prefix: "app." }, { schema: "a.b" }, { tables: { user: "people as users" } }])("%o", (names) => {
    expect(() => KyselyAdapter(deafDatabase("sqlite").db, names)).toThrow(TypeError);
  });
});
