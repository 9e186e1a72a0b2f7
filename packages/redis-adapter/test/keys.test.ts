/** The names of keys: those of the official adapter, and no two things under one name. */
import { encodePart, type KeyPrefixes, keysOf } from "@mortise/adapter-kit/redis";
import { expect, test } from "vitest";

const account = (provider: string, providerAccountId: string) => ({ provider, providerAccountId });

test("a plain value has the name that the official adapter gives it", () => {
  const keys = keysOf({ baseKeyPrefix: "app:" });
  expect(keys.record("user", { id: "7" })).toEqual(["app:user:7", "app:user:7"]);
  expect(keys.email("ada@example.com")[0]).toBe("app:user:email:ada@example.com");
  expect(keys.record("account", account("github", "42"))[0]).toBe("app:user:account:github:42");
  expect(keys.record("session", { sessionToken: "t" })[0]).toBe("app:user:session:t");
  expect(keys.record("verificationToken", { identifier: "i", token: "t" })[0]).toBe("app:user:token:i:t");
  expect(keys.record("authenticator", { credentialID: "+/=" })[0]).toBe("app:user:authenticator:+/=");
  expect(keys.pointer("account", "7")).toBe("app:user:account:by-user-id:7");
  expect(keys.pointer("session", "7")).toBe("app:user:session:by-user-id:7");
});

test("what would be one name is two, and the official one is known beside", () => {
  const keys = keysOf();
  const [one, plain] = keys.record("account", account("a:b", "c"));
  const [other, same] = keys.record("account", account("a", "b:c"));
  expect([plain, same]).toEqual(["user:account:a:b:c", "user:account:a:b:c"]);
  expect(new Set([one, other, plain]).size).toBe(3);
  expect(encodePart("%3A")).not.toBe(encodePart(":"));
  expect(keys.record("account", account("by-user-id", "7"))[0]).not.toBe(keys.pointer("account", "7"));
  expect(keys.record("verificationToken", { identifier: "by-token", token: ":t" })[0]).not.toBe(keys.byToken("t"));
});

test("no two names of a few thousand are one", () => {
  const parts = [
    "a",
    ":",
    "%",
    "a:",
    ":a",
    "%3A",
    "by-user-id",
    "by-user-id:",
    "by-token",
    "all",
    ":all",
    "email",
    "session",
  ];
  const keys = keysOf();
  const named = new Map<string, string>();
  const add = (key: string, what: string) => {
    expect(named.get(key) ?? what, `${key} of ${what}`).toBe(what);
    named.set(key, what);
  };
  for (const one of parts) {
    add(keys.record("user", { id: one })[0], `user ${one}`);
    add(keys.email(one)[0], `e-mail ${one}`);
    add(keys.record("session", { sessionToken: one })[0], `session ${one}`);
    add(keys.record("authenticator", { credentialID: one })[0], `passkey ${one}`);
    add(keys.byToken(one), `by token ${one}`);
    for (const record of ["account", "session"] as const) add(keys.pointer(record, one), `${record} of ${one}`);
    for (const record of ["account", "session", "authenticator"] as const)
      add(keys.byUser(record, one), `${record}s of ${one}`);
    for (const other of parts) {
      add(keys.record("account", account(one, other))[0], `account ${JSON.stringify([one, other])}`);
      const token = { identifier: one, token: other };
      add(keys.record("verificationToken", token)[0], `token ${JSON.stringify([one, other])}`);
    }
  }
});

test("on a cluster all keys have one hash tag, and adapters with other prefixes share nothing", () => {
  const tagOf = (prefixes: KeyPrefixes) => keysOf(prefixes, true).base;
  expect(tagOf({})).toBe("{auth}");
  expect(tagOf({ baseKeyPrefix: "auth" })).toBe("{auth}auth");
  expect(tagOf({ baseKeyPrefix: "{shop}:auth:" })).toBe("{shop}:auth:");
  for (const noTag of ["{}", "a{", "}a{", "{a"]) expect(tagOf({ baseKeyPrefix: noTag })).toMatch(/^\{[^{}]+\}/);
  expect(keysOf({}, true).record("user", { id: "7" })[0]).toBe("{auth}user:7");
});

test.each<[string, KeyPrefixes]>([
  ["two kinds under one prefix", { userKeyPrefix: "user:email:" }],
  ["a prefix that a value of another kind may complete", { userKeyPrefix: "u", emailKeyPrefix: "us" }],
  ["half a character", { baseKeyPrefix: "\ud800" }],
  ["NUL", { sessionKeyPrefix: "\0" }],
])("refuses %s", (_, prefixes) => {
  expect(() => keysOf(prefixes)).toThrow(TypeError);
});
