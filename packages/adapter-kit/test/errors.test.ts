/** Which error each misuse and each failure of the store becomes, and that none of them carries a secret (HOS-19). */

import { inspect } from "node:util";
import { createAdapter, isMortiseError, type MortiseError } from "@mortise/adapter-kit";
import { MemoryAdapter } from "@mortise/memory-adapter";
import { describe, expect, test } from "vitest";
import { storeWith } from "./stores.ts";

const soon = () => new Date(Date.now() + 60_000);

async function errorOf(call: Promise<unknown>): Promise<MortiseError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isMortiseError(error)) throw new Error(`not a MortiseError: ${inspect(error)}`);
  return error;
}

describe("codes", () => {
  test("MORTISE_INVALID_ARGUMENT names the method and the field, and nothing is stored", async () => {
    const adapter = MemoryAdapter();
    const { id: userId } = await adapter.createUser({ email: "ada@example.com" });
    const bad: readonly [string, string, Promise<unknown>][] = [
      ["createUser", "object", adapter.createUser(undefined as never)],
      ["createUser", "emailVerified", adapter.createUser({ emailVerified: new Date(Number.NaN) })],
      ["createUser", "name", adapter.createUser({ name: {} as never })],
      ["updateUser", "emailVerified", adapter.updateUser({ id: userId, emailVerified: "soon" as never })],
      ["deleteUser", "id", adapter.deleteUser(undefined as never)],
      ["linkAccount", "userId", adapter.linkAccount({ type: "oauth", provider: "p", providerAccountId: "1" } as never)],
      ["linkAccount", "provider", adapter.linkAccount({ userId, type: "oauth", providerAccountId: "1" } as never)],
      ["unlinkAccount", "providerAccountId", adapter.unlinkAccount({ provider: "p" } as never)],
      ["createSession", "userId", adapter.createSession({ sessionToken: "t", expires: soon() } as never)],
      ["createSession", "expires", adapter.createSession({ sessionToken: "t", userId } as never)],
      ["createSession", "sessionToken", adapter.createSession({ sessionToken: "", userId, expires: soon() })],
      ["updateSession", "sessionToken", adapter.updateSession({ expires: soon() } as never)],
      ["updateSession", "expires", adapter.updateSession({ sessionToken: "t", expires: null as never })],
      ["deleteSession", "token", adapter.deleteSession(undefined as never)],
      [
        "createVerificationToken",
        "identifier",
        adapter.createVerificationToken({ identifier: "a".repeat(5000), token: "t", expires: soon() }),
      ],
      ["updateAuthenticatorCounter", "counter", adapter.updateAuthenticatorCounter("c", 2 ** 32)],
      ["updateAuthenticatorCounter", "counter", adapter.updateAuthenticatorCounter("c", -1)],
    ];
    for (const [method, names, call] of bad) {
      const error = await errorOf(call);
      expect(error).toMatchObject({ name: "MortiseError", code: "MORTISE_INVALID_ARGUMENT", method });
      expect(error.message.startsWith(`${method}: `)).toBe(true);
      expect(error.message).toContain(names);
    }
    expect(await adapter.getSessionAndUser("t")).toBe(null);
  });

  test("MORTISE_DUPLICATE, MORTISE_NOT_FOUND, MORTISE_UNKNOWN_USER, MORTISE_COUNTER_REGRESSION", async () => {
    const adapter = MemoryAdapter();
    const { id: userId } = await adapter.createUser({ email: "ada@example.com" });
    const passkey = {
      credentialID: "credential",
      userId,
      providerAccountId: "credential",
      credentialPublicKey: "key",
      counter: 5,
      credentialDeviceType: "singleDevice",
      credentialBackedUp: false,
    };
    await adapter.createAuthenticator(passkey);
    const codes = await Promise.all(
      [
        adapter.createUser({ email: "ada@example.com" }),
        adapter.createAuthenticator(passkey),
        adapter.updateUser({ id: "nobody" }),
        adapter.updateAuthenticatorCounter("nobody", 1),
        adapter.createSession({ sessionToken: "t", userId: "nobody", expires: soon() }),
        adapter.updateAuthenticatorCounter("credential", 4),
      ].map(async (call) => (await errorOf(call)).code),
    );
    expect(codes).toEqual([
      "MORTISE_DUPLICATE",
      "MORTISE_DUPLICATE",
      "MORTISE_NOT_FOUND",
      "MORTISE_NOT_FOUND",
      "MORTISE_UNKNOWN_USER",
      "MORTISE_COUNTER_REGRESSION",
    ]);
    expect((await adapter.getAuthenticator("credential")).counter).toBe(5);
  });

  test("MORTISE_CORRUPT_RECORD when a stored value is not of its field's kind", async () => {
    const adapter = createAdapter(
      storeWith((store) => ({
        users: { ...store.users, byId: async (id) => ({ id, emailVerified: "2020-01-01" }) as never },
      })),
    );
    const error = await errorOf(adapter.getUser("ada"));
    expect(error).toMatchObject({ code: "MORTISE_CORRUPT_RECORD", method: "getUser" });
    expect(error.message).toContain("emailVerified");
  });
});

describe("secrets", () => {
  const token = "d41d8cd98f00b204e9800998ecf8427e-session";
  const failing = (error: unknown) =>
    createAdapter(
      storeWith((store) => ({ sessions: { ...store.sessions, insert: () => Promise.reject(error) } })),
    ).createSession({ sessionToken: token, userId: "ada", expires: soon() });

  test("a driver's error without any is the cause itself", async () => {
    const cause = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
    const error = await errorOf(failing(cause));
    expect(error.code).toBe("MORTISE_STORE_FAILED");
    expect(error.cause).toBe(cause);
  });

  test.each([
    ["in its message", new Error(`Failed query: insert into session\nparams: ${token},ada`)],
    ["cut short in its message", new Error(`Duplicate entry '${token.slice(0, 24)}' for key 'PRIMARY'`)],
    ["in a property", Object.assign(new Error("no"), { detail: `Key (sessionToken)=(${token}) already exists.` })],
    ["in a list", Object.assign(new Error("no"), { params: [1, [token]] })],
    ["in its own cause", new Error("no", { cause: new Error(`params: ${token}`) })],
    ["in a string that was thrown", `no: ${token}`],
  ])("a driver's error with the token %s is cleaned of it", async (_, cause) => {
    const error = await errorOf(failing(cause));
    expect(error.code).toBe("MORTISE_STORE_FAILED");
    const text = [inspect(error, { depth: 9, showHidden: true }), error.stack, JSON.stringify(error)].join("\n");
    expect(text).not.toContain(token.slice(0, 16));
    expect(text).not.toContain(token.slice(-16));
  });

  test("a driver's error on which a whole client hangs is looked through, cycles and all", async () => {
    const client: Record<string, unknown> = { bytes: new Uint8Array(1_000_000), query: () => {} };
    client.self = client;
    const cause = Object.assign(new Error("connection lost"), { client });
    expect((await errorOf(failing(cause))).cause).toBe(cause);
    client.params = [token];
    const { cause: copy } = await errorOf(failing(cause));
    expect(copy).not.toBe(cause);
    expect(copy).toMatchObject({ message: "connection lost" });
    expect(copy).not.toHaveProperty("client");
  });

  test("a secret of several lines is found in each of them", async () => {
    const adapter = createAdapter(
      storeWith((store) => ({
        users: { ...store.users, insert: (row) => Promise.reject(new Error(`params: ${row.name}`)) },
      })),
    );
    const { cause } = await errorOf(adapter.createUser({ name: "first line\nsecond line" }));
    expect((cause as Error).message).toBe("params: [redacted]\n[redacted]");
  });

  test("what else the driver said is kept", async () => {
    const cause = Object.assign(new TypeError(`value too long\nparams: ${token}`), { code: "22001", table: "session" });
    const { cause: kept } = await errorOf(failing(cause));
    expect(kept).toMatchObject({ name: "TypeError", code: "22001", table: "session" });
    expect((kept as Error).message).toBe("value too long\nparams: [redacted]");
  });
});
