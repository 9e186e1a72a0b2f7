/** Sessions: a token signs in exactly one user, for as long as it is stored, and its expiry is a real date. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { attempt, rejects, sameFields, sameRows } from "../expect.ts";
import { sessionChanges } from "./session-changes.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { sessionTokens } from "./session-tokens.ts";

export const sessions: CasesOf<"SES"> = {
  "SES-01": async ({ adapter, raw, given, sample }) => {
    const { id } = await given.user();
    const before = await raw.rows("session");
    const session = sample.session({ userId: id });
    const created = await adapter.createSession({ ...session });
    assert.equal(created?.sessionToken, session.sessionToken);
    assert.ok(created.expires instanceof Date, `expires is ${inspect(created.expires)}, which is not a Date`);
    assert.equal(created.expires.getTime(), session.expires.getTime());
    sameRows(await raw.rows("session"), [...before, session]);
  },

  "SES-02": async ({ adapter, raw, given, sample }) => {
    const full = await given.user();
    const bare = await given.user({ name: null, email: null, emailVerified: null, image: null });
    const before = await raw.rows("session");
    const created = [];
    for (const user of [full, bare]) {
      const session = sample.session({ userId: user.id });
      await adapter.createSession({ ...session });
      const found = await adapter.getSessionAndUser(session.sessionToken);
      sameFields(found?.session, session);
      sameFields(found?.user, user);
      created.push(session);
    }
    sameRows(await raw.rows("session"), [...before, ...created]);
  },

  "SES-03": async ({ adapter, given, sample }) => {
    const { id } = await given.user();
    const { sessionToken } = await given.session({ userId: id });
    assert.equal(await adapter.getSessionAndUser(sample.session({ userId: id }).sessionToken), null);
    assert.equal(await signedIn(adapter, sessionToken), id);
  },

  "SES-04": async ({ adapter, given, sample }) => {
    const { id } = await given.user();
    const stored = await given.session({ userId: id });
    const created = sample.session({ userId: id });
    await adapter.createSession({ ...created });
    for (const { sessionToken } of [stored, created]) {
      const found = await adapter.getSessionAndUser(sessionToken);
      assert.ok(found, "the session is not found");
      assert.equal(found.session.userId, found.user.id);
      assert.equal(found.user.id, id);
      assert.equal((await adapter.getUser(id))?.id, found.user.id);
    }
  },

  "SES-05": async ({ adapter, given }) => {
    const full = await given.user();
    const bare = await given.user({ name: null, email: null, emailVerified: null, image: null });
    for (const user of [full, bare]) {
      const { sessionToken } = await given.session({ userId: user.id });
      const found = await adapter.getSessionAndUser(sessionToken);
      const read = await adapter.getUser(user.id);
      sameFields(read, user);
      // Whatever either of them has, so also the fields that only the app knows.
      sameFields(found?.user, read, Object.keys({ ...found?.user, ...read }));
    }
  },

  "SES-06": async ({ adapter, given }) => {
    const user = await given.user();
    const session = await given.session({ userId: user.id });
    const found = await adapter.getSessionAndUser(session.sessionToken);
    sameFields(found?.user, user);
    sameFields(found?.session, session);
    const inUser = ["sessionToken", "userId", "expires"].filter((field) => found?.user[field] !== undefined);
    assert.deepEqual(inUser, [], "fields of the session in the user");
    const ofUser = ["name", "email", "emailVerified", "image"];
    const inSession = ofUser.filter((field) => found?.session[field] !== undefined);
    assert.deepEqual(inSession, [], "fields of the user in the session");
    // One inside of the other would leak as well.
    assert.ok(!inspect(found?.user, { depth: null }).includes(session.sessionToken), "the user tells the token");
    assert.ok(!inspect(found?.session, { depth: null }).includes(String(user.email)), "the session tells the e-mail");
    const { sessionToken } = await given.session({ userId: user.id });
    const another = await adapter.getSessionAndUser(sessionToken);
    sameFields(another?.user, user);
    // A table of sessions may have ids of its own; if two sessions have the same, it is the user's.
    if (found?.session.id !== undefined) assert.notEqual(another?.session.id, found.session.id);
  },

  "SES-07": async ({ adapter, raw, given, harness, sample }) => {
    const user = await given.user();
    const before = await raw.rows("session");
    const first = sample.session({ userId: user.id });
    const second = sample.session({ userId: user.id, expires: laterExpiry(harness) });
    const third = sample.session({ userId: user.id });
    for (const session of [first, second, third]) await adapter.createSession({ ...session });
    sameRows(await raw.rows("session"), [...before, first, second, third]);
    for (const session of [first, second, third]) {
      sameFields((await adapter.getSessionAndUser(session.sessionToken))?.session, session);
    }
    await adapter.deleteSession(second.sessionToken);
    sameRows(await raw.rows("session"), [...before, first, third]);
    assert.equal(await signedIn(adapter, second.sessionToken), null);
    for (const session of [first, third]) {
      sameFields((await adapter.getSessionAndUser(session.sessionToken))?.session, session);
    }
  },

  "SES-08": async ({ adapter, raw, given, harness, sample }) => {
    const [first, second] = [await given.user(), await given.user()];
    const { sessionToken } = await given.session({ userId: first.id });
    const created = sample.session({ userId: first.id });
    await adapter.createSession({ ...created });
    const before = await raw.rows("session");
    for (const taken of [sessionToken, created.sessionToken]) {
      for (const { id } of [second, first]) {
        const again = sample.session({ userId: id, sessionToken: taken, expires: laterExpiry(harness) });
        await rejects(() => adapter.createSession({ ...again }), "createSession with a taken token");
        sameRows(await raw.rows("session"), before);
        assert.equal(await signedIn(adapter, taken), first.id);
      }
    }
  },

  "SES-09": async ({ adapter, raw, harness, sample }) => {
    const users = await raw.rows("user");
    const session = sample.session({ userId: harness.freshUserId() });
    await attempt(() => adapter.createSession({ ...session }));
    assert.equal(await signedIn(adapter, session.sessionToken), null);
    sameRows(await raw.rows("user"), users);
  },

  "SES-10": async ({ adapter, raw, given, sample }) => {
    const { id } = await given.user();
    const before = await raw.rows("session");
    const { sessionToken, expires } = sample.session({ userId: id });
    for (const owner of [{ userId: undefined }, {}, { userId: null }]) {
      const ownerless = { sessionToken, expires, ...owner } as never;
      await rejects(() => adapter.createSession(ownerless), `createSession with ${inspect(owner)}`);
      sameRows(await raw.rows("session"), before);
      assert.equal(await signedIn(adapter, sessionToken), null);
    }
    await adapter.createSession({ sessionToken, expires, userId: id });
    assert.equal(await signedIn(adapter, sessionToken), id);
  },

  "SES-22": async ({ adapter, raw, given, harness, sample }) => {
    const { id } = await given.user();
    const owned = await given.session({ userId: id });
    const orphan = sample.session({ userId: harness.freshUserId() });
    await raw.insertOrphan("session", orphan);
    const found = await adapter.getSessionAndUser(orphan.sessionToken);
    assert.equal(found ?? null, null, "a session whose user is gone");
    assert.equal(await signedIn(adapter, owned.sessionToken), id);
  },

  ...sessionChanges,
  ...sessionTokens,
};
