/** Cases about hostile values that are written: stored to the letter, part of no statement, in no message. */
import assert from "node:assert/strict";
import { inspect, isDeepStrictEqual } from "node:util";
import type { RecordName } from "@mortise/adapter-kit";
import type { CasesOf } from "../context.ts";
import { fieldNames, sqlTexts } from "../corpus.ts";
import { attempt, everyRow, only, sameFields, sameRows } from "../expect.ts";
import { hexToken } from "../samples.ts";
import { accountReadBack, keyOf } from "./account-rows.ts";
import { holds } from "./fidelity-rows.ts";
import { named } from "./hostile-places.ts";

type Ids = "HOS-17" | "HOS-18" | "HOS-19" | "HOS-20";

export const hostileWrites: Pick<CasesOf<"HOS">, Ids> = {
  "HOS-17": async (context) => {
    const { adapter, raw, sample } = context;
    const stored = [];
    for (const [what, text] of Object.entries(sqlTexts)) {
      const texts = { name: text, email: `${text}@example.com`, image: text };
      const created = await adapter.createUser({ ...texts, emailVerified: null });
      holds(
        await adapter.getUserByEmail(texts.email),
        { ...texts, id: created.id },
        `${what}, as createUser stores it`,
      );
      const { id } = created;
      const user = { id, name: `${text}!`, email: `${text}!@example.com`, emailVerified: null, image: `${text}!` };
      holds(await adapter.updateUser({ ...user }), user, `${what}, as updateUser answers it`);

      const tokens = { refresh_token: text, access_token: text, id_token: text };
      const others = { token_type: text, scope: text, session_state: text };
      const account = sample.account({ userId: id, provider: text, providerAccountId: text, ...tokens, ...others });
      await adapter.linkAccount({ ...account });
      holds(await accountReadBack(context, account), account, `${what}, as getAccount answers it`);
      holds(await adapter.getUserByAccount(keyOf(account)), user, `${what}, as getUserByAccount answers it`);

      const session = sample.session({ userId: id, sessionToken: text });
      await adapter.createSession({ ...session });
      const found = await adapter.getSessionAndUser(text);
      holds(found?.session, session, `${what}, as getSessionAndUser answers it`);
      holds(found?.user, user, `${what}, as getSessionAndUser answers it`);

      const token = sample.token({ identifier: text, token: text });
      const kept = sample.token({ identifier: text, token: `${text}!` });
      await adapter.createVerificationToken({ ...token });
      await adapter.createVerificationToken({ ...kept });
      const taken = await adapter.useVerificationToken({ identifier: text, token: text });
      holds(taken, token, `${what}, as useVerificationToken answers it`);

      const authenticator = sample.authenticator({ userId: id, transports: text });
      await adapter.createAuthenticator({ ...authenticator });
      const read = await adapter.getAuthenticator(authenticator.credentialID);
      holds(read, authenticator, `${what}, as getAuthenticator answers it`);
      stored.push({ what, user, account, session, kept, authenticator });
    }
    const rows = await everyRow(raw);
    const row = (record: RecordName, key: object) => only([...(rows.get(record) ?? [])], key)[0];
    for (const { what, user, account, session, kept, authenticator } of stored) {
      holds(row("user", { id: user.id }), user, `${what}, as it is stored`);
      holds(row("account", keyOf(account)), account, `${what}, as it is stored`);
      holds(row("session", { sessionToken: session.sessionToken }), session, `${what}, as it is stored`);
      holds(row("verificationToken", { token: kept.token }), kept, `${what}, as it is stored`);
      holds(row("authenticator", { userId: user.id }), authenticator, `${what}, as it is stored`);
    }
  },

  "HOS-18": async ({ adapter, raw, given, sample }) => {
    const [user, mallory] = [await given.user(), await given.user()];
    const before = await everyRow(raw);
    const accounts = await raw.rows("account");
    const hostile = Object.entries(fieldNames).map(([what, name]) => ({ what, extra: { [name]: mallory.id } }));
    const all = {
      what: "all of them",
      extra: Object.fromEntries(Object.values(fieldNames).map((name) => [name, "x"])),
    };
    const linked = [];
    for (const { what, extra } of [...hostile, all]) {
      const account = sample.account({ userId: user.id });
      await named(what, () => adapter.linkAccount({ ...extra, ...account }));
      linked.push({ what, account });
    }
    const stored = await raw.rows("account");
    assert.equal(stored.length, accounts.length + linked.length, "accounts");
    for (const { what, account } of linked) {
      // Whatever the adapter keeps of the rest, it keeps beside what it knows.
      holds(only(stored, keyOf(account))[0], account, what);
    }
    const others = await everyRow(raw);
    for (const [record, rows] of before) {
      if (record !== "account") assert.deepEqual(others.get(record), rows, `rows of ${record}`);
    }
    for (const account of accounts) assert.deepEqual(only(stored, keyOf(account)), [account]);
  },

  "HOS-19": async ({ adapter, raw, given, harness, sample }) => {
    const { id: userId } = await given.user();
    const linked = await given.account({ userId });
    const started = await given.session({ userId });
    const { providerAccountId } = linked;
    const nobody = { userId: harness.freshUserId() };
    let failures = 0;
    const tellsNothing = async (call: () => Promise<unknown>, secrets: readonly string[], method: string) => {
      const caught = await errorOf(call);
      // A call that succeeds where it should not is another case's.
      if (caught === null) return;
      failures += 1;
      isSilent(caught.error, secrets, method);
    };
    const link = (over: object) => {
      const account = { ...sample.account({ userId }), ...over };
      const { access_token, refresh_token, id_token } = account;
      const secrets = [access_token, refresh_token, id_token].map(String);
      return tellsNothing(() => adapter.linkAccount(account), secrets, "linkAccount");
    };
    const start = (over: object) => {
      const session = { ...sample.session({ userId }), ...over };
      return tellsNothing(() => adapter.createSession(session), [session.sessionToken], "createSession");
    };
    const send = (over: object) => {
      const token = { ...sample.token(), ...over };
      return tellsNothing(() => adapter.createVerificationToken(token), [token.token], "createVerificationToken");
    };

    await link({ providerAccountId });
    await start({ sessionToken: started.sessionToken });
    for (const [record, write] of [
      ["account", link],
      ["session", start],
      ["verificationToken", send],
    ] as const) {
      const lift = await raw.refuseInserts(record);
      try {
        await write({});
      } finally {
        await lift();
      }
    }
    // What some adapters take and others refuse.
    const noDate = { expires: new Date(Number.NaN) };
    await link(nobody);
    await link({ access_token: `access-\0${sample.token().token}` });
    await link({ expires_at: 2 ** 70 });
    await link({ userId: undefined });
    await start(nobody);
    await start(noDate);
    await start({ userId: undefined });
    await start({ sessionToken: sample.token().token.repeat(100) });
    await send(noDate);
    await send({ identifier: undefined });
    await send({ token: `${sample.token().token}\0` });
    assert.ok(failures > 0, "no call fails, not even one that the database refuses");
  },

  "HOS-20": async ({ adapter, raw, given, sample }) => {
    const identifier = `${hexToken().padEnd(1024 * 1024, "x")}@example.com`;
    const token = sample.token({ identifier });
    const starts = [64, 128, 191, 254, 255, 256, 320].map((length) => identifier.slice(0, length));
    // Whoever cuts the identifier off meets one of these, as far as the columns hold them.
    const victims = [];
    for (const start of starts) {
      await attempt(() => given.user({ email: start }));
      const victim = await attempt(() => given.token({ identifier: start, token: token.token }));
      if (victim !== null) victims.push(victim);
    }
    const expected = await raw.rows("verificationToken");
    const users = await raw.rows("user");

    const found = await soon("getUserByEmail", () => attempt(() => adapter.getUserByEmail(identifier)));
    assert.equal(found ?? null, null, "getUserByEmail finds somebody by the start of 1 MB");
    const isTaken = await soon("createVerificationToken", () =>
      attempt(async () => {
        await adapter.createVerificationToken({ ...token });
        return true;
      }),
    );
    const kept = isTaken ? [...expected, token] : expected;
    assert.ok(
      areSame(await raw.rows("verificationToken"), kept),
      "1 MB is not stored whole, or is rejected and stored",
    );
    const taken = await soon("useVerificationToken", () =>
      attempt(() => adapter.useVerificationToken({ identifier, token: token.token })),
    );
    assert.equal(taken?.identifier ?? null, isTaken ? identifier : null);
    assert.ok(areSame(await raw.rows("verificationToken"), expected), "the token of another identifier was taken");
    for (const { expires, ...key } of victims) sameFields(await adapter.useVerificationToken(key), { ...key, expires });
    sameRows(await raw.rows("user"), users);
  },
};

/** No text of the error holds one of the secrets or a good part of it. */
function isSilent(error: unknown, secrets: readonly string[], method: string): void {
  const texts = {
    message: Object(error).message,
    stack: Object(error).stack,
    JSON: json(error),
    // Auth.js logs an error with its causes.
    "what a log shows": inspect(error, { depth: 10, showHidden: true, maxStringLength: null, maxArrayLength: null }),
  };
  for (const secret of secrets) {
    for (const piece of [secret.slice(0, 16), secret.slice(-16)]) {
      for (const [where, text] of Object.entries(texts)) {
        assert.ok(!String(text).includes(piece), `${method}'s error tells a token in its ${where}`);
      }
    }
  }
}

async function errorOf(call: () => Promise<unknown>): Promise<{ readonly error: unknown } | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return { error };
  }
}

/** The error as JSON, if it goes into it. */
function json(error: unknown): string | undefined {
  try {
    return JSON.stringify(error);
  } catch {
    return undefined;
  }
}

/** What the call answers; it fails when that takes five seconds. */
async function soon<T>(method: string, call: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const answer = await call();
  const took = Math.round(performance.now() - started);
  assert.ok(took < 5000, `${method} takes ${took} ms for 1 MB`);
  return answer;
}

/** The same rows. A difference in 1 MB is not printed. */
function areSame(actual: readonly object[], expected: readonly object[]): boolean {
  return isDeepStrictEqual(new Set(actual), new Set(expected));
}
