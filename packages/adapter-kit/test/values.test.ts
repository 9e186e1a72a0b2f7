/** How values are brought into the form that a store takes, and back. */
import { createAdapter, type Fields, standardFields, type Value } from "@mortise/adapter-kit";
import { createMemoryDatabase } from "@mortise/memory-adapter";
import { describe, expect, test } from "vitest";
import { ada, storeWith } from "./stores.ts";

/** An adapter whose users have these fields besides the standard ones. */
function adapterWith(extra: Fields, grain: 1 | 1000 = 1) {
  const database = createMemoryDatabase();
  const store = storeWith(
    (base) => ({
      fields: { ...standardFields, user: { ...standardFields.user, ...extra } },
      traits: { ...base.traits, dateGrain: grain },
    }),
    database,
  );
  return { adapter: createAdapter(store), stored: () => database.user.all()[0] };
}

describe("a value is converted by the kind of its field", () => {
  test.each<[Fields[string]["kind"], unknown, Value]>([
    ["string", "2020-01-01T00:00:00.000Z", "2020-01-01T00:00:00.000Z"],
    ["string", "12345", "12345"],
    ["string", 12, "12"],
    ["number", 1.5, 1.5],
    ["number", "12", 12],
    ["number", 12n, 12],
    ["boolean", false, false],
    ["boolean", 0, false],
    ["date", new Date(0), new Date(0)],
    ["date", "2020-01-01T00:00:00.000Z", new Date("2020-01-01T00:00:00.000Z")],
    ["json", { a: [1, null] }, { a: [1, null] }],
  ])("%s takes %o", async (kind, given, expected) => {
    const { adapter, stored } = adapterWith({ extra: { kind } });
    const user = await adapter.createUser({ name: "Ada", extra: given });
    expect(user.extra).toEqual(expected);
    expect(stored()?.extra).toEqual(expected);
  });

  test.each<[Fields[string]["kind"], unknown]>([
    ["string", {}],
    ["number", "soon"],
    ["number", Number.NaN],
    ["boolean", "true"],
    ["date", "soon"],
    ["date", 1_600_000_000],
    ["json", 1n],
  ])("%s refuses %o", async (kind, given) => {
    const { adapter } = adapterWith({ extra: { kind } });
    await expect(adapter.createUser({ name: "Ada", extra: given })).rejects.toMatchObject({
      code: "MORTISE_INVALID_ARGUMENT",
    });
  });

  test("what a field declares as its default is stored where nothing is given, and read where nothing is stored", async () => {
    const fields: Fields = { role: { kind: "string", default: "member" }, seats: { kind: "number", default: 0 } };
    const { adapter, stored } = adapterWith(fields);
    const { id } = await adapter.createUser({ name: "Ada", role: undefined });
    expect(stored()).toMatchObject({ role: "member", seats: 0 });
    expect(await adapter.updateUser({ id, ...{ role: null, seats: undefined } })).toMatchObject({
      role: null,
      seats: 0,
    });
    const bare = storeWith(() => ({ fields: { ...standardFields, user: { ...standardFields.user, ...fields } } }));
    const found = { ...bare, users: { ...bare.users, byId: async () => ({ ...ada, role: null }) } };
    expect(await createAdapter(found).getUser("ada")).toMatchObject({ role: null, seats: 0 });
  });

  test("a field of a kind that there is not takes no value", async () => {
    const { adapter } = adapterWith({ level: { kind: "int" as never } });
    await expect(adapter.createUser({ level: 1 } as never)).rejects.toMatchObject({ code: "MORTISE_INVALID_ARGUMENT" });
  });

  test("a field that a row lacks is not looked for in the prototype of all objects", async () => {
    const { adapter } = adapterWith(Object.fromEntries([["constructor", { kind: "string" as const }]]));
    const { id } = await adapter.createUser({ name: "Ada" });
    expect(Object.getOwnPropertyDescriptor(await adapter.getUser(id), "constructor")?.value).toBe(null);
  });

  test("dates are cut down to the store's grain, never up", async () => {
    const { adapter, stored } = adapterWith({}, 1000);
    await adapter.createUser({ emailVerified: new Date("2026-01-01T00:00:00.999Z") });
    expect(stored()?.emailVerified).toEqual(new Date("2026-01-01T00:00:00.000Z"));
  });

  test("a number beyond 2^53 stays its digits, and a BigInt never leaves", async () => {
    const adapter = createAdapter(
      storeWith((store) => ({
        fields: { ...standardFields, user: { ...standardFields.user, big: { kind: "number" } } },
        users: { ...store.users, byId: async (id) => ({ id, big: 9007199254740993n }) as never },
      })),
    );
    expect((await adapter.getUser("ada")).big).toBe("9007199254740993");
  });
});

describe("what does not fit", () => {
  test("a field that the store does not have is dropped", async () => {
    const { adapter, stored } = adapterWith({});
    const user = await adapter.createUser(JSON.parse('{"name":"Ada","role":"admin","__proto__":{"polluted":true}}'));
    expect(Object.keys(user)).toEqual(Object.keys(standardFields.user));
    expect(stored()).not.toHaveProperty("role");
    expect(({} as Record<string, unknown>).polluted).toBe(undefined);
  });

  test.each([
    ["characters", "🍣🍣🍣", "🍣🍣🍣🍣"],
    ["bytes", "äx", "äxx"],
  ] as const)("a value longer than its column in %s is refused, not cut", async (unit, fits, not) => {
    const { adapter } = adapterWith({ extra: { kind: "string", longest: { length: 3, unit } } });
    expect((await adapter.createUser({ name: "Ada", extra: fits })).extra).toBe(fits);
    await expect(adapter.createUser({ name: "Ada", extra: not })).rejects.toMatchObject({
      code: "MORTISE_INVALID_ARGUMENT",
    });
  });

  test("an account is linked all the same, without the value", async () => {
    const database = createMemoryDatabase();
    const { account } = standardFields;
    const narrow = { ...account, scope: { kind: "string", longest: { length: 3, unit: "bytes" } } } as const;
    const adapter = createAdapter(storeWith(() => ({ fields: { ...standardFields, account: narrow } }), database));
    const { id: userId } = await adapter.createUser({});
    const linked = await adapter.linkAccount({
      userId,
      type: "oauth",
      provider: "p",
      providerAccountId: "1",
      scope: "too long",
      expires_at: "soon",
      session_state: { a: 1 },
    });
    expect(linked).toMatchObject({ scope: null, expires_at: null, session_state: '{"a":1}' });
  });

  test("an empty e-mail is none", async () => {
    const { adapter } = adapterWith({});
    expect((await adapter.createUser({ email: "" })).email).toBe(null);
    expect((await adapter.createUser({ email: "" })).email).toBe(null);
  });
});
