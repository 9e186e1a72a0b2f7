/** Interface and wiring: what Auth.js does to the adapter object, to arguments and to results. */
import assert from "node:assert/strict";
import type { AccountInput, RecordName, Records } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields, sameRows } from "../expect.ts";
import type { RawPath } from "../harness.ts";
import { classicMethods, detachedFrom, implemented, on, tryEach, webAuthnMethods } from "./each-method.ts";
import { providerMixes, start } from "./provider-mixes.ts";
import { emailOf } from "./user-rows.ts";

export const wiring: CasesOf<"INT"> = {
  "INT-01": async (context) => {
    const { adapter } = context;
    const names = implemented(adapter);
    const keys = Object.keys(adapter);
    assert.deepEqual(
      names.filter((name) => !keys.includes(name)),
      [],
      "methods that Object.keys does not list",
    );
    // What `@auth/core` does with an adapter on every request.
    const call = detachedFrom(adapter);
    const rewrapped = Object.fromEntries(
      keys.map((name) => [name, async (...args: unknown[]) => await call(name, args)]),
    );
    await tryEach(context, names, on(rewrapped));
  },

  "INT-02": async (context) => {
    await tryEach(context, implemented(context.adapter), detachedFrom(context.adapter));
  },

  "INT-03": async ({ adapter }) => {
    for (const name of classicMethods) assert.equal(typeof Reflect.get(adapter, name), "function", name);
  },

  "INT-04": async ({ adapter }) => {
    for (const name of webAuthnMethods) assert.equal(typeof Reflect.get(adapter, name), "function", name);
  },

  "INT-05": async ({ adapter }) => {
    for (const mix of providerMixes) {
      assert.deepEqual(await start(mix, adapter), { status: 200, errors: [], missesMethods: false }, mix.name);
      if (mix.needs === undefined) continue;
      const { [mix.needs]: _, ...rest } = adapter;
      const refused = await start(mix, rest);
      assert.equal(refused.missesMethods, true, `${mix.name}: Auth() does not miss ${mix.needs}`);
      assert.equal(refused.status, 500, mix.name);
    }
  },

  "INT-06": async (context) => {
    await tryEach(context, implemented(context.adapter), on(context.adapter), spread);
  },

  "INT-07": async ({ adapter, given }) => {
    const user = await given.user();
    const session = await given.session({ userId: user.id });
    const account = await given.account({ userId: user.id });
    const authenticator = await given.authenticator({ userId: user.id });
    const { providerAccountId, provider } = account;
    const { credentialID } = authenticator;
    const throughJson = (value: unknown) => JSON.parse(JSON.stringify(value));

    const read = throughJson(await adapter.getSessionAndUser(session.sessionToken));
    sameFields(read.session, throughJson(session));
    sameFields(read.user, throughJson(user));
    for (const found of [
      await adapter.getUser(user.id),
      await adapter.getUserByEmail(emailOf(user)),
      await adapter.getUserByAccount({ provider, providerAccountId }),
    ]) {
      sameFields(throughJson(found), throughJson(user));
    }
    sameFields(throughJson(await adapter.getAccount(providerAccountId, provider)), throughJson(account));
    sameFields(throughJson(await adapter.getAuthenticator(credentialID)), throughJson(authenticator));
    const [listed] = throughJson(await adapter.listAuthenticatorsByUserId(user.id));
    sameFields(listed, throughJson(authenticator));
  },

  "INT-08": async (context) => {
    const { adapter } = context;
    const call = on(adapter);
    // Also as they are: a failed attempt to change what is frozen need not show.
    for (const hold of [deepFreeze, <T>(value: T) => value]) {
      await tryEach(context, implemented(adapter), async (name, args) => {
        const before = structuredClone(args);
        const result = await call(name, hold(args));
        assert.deepEqual(args, before, "the arguments are not what they were");
        return result;
      });
    }
  },

  "INT-09": async (context) => {
    const { adapter, raw } = context;
    const before = await everything(raw);
    const results: unknown[] = [];
    await tryEach(context, implemented(adapter), on(adapter), (result) => {
      results.push(result);
      return result;
    });
    const stored = await everything(raw);
    for (const result of results) spoil(result);

    const after = await everything(raw);
    for (const record of records) sameRows<object>(after[record], stored[record]);
    await readsAll(context, stored);
    const had = new Set(before.verificationToken.map(({ token }) => token));
    const made = stored.verificationToken.filter(({ token }) => !had.has(token));
    assert.notEqual(made.length, 0, "no verification token was made");
    for (const { expires: _, ...key } of made) {
      const [row] = only(stored.verificationToken, key);
      sameFields(await adapter.useVerificationToken(key), Object(row));
    }
  },

  "INT-10": async (context) => {
    const { adapter, harness } = context;
    for (const name of ["getUser", "createSession"] as const) {
      const calls: unknown[][] = [];
      const override = (...args: unknown[]) => {
        calls.push(args);
        return on(adapter)(name, args);
      };
      await tryEach(context, implemented(adapter), on({ ...adapter, [name]: override }));
      assert.equal(calls.length, 1, `the override of ${name} is not called`);
    }

    // An adapter of its own: what is frozen stays so for the cases that follow.
    const second = await harness.openSecond();
    try {
      const frozen = Object.freeze(second.adapter);
      await tryEach(context, implemented(frozen), on(frozen));
    } finally {
      await second.close();
    }
  },

  "INT-11": async (context) => {
    const { adapter, raw, given, sample } = context;
    const wrapped = {
      ...adapter,
      linkAccount: ({ "not-before-policy": _, ...account }: AccountInput & { "not-before-policy"?: number }) =>
        adapter.linkAccount(account),
    };
    const user = await given.user();
    const account = sample.account({ userId: user.id });
    const key = { provider: account.provider, providerAccountId: account.providerAccountId };
    assert.equal(await wrapped.getUserByAccount(key), null);
    await wrapped.linkAccount({ ...account, "not-before-policy": 0 });
    assert.deepEqual(only(await raw.rows("account"), key), [account]);
    sameFields(await wrapped.getUserByAccount(key), user);
    await tryEach(context, implemented(adapter), on(wrapped));
  },
};

const records: readonly RecordName[] = ["user", "account", "session", "verificationToken", "authenticator"];

type Everything = { readonly [R in RecordName]: Records[R][] };

/** All rows there are, as copies: a second path may hand out the rows themselves. */
async function everything(raw: RawPath): Promise<Everything> {
  return structuredClone({
    user: await raw.rows("user"),
    account: await raw.rows("account"),
    session: await raw.rows("session"),
    verificationToken: await raw.rows("verificationToken"),
    authenticator: await raw.rows("authenticator"),
  });
}

/** Every reader of the adapter answers these rows, which are all that are stored. */
async function readsAll({ adapter }: CaseContext, stored: Everything): Promise<void> {
  const owner = (userId: string) => Object(only(stored.user, { id: userId })[0]);
  for (const user of stored.user) {
    sameFields(await adapter.getUser(user.id), user);
    sameFields(await adapter.getUserByEmail(emailOf(user)), user);
    const listed = await adapter.listAuthenticatorsByUserId(user.id);
    assert.equal(listed.length, only(stored.authenticator, { userId: user.id }).length);
  }
  for (const account of stored.account) {
    const { provider, providerAccountId } = account;
    sameFields(await adapter.getUserByAccount({ provider, providerAccountId }), owner(account.userId));
    sameFields(await adapter.getAccount(providerAccountId, provider), account);
  }
  for (const session of stored.session) {
    const read = await adapter.getSessionAndUser(session.sessionToken);
    sameFields(read?.session, session);
    sameFields(read?.user, owner(session.userId));
  }
  for (const authenticator of stored.authenticator) {
    const { credentialID, userId } = authenticator;
    sameFields(await adapter.getAuthenticator(credentialID), authenticator);
    sameFields(only(await adapter.listAuthenticatorsByUserId(userId), { credentialID })[0], authenticator);
  }
}

/** The value with every object in it spread, as Auth.js spreads results; what does not survive that is gone. */
function spread(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(spread);
  return Object.fromEntries(Object.entries({ ...value }).map(([field, inner]) => [field, spread(inner)]));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

/** Overwrites whatever of a result can be overwritten. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Date) {
    value.setTime(0);
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === "object" && inner !== null) spoil(inner);
    else Reflect.set(value, field, "spoiled");
  }
  if (Array.isArray(value)) value.length = 0;
}
