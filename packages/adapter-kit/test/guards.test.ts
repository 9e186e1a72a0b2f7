/** A store may answer with another row than was asked for, as a loose collation does. Nobody is signed in by it. */
import { createAdapter, type Records, standardFields } from "@mortise/adapter-kit";
import { describe, expect, test } from "vitest";
import { ada, session, storeWith } from "./stores.ts";

describe("a record that was not asked for is nobody's", () => {
  const account: Records["account"] = {
    ...(Object.fromEntries(Object.keys(standardFields.account).map((field) => [field, null])) as Records["account"]),
    userId: "ada",
    type: "oauth",
    provider: "github",
    providerAccountId: "AbC",
  };
  const authenticator = {
    credentialID: "AbC",
    userId: "ada",
    providerAccountId: "AbC",
    credentialPublicKey: "key",
    counter: 1,
    credentialDeviceType: "singleDevice",
    credentialBackedUp: false,
    transports: null,
  };
  const token = { identifier: "ada@example.com", token: "AbC", expires: new Date(Date.now() + 60_000) };

  // Whatever is asked for, these rows come back.
  const adapter = createAdapter(
    storeWith((store) => ({
      users: {
        ...store.users,
        byId: async () => ada,
        byEmail: async () => ada,
        byAccount: async () => ({ account, user: ada }),
        update: async () => ada,
      },
      accounts: { ...store.accounts, byKey: async () => account },
      sessions: { ...store.sessions, withUser: async () => ({ session, user: ada }) },
      tokens: { ...store.tokens, take: async () => token },
      authenticators: {
        ...store.authenticators,
        byId: async () => authenticator,
        listByUser: async () => [authenticator],
        advanceCounter: async () => authenticator,
      },
    })),
  );

  test("users", async () => {
    expect(await adapter.getUser("ada")).toEqual(ada);
    expect(await adapter.getUser("Ada")).toBe(null);
    expect(await adapter.getUserByEmail("ada@example.com")).toEqual(ada);
    expect(await adapter.getUserByEmail("ada@exámple.com")).toBe(null);
    expect(await adapter.getUserByAccount({ provider: "github", providerAccountId: "AbC" })).toEqual(ada);
    expect(await adapter.getUserByAccount({ provider: "github", providerAccountId: "abc" })).toBe(null);
    expect(await adapter.getUserByAccount({ provider: "GitHub", providerAccountId: "AbC" })).toBe(null);
    await expect(adapter.updateUser({ id: "Ada", name: "x" })).rejects.toMatchObject({ code: "MORTISE_NOT_FOUND" });
  });

  test("accounts, sessions, tokens and authenticators", async () => {
    expect(await adapter.getAccount("AbC", "github")).toEqual(account);
    expect(await adapter.getAccount("abc", "github")).toBe(null);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toEqual({ session, user: ada });
    expect(await adapter.getSessionAndUser(session.sessionToken.toUpperCase())).toBe(null);
    expect(await adapter.useVerificationToken({ identifier: "ada@example.com", token: "AbC" })).toEqual(token);
    expect(await adapter.useVerificationToken({ identifier: "Ada@example.com", token: "AbC" })).toBe(null);
    expect(await adapter.useVerificationToken({ identifier: "ada@example.com", token: "abc" })).toBe(null);
    expect(await adapter.getAuthenticator("AbC")).toEqual(authenticator);
    expect(await adapter.getAuthenticator("abc")).toBe(null);
    expect(await adapter.listAuthenticatorsByUserId("ada")).toEqual([authenticator]);
    expect(await adapter.listAuthenticatorsByUserId("Ada")).toEqual([]);
    await expect(adapter.updateAuthenticatorCounter("abc", 1)).rejects.toMatchObject({ code: "MORTISE_NOT_FOUND" });
  });

  test("a session of somebody else than the user it comes with", async () => {
    const mixed = createAdapter(
      storeWith((store) => ({
        sessions: { ...store.sessions, withUser: async () => ({ session, user: { ...ada, id: "eve" } }) },
        users: { ...store.users, byAccount: async () => ({ account, user: { ...ada, id: "eve" } }) },
      })),
    );
    expect(await mixed.getSessionAndUser(session.sessionToken)).toBe(null);
    expect(await mixed.getUserByAccount({ provider: "github", providerAccountId: "AbC" })).toBe(null);
  });
});

describe("values that cannot be keys are not sent to the store", () => {
  const refuse = () => Promise.reject(new Error("the store was asked"));
  const adapter = createAdapter(
    storeWith((store) => ({
      users: { ...store.users, byId: refuse, byEmail: refuse, byAccount: refuse },
      sessions: { ...store.sessions, withUser: refuse, delete: refuse },
      tokens: { ...store.tokens, take: refuse },
      authenticators: { ...store.authenticators, byId: refuse, listByUser: refuse },
      accounts: { ...store.accounts, byKey: refuse },
    })),
  );

  test.each([
    ["undefined", undefined],
    ["null", null],
    ["nothing", ""],
    ["NUL", "a\0b"],
    ["half a surrogate pair", "a\ud800"],
    ["4,097 characters", "a".repeat(4097)],
    ["an operator", { $ne: null }],
    ["a list", ["ada"]],
    ["true", true],
  ])("%s", async (_, value) => {
    const key = value as string;
    expect(await adapter.getUser(key)).toBe(null);
    expect(await adapter.getUserByEmail(key)).toBe(null);
    expect(await adapter.getUserByAccount({ provider: "github", providerAccountId: key })).toBe(null);
    expect(await adapter.getUserByAccount({ provider: key, providerAccountId: "1" })).toBe(null);
    expect(await adapter.getUserByAccount(value as never)).toBe(null);
    expect(await adapter.getAccount(key, "github")).toBe(null);
    expect(await adapter.getSessionAndUser(key)).toBe(null);
    expect(await adapter.useVerificationToken({ identifier: "ada@example.com", token: key })).toBe(null);
    if (value !== undefined) expect(await adapter.useVerificationToken({ identifier: key, token: "t" })).toBe(null);
    expect(await adapter.getAuthenticator(key)).toBe(null);
    expect(await adapter.listAuthenticatorsByUserId(key)).toEqual([]);
  });

  test.each([
    ["uuid", "7d1f6a36-9ae5-4a2d-8f39-5a3a3a1f3c55", ["7D1F6A36-9AE5-4A2D-8F39-5A3A3A1F3C55", "1", "ada"]],
    ["objectid", "6b01e835cafbed9c07122b31", ["6B01E835CAFBED9C07122B31", "6b01e835cafbed9c07122b3", "ada", "1"]],
    ["integer", "12", ["0", "-1", "012", "1.5", "1e3", "2147483648", "9007199254740993", "ada"]],
  ] as const)("ids of kind %s", async (kind, id, others) => {
    const user = { ...ada, id };
    const store = storeWith((base) => ({
      traits: { ...base.traits, userIds: { kind, from: "store", max: 2 ** 31 - 1 } },
      users: { ...base.users, byId: async (asked) => (asked === id ? user : refuse()) },
    }));
    const typed = createAdapter(store);
    expect(await typed.getUser(id)).toEqual(user);
    for (const other of others) expect(await typed.getUser(other)).toBe(null);
  });
});
