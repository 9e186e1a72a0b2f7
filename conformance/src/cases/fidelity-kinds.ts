/** Cases about the kind of what comes back: numbers and instants are that to whoever reads them, and rows are plain. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type RecordName, standardFields } from "@mortise/adapter-kit";
import { type CaseContext, type CasesOf, contextOf } from "../context.ts";
import { attempt, only } from "../expect.ts";
import type { Harness, Row, Variant } from "../harness.ts";
import { need } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { accountReadBack, keyOf } from "./account-rows.ts";
import { highestCounter } from "./authenticator-rows.ts";
import { holds } from "./fidelity-rows.ts";
import { emailOf, fromEveryReader } from "./user-rows.ts";

type Ids = "FID-09" | "FID-10" | "FID-17" | "FID-18" | "FID-20";

export const fidelityKinds: Pick<CasesOf<"FID">, Ids> = {
  "FID-09": async (context) => {
    const { adapter, raw, given, sample } = context;
    const { id: userId } = await given.user();
    // The first that 31 bits do not hold, and the last second but a few of the century.
    for (const expires_at of [2_147_483_648, 4_102_444_800]) {
      const account = sample.account({ userId, expires_at });
      await adapter.linkAccount({ ...account });
      holds(only(await raw.rows("account"), keyOf(account))[0], account, "as linkAccount stores it");
      holds(await accountReadBack(context, account), account, "as getAccount answers it");
    }
  },

  "FID-10": async (context) => {
    const { adapter, given, sample } = context;
    const { id: userId } = await given.user();
    for (const wanted of [0, 1_795_255_971, 4_102_444_800]) {
      const stored = await withExpiry(context, userId, wanted);
      const { expires_at } = stored;
      const linked = sample.account({ userId, expires_at });
      const answer: unknown = await adapter.linkAccount({ ...linked });
      // What linkAccount answers is read by nobody but may be a row.
      const answered = Object(answer).expires_at ?? null;
      if (answered !== null) assert.equal(answered, expires_at, "what linkAccount answers");
      for (const account of [stored, linked]) {
        const read = await accountReadBack(context, account);
        assert.equal(typeof read?.expires_at, "number", `expires_at is ${inspect(read?.expires_at)}`);
        assert.equal(read?.expires_at, expires_at);
      }
    }
  },

  "FID-17": async ({ harness }) => {
    const variant: Variant = {
      fields: {
        user: { joinedAt: { kind: "date" } },
        account: { linkedAt: { kind: "date" } },
        session: { seenAt: { kind: "date" } },
      },
    };
    await inVariant(harness, variant, async (context) => {
      const grain = context.harness.traits.dateGrain;
      // Now, a birthday before the epoch, and what a signed 32-bit number of seconds does not hold.
      for (const date of [inMinutes(-1, grain), new Date("1912-06-23T00:00:00Z"), new Date("2039-12-31T23:59:59Z")]) {
        await comesBack(context, date, (read, where) => {
          assert.ok(read instanceof Date, `${where} answers ${inspect(read)}, which is not a Date`);
          assert.equal(read.getTime(), date.getTime(), `${where} answers ${inspect(read)} for ${inspect(date)}`);
        });
      }
    });
  },

  "FID-18": async (context) => {
    const { adapter, given, sample, harness } = context;
    const { id: userId } = await given.user();
    const stored = await withExpiry(context, userId, 4_102_444_800);
    const expires_at = Number(stored.expires_at);
    const linked = sample.account({ userId, expires_at });
    const answer: unknown = await adapter.linkAccount({ ...linked });
    isNoBigInt(Object(answer).expires_at ?? expires_at, expires_at, "linkAccount");
    for (const account of [stored, linked]) {
      const read = await accountReadBack(context, account);
      isNoBigInt(read?.expires_at, expires_at, "getAccount");
      assert.doesNotThrow(() => JSON.stringify(read));
    }
    const { id: other } = await given.user();
    const isKept = await attempt(() => given.authenticator({ userId: other, counter: highestCounter }));
    const authenticator = sample.authenticator({ userId, ...(isKept ? { counter: highestCounter } : {}) });
    const { credentialID, counter } = authenticator;
    await adapter.createAuthenticator({ ...authenticator });
    for (const read of [
      await adapter.getAuthenticator(credentialID),
      (await adapter.listAuthenticatorsByUserId(userId))[0],
      await adapter.updateAuthenticatorCounter(credentialID, counter),
    ]) {
      isNoBigInt(read?.counter, counter, "a reader of authenticators");
      assert.doesNotThrow(() => JSON.stringify(read));
    }

    const fields = {
      user: { visits: { kind: "number" } },
      account: { quota: { kind: "number" } },
      session: { hits: { kind: "number" } },
    } as const;
    await inVariant(harness, { fields }, (own) =>
      comesBack(own, Number.MAX_SAFE_INTEGER, (read, where) => isNoBigInt(read, Number.MAX_SAFE_INTEGER, where)),
    );
  },

  "FID-20": async (context) => {
    const { adapter, sample, harness } = context;
    const { id: _, ...input } = sample.user();
    const created = await adapter.createUser({ ...input });
    const user = { ...input, id: created.id };
    isPlain("user", created, "createUser");
    isPlain("user", await adapter.updateUser({ id: user.id, name: user.name }), "updateUser");
    for (const [reader, read] of Object.entries(
      await fromEveryReader(context, { id: user.id, email: emailOf(user) }),
    )) {
      assert.ok(read, `${reader} finds nobody`);
      isPlain("user", read, reader);
    }

    const session = sample.session({ userId: user.id });
    isPlain("session", await adapter.createSession({ ...session }), "createSession");
    const found = await adapter.getSessionAndUser(session.sessionToken);
    assert.ok(found, "the session is not found");
    assert.deepEqual(Object.keys(found).sort(), ["session", "user"], "getSessionAndUser answers more than the two");
    isPlain("session", found.session, "getSessionAndUser");
    const expires = inMinutes(60, harness.traits.dateGrain);
    isPlain("session", await adapter.updateSession({ sessionToken: session.sessionToken, expires }), "updateSession");

    const account = sample.account({ userId: user.id });
    isPlain("account", await adapter.linkAccount({ ...account }), "linkAccount");
    const read = await adapter.getAccount(account.providerAccountId, account.provider);
    assert.ok(read, "the account is not found");
    isPlain("account", read, "getAccount");

    const authenticator = sample.authenticator({ userId: user.id });
    isPlain("authenticator", await adapter.createAuthenticator({ ...authenticator }), "createAuthenticator");
    const { credentialID, counter } = authenticator;
    isPlain("authenticator", await adapter.getAuthenticator(credentialID), "getAuthenticator");
    const list = await adapter.listAuthenticatorsByUserId(user.id);
    assert.ok(Array.isArray(list) && list.length === 1, `the list is ${inspect(list)}`);
    isPlain("authenticator", list[0], "listAuthenticatorsByUserId");
    const advanced = await adapter.updateAuthenticatorCounter(credentialID, counter + 1);
    isPlain("authenticator", advanced, "updateAuthenticatorCounter");

    const token = sample.token();
    isPlain("verificationToken", await adapter.createVerificationToken({ ...token }), "createVerificationToken");
    const { identifier } = token;
    const taken = await adapter.useVerificationToken({ identifier, token: token.token });
    assert.ok(taken, "the token is not found");
    isPlain("verificationToken", taken, "useVerificationToken");
  },
};

/** An account with that expiry, or with one of our days where the column refuses it, which is another case. */
async function withExpiry({ given }: CaseContext, userId: string, expires_at: number): Promise<Row<"account">> {
  const stored = await attempt(() => given.account({ userId, expires_at }));
  return stored ?? given.account({ userId, expires_at: 1_795_255_971 });
}

/** Runs with tables that have fields of the app's own. */
async function inVariant(
  harness: Harness,
  variant: Variant,
  run: (context: CaseContext) => Promise<void>,
): Promise<void> {
  const own = await need(harness.openVariant, "way to make tables with fields of the app's own")(variant);
  try {
    await run(contextOf(own));
  } finally {
    await own.close();
  }
}

/** Writes the value into the one extra field of a user, an account and a session, and shows what each reader answers. */
async function comesBack(
  context: CaseContext,
  value: Date | number,
  check: (read: unknown, where: string) => void,
): Promise<void> {
  const { adapter, given, sample, harness } = context;
  const [ofUser, ofAccount, ofSession] =
    value instanceof Date ? ["joinedAt", "linkedAt", "seenAt"] : ["visits", "quota", "hits"];
  const { id: _, ...input } = sample.user();
  const created = await adapter.createUser({ ...input, [ofUser]: value });
  const { id } = created;
  check(created[ofUser], "createUser");
  const changed = await given.user();
  check((await adapter.updateUser({ id: changed.id, [ofUser]: value }))[ofUser], "updateUser");
  check((await adapter.getUser(changed.id))?.[ofUser], "getUser after updateUser");
  for (const [reader, user] of Object.entries(await fromEveryReader(context, { id, email: String(input.email) }))) {
    check(user?.[ofUser], reader);
    assert.doesNotThrow(() => JSON.stringify(user), `what ${reader} answers does not go into JSON`);
  }

  const account = { ...sample.account({ userId: id }), [ofAccount]: value };
  await adapter.linkAccount(account);
  check((await accountReadBack(context, account))?.[ofAccount], "getAccount");

  const session = { ...sample.session({ userId: id }), [ofSession]: value };
  const { sessionToken } = session;
  check((await adapter.createSession(session))[ofSession], "createSession");
  await adapter.updateSession({ sessionToken, expires: inMinutes(60, harness.traits.dateGrain) });
  const found = await adapter.getSessionAndUser(sessionToken);
  check(found?.session[ofSession], "getSessionAndUser");
  assert.doesNotThrow(() => JSON.stringify(found), "what getSessionAndUser answers does not go into JSON");
}

/** A whole number is a number, or its digits where the engine's are longer than a number is exact. */
function isNoBigInt(read: unknown, expected: number, where: string): void {
  assert.ok(typeof read === "number" || typeof read === "string", `${where} answers ${inspect(read)}`);
  assert.equal(String(read), String(expected), `what ${where} answers`);
}

/** What is answered, if it is a row, is a plain object with the fields of its record. */
function isPlain(record: RecordName, answer: unknown, method: string): void {
  if (answer === null || answer === undefined) return;
  assert.ok(typeof answer === "object", `${method} answers ${inspect(answer)}`);
  const prototype: unknown = Object.getPrototypeOf(answer);
  assert.ok(prototype === Object.prototype || prototype === null, `${method} answers an instance of a class`);
  // A table of accounts, sessions or authenticators may have ids of its own.
  const known: readonly PropertyKey[] = [...Object.keys(standardFields[record]), "id"];
  const others = Reflect.ownKeys(answer).filter((key) => !known.includes(key));
  assert.deepEqual(others, [], `${method} answers keys of the driver or of the engine`);
}
