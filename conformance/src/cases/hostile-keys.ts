/** Cases about keys that look like others, like patterns, like operators or like the keys of something else. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { operatorsOn, patternsOf, prototypeKeys } from "../corpus.ts";
import { attempt, keepsApart, lookAlikes, only, sameFields, sameRows } from "../expect.ts";
import { keyOf, ownerOf } from "./account-rows.ts";
import { isNothing, matchNothing } from "./hostile-places.ts";
import { signedIn } from "./session-rows.ts";
import { emailOf } from "./user-rows.ts";

type Ids = "HOS-10" | "HOS-11" | "HOS-12" | "HOS-13" | "HOS-14" | "HOS-15" | "HOS-16";

export const hostileKeys: Pick<CasesOf<"HOS">, Ids> = {
  "HOS-10": async ({ adapter }) => {
    // A magic link for one address must never sign in the owner of another.
    await keepsApart(
      lookAlikes,
      async (email) => (await adapter.createUser({ email, emailVerified: null })).id,
      async (email) => {
        const user = await adapter.getUserByEmail(email);
        return user ? user.id : user;
      },
    );
  },

  "HOS-11": async ({ adapter, raw, given }) => {
    const marks = ["?", "/", ":", "\\", "#"];
    const owners = new Map<string, string>();
    for (const mark of marks) {
      for (const n of [1, 2]) {
        const email = `a${mark}${n}@example.com`;
        const { id } = await adapter.createUser({ email });
        owners.set(email, id);
      }
    }
    assert.equal(new Set(owners.values()).size, owners.size, "two of them are one user");
    const stored = new Map((await raw.rows("user")).map(({ id, email }) => [id, email]));
    for (const [email, id] of owners) {
      assert.equal(stored.get(id), email);
      assert.equal((await adapter.getUserByEmail(email))?.id, id, `who is found by ${email}`);
    }
    const { email } = await given.user({ email: "victim@gmail.com" });
    const start = String(email);
    for (const mark of marks) {
      for (const nobody of [start + mark, mark + start, `a${mark}3@example.com`]) {
        const found = await adapter.getUserByEmail(nobody);
        assert.equal(found ?? null, null, `${inspect(nobody)} finds ${inspect(found?.email)}`);
      }
    }
    assert.equal((await adapter.getUserByEmail(start))?.email, start);
  },

  "HOS-12": async (context) => {
    const { adapter, given } = context;
    const literal = "100%_*?[a-z].+";
    const { id } = await given.user({ email: `${literal}@example.com` });
    const account = await given.account({ userId: id, provider: literal, providerAccountId: literal });
    const { sessionToken } = await given.session({ userId: id, sessionToken: literal });
    await matchNothing(context, patternsOf);
    // And what has such characters in it is found by them, and by nothing else.
    assert.equal((await adapter.getUserByEmail(`${literal}@example.com`))?.id, id);
    assert.equal(await ownerOf(adapter, account), id);
    assert.equal(await signedIn(adapter, sessionToken), id);
    for (const other of ["100", "100x_*?[a-z].+", "100%x*?[a-z].+", "100%_x?[a-z].+", "100%_*x[a-z].+", "100%_*?b.+"]) {
      assert.equal((await adapter.getUserByEmail(`${other}@example.com`)) ?? null, null, other);
      assert.equal(await ownerOf(adapter, { ...account, providerAccountId: other }), null, other);
      assert.equal(await ownerOf(adapter, { ...account, provider: other }), null, other);
      assert.equal(await signedIn(adapter, other), null, other);
    }
  },

  "HOS-13": async (context) => {
    await matchNothing(context, operatorsOn);
    const { adapter, given, sample } = context;
    const user = await given.user();
    for (const [what, owner] of Object.entries(operatorsOn(user.id, "userId"))) {
      const owned = { userId: owner as string };
      const account = sample.account(owned);
      await attempt(() => adapter.linkAccount(account));
      assert.equal(await ownerOf(adapter, account), null, `an account of ${what} signs in`);
      const session = sample.session(owned);
      await attempt(() => adapter.createSession(session));
      assert.equal(await signedIn(adapter, session.sessionToken), null, `a session of ${what} signs in`);
      await attempt(() => adapter.createAuthenticator(sample.authenticator(owned)));
      assert.ok(
        isNothing(await adapter.listAuthenticatorsByUserId(user.id)),
        `an authenticator of ${what} is the user's`,
      );
    }
  },

  "HOS-14": async ({ adapter, raw, given, sample }) => {
    const [first, second] = [await given.user(), await given.user()];
    const accounts = await raw.rows("account");
    const tokens = await raw.rows("verificationToken");
    for (const mark of [":", "#", "_", "|", "/", '","']) {
      const left = sample.account({ userId: first.id, provider: `a${mark}b`, providerAccountId: "c" });
      const right = sample.account({ userId: second.id, provider: "a", providerAccountId: `b${mark}c` });
      await adapter.linkAccount({ ...left });
      assert.equal(await ownerOf(adapter, right), null, `${inspect(keyOf(right))} finds ${inspect(keyOf(left))}`);
      await adapter.linkAccount({ ...right });
      for (const row of [left, right]) {
        assert.equal(await ownerOf(adapter, row), row.userId, `who is found by ${inspect(keyOf(row))}`);
        if (adapter.getAccount) sameFields(await adapter.getAccount(row.providerAccountId, row.provider), row);
      }
      await adapter.unlinkAccount(keyOf(left));
      accounts.push(right);

      const here = sample.token({ identifier: `a${mark}b`, token: "c" });
      const there = sample.token({ identifier: "a", token: `b${mark}c` });
      await adapter.createVerificationToken({ ...here });
      const key = { identifier: there.identifier, token: there.token };
      assert.equal((await adapter.useVerificationToken(key)) ?? null, null, `${inspect(key)} takes another token`);
      await adapter.createVerificationToken({ ...there });
      sameFields(await adapter.useVerificationToken(key), there);
      tokens.push(here);
    }
    sameRows(await raw.rows("account"), accounts);
    sameRows(await raw.rows("verificationToken"), tokens);
  },

  "HOS-15": async ({ adapter, given }) => {
    const user = await given.user();
    const { provider, providerAccountId } = await given.account({ userId: user.id });
    const { sessionToken } = await given.session({ userId: user.id });
    const { identifier, token } = await given.token();
    // The names under which adapters over key-value stores keep the others, and their indexes.
    const keys = [
      `session:${sessionToken}`,
      `SESSION#${sessionToken}`,
      `session:by-user-id:${user.id}`,
      `user:${user.id}`,
      `USER#${user.id}`,
      `user:session:${sessionToken}`,
      `email:${user.email}`,
      `user:email:${user.email}`,
      `account:${provider}:${providerAccountId}`,
      `account:by-user-id:${user.id}`,
      `by-user-id:${user.id}`,
      `token:${identifier}:${token}`,
    ];
    for (const key of keys) {
      for (const [reader, found] of Object.entries({
        getUser: await adapter.getUser(key),
        getUserByEmail: await adapter.getUserByEmail(key),
        getSessionAndUser: await adapter.getSessionAndUser(key),
      })) {
        assert.equal(found ?? null, null, `${reader} answers something for ${key}`);
      }
    }
    sameFields(await adapter.getUser(user.id), user);
    assert.equal((await adapter.getUserByEmail(emailOf(user)))?.id, user.id);
    assert.equal(await signedIn(adapter, sessionToken), user.id);
  },

  "HOS-16": async (context) => {
    const { adapter, raw, given, sample } = context;
    const own = Reflect.ownKeys(Object.prototype);
    try {
      await matchNothing(context, () => Object.fromEntries(prototypeKeys.map((key) => [key, key])));

      for (const key of prototypeKeys) {
        const { id: _, ...input } = sample.user({ name: key });
        const { id } = await adapter.createUser({ ...input });
        const account = sample.account({ userId: id, provider: key, providerAccountId: key });
        await adapter.linkAccount({ ...account });
        sameFields(await adapter.getUserByAccount(keyOf(account)), { ...input, id });
        await adapter.createSession(sample.session({ userId: id, sessionToken: key }));
        assert.equal(await signedIn(adapter, key), id, `whom the session ${key} signs in`);
        const token = sample.token({ identifier: key, token: key });
        await adapter.createVerificationToken({ ...token });
        sameFields(await adapter.useVerificationToken({ identifier: key, token: key }), token);
      }
      const called = (await raw.rows("user")).filter(({ name }) => prototypeKeys.includes(String(name)));
      assert.equal(called.length, prototypeKeys.length, "users who are called so");

      // As JSON.parse makes it of what a provider answers: an own property called `__proto__`.
      const custom = () =>
        JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}');
      const { id } = await given.user();
      const { id: _, ...input } = sample.user();
      const account = sample.account({ userId: id });
      const session = sample.session({ userId: id });
      for (const [method, answer] of Object.entries({
        createUser: await attempt(() => adapter.createUser({ ...custom(), ...input })),
        updateUser: await attempt(() => adapter.updateUser({ ...custom(), id, name: "Grace" })),
        linkAccount: await attempt(() => adapter.linkAccount({ ...custom(), ...account })),
        createSession: await attempt(() => adapter.createSession({ ...custom(), ...session })),
        getUser: await adapter.getUser(id),
        getSessionAndUser: await attempt(() => adapter.getSessionAndUser(session.sessionToken)),
      })) {
        assert.equal(Object(answer).polluted, undefined, `${method} answers a row with another prototype`);
      }
      for (const stored of only(await raw.rows("account"), keyOf(account))) sameFields(stored, account);
      for (const stored of only(await raw.rows("user"), { email: input.email })) sameFields(stored, input);
      assert.equal(Reflect.get({}, "polluted"), undefined, "every object is polluted");
      assert.deepEqual(Reflect.ownKeys(Object.prototype), own, "Object.prototype has other keys");
    } finally {
      Reflect.deleteProperty(Object.prototype, "polluted");
    }
  },
};
