/** Tables of an app's own: other names, columns that Auth.js does not know, and what is refused at once. */
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqliteSchema } from "./schema.ts";

const usersTable = sqliteTable("people", {
  id: text("person_id").primaryKey(),
  name: text("full_name"),
  email: text("e_mail").unique(),
  emailVerified: integer("verified_at", { mode: "timestamp_ms" }),
  image: text("picture"),
  role: text("role").notNull().default("reader"),
  isBanned: integer("banned", { mode: "boolean" }).notNull().default(false),
  settings: text("settings", { mode: "json" }).$type<{ theme: string }>(),
  createdAt: integer("created_at", { mode: "timestamp_ms" }).notNull().default(sql`(unixepoch() * 1000)`),
  plan: text("plan").$defaultFn(() => "free"),
});

let changes = 0;
const countedTable = sqliteTable("counted", {
  id: text("id").primaryKey(),
  name: text("name"),
  email: text("email").unique(),
  emailVerified: integer("emailVerified", { mode: "timestamp_ms" }),
  image: text("image"),
  version: integer("version").$onUpdate(() => {
    changes += 1;
    return changes;
  }),
});

type Sqlite = Awaited<ReturnType<typeof openBetterSqlite3>>;
let sqlite: Sqlite;
beforeAll(async () => {
  sqlite = await openBetterSqlite3();
  for (const statement of await sqliteSchema({ usersTable, countedTable })) await sqlite.query(statement);
});
afterAll(() => sqlite.close());

const adapterOf = () => DrizzleAdapter(drizzle(sqlite.client), { usersTable });

describe("columns of the app's own", () => {
  test("have the database's defaults and the table's in what createUser answers", async () => {
    const user = await adapterOf().createUser({ email: "ada@example.com" });
    expect(user).toMatchObject({ email: "ada@example.com", role: "reader", isBanned: false, plan: "free" });
    expect(user.createdAt).toBeInstanceOf(Date);
    expect(await adapterOf().getUser(user.id)).toEqual(user);
    const rows = await sqlite.query("select person_id, e_mail, banned from people");
    expect(rows).toEqual([{ person_id: user.id, e_mail: "ada@example.com", banned: 0 }]);
  });

  test("are stored as they are declared, and changed", async () => {
    const adapter = adapterOf();
    const createdAt = new Date("2026-01-02T03:04:05.678Z");
    const given = { name: "2020-01-01", role: "admin", isBanned: true, settings: { theme: "dark" }, createdAt };
    const user = await adapter.createUser({ ...given, nonsense: "x" } as never);
    expect(user).toMatchObject(given);
    expect(user).not.toHaveProperty("nonsense");
    const changed = await adapter.updateUser({ id: user.id, role: "editor", settings: null } as never);
    expect(changed).toEqual({ ...user, role: "editor", settings: null });
  });
});

test("what a table makes of a change, it makes of each", async () => {
  const adapter = DrizzleAdapter(drizzle(sqlite.client), { usersTable: countedTable });
  const made = [
    await adapter.createUser({ email: "one@example.com" }),
    await adapter.createUser({ email: "two@example.com" }),
  ];
  const [{ id }] = made as [{ id: string }, unknown];
  for (const name of ["Ada", "Grace"]) made.push(await adapter.updateUser({ id, name }));
  expect(made.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
});

describe("what is refused when the adapter is made", () => {
  const db = () => drizzle(sqlite.client);

  test("something that is no Drizzle database", () => {
    expect(() => DrizzleAdapter({} as never)).toThrow(/must be a Drizzle database/);
    expect(() => DrizzleAdapter(undefined as never)).toThrow(TypeError);
  });

  test("a table without a column that Auth.js needs", () => {
    const accountsTable = sqliteTable("account", { userId: text("userId"), type: text("type"), provider: text("p") });
    expect(() => DrizzleAdapter(db(), { accountsTable: accountsTable as never })).toThrow(
      'no property "providerAccountId"',
    );
  });

  test("an instant that does not read as a Date", () => {
    const sessionsTable = sqliteTable("session", {
      sessionToken: text("sessionToken"),
      userId: text("userId"),
      expires: integer("expires"),
    });
    expect(() => DrizzleAdapter(db(), { sessionsTable: sessionsTable as never })).toThrow(
      '"expires" must be a column that reads as a Date',
    );
  });
});
