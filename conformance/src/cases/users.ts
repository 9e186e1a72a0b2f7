/** Users: what is stored is what was given, an e-mail is one person's, and every reader answers the same. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { attempt, caseLookAlike, keepsApart, lookAlikes, only, rejects, sameFields } from "../expect.ts";
import { userChanges } from "./user-changes.ts";
import { emailOf, fromEveryReader, isStored, rowNamed, storesWithoutEmail } from "./user-rows.ts";

export const users: CasesOf<"USR"> = {
  "USR-01": async ({ adapter, raw, sample }) => {
    const { id: _, ...input } = sample.user();
    const created = await adapter.createUser({ ...input });
    sameFields(created, input);
    assert.deepEqual(await rowNamed(raw, input.name), { ...input, id: created.id });
    const read = await adapter.getUser(created.id);
    assert.ok(read !== null, "getUser does not find the user that createUser returned");
    // Also the columns that only the app knows, which the database may have filled.
    sameFields(created, read, Object.keys({ ...created, ...read }));
  },

  "USR-02": async ({ adapter, raw, sample }) => {
    const emails = [emailOf(sample.user()), emailOf(sample.user())];
    const ids = new Set<string>();
    for (const email of emails) {
      const { id } = await adapter.createUser({ email });
      assert.equal(typeof id, "string");
      assert.notEqual(id, "");
      ids.add(id);
      const expected = { id, name: null, email, emailVerified: null, image: null };
      assert.deepEqual(only(await raw.rows("user"), { email }), [expected]);
    }
    assert.equal(ids.size, 2, "two users have one id");
  },

  "USR-03": async ({ adapter, raw, sample }) => {
    const input = sample.user({ id: crypto.randomUUID(), emailVerified: null });
    const { id } = await adapter.createUser({ ...input });
    assert.equal(typeof id, "string");
    assert.deepEqual(await rowNamed(raw, input.name), { ...input, id });
    assert.equal((await adapter.getUser(id))?.id, id);
    if (id !== input.id) assert.equal(await adapter.getUser(input.id), null, "the id passed in finds a user as well");
  },

  "USR-04": async (context) => {
    const { adapter, raw, sample } = context;
    for (const missing of [{}, { emailVerified: undefined }]) {
      const { id: _, emailVerified: __, ...input } = sample.user();
      const created = await adapter.createUser({ ...input, ...missing });
      assert.equal(created.emailVerified, null, "createUser's emailVerified");
      const row = await rowNamed(raw, input.name);
      assert.deepEqual(row, { ...input, emailVerified: null, id: created.id });
      for (const [reader, user] of Object.entries(
        await fromEveryReader(context, { id: row.id, email: emailOf(row) }),
      )) {
        assert.equal(user?.emailVerified, null, `${reader}'s emailVerified`);
      }
    }
  },

  "USR-05": async (context) => {
    const { adapter, raw, sample } = context;
    const input = sample.user({ id: crypto.randomUUID(), emailVerified: null });
    const created = await adapter.createUser({ ...input });
    assert.equal(created.emailVerified, null, "createUser's emailVerified");
    const row = await rowNamed(raw, input.name);
    assert.deepEqual(row, { ...input, id: created.id });
    for (const [reader, user] of Object.entries(await fromEveryReader(context, { id: row.id, email: emailOf(row) }))) {
      assert.equal(user?.emailVerified, null, `${reader}'s emailVerified`);
    }
  },

  "USR-06": async ({ adapter, raw, sample }) => {
    const { email, emailVerified } = sample.user();
    const created = await adapter.createUser({ id: crypto.randomUUID(), email, emailVerified });
    const expected = { id: created.id, name: null, email, emailVerified, image: null };
    sameFields(created, expected);
    sameFields(await adapter.getUser(created.id), expected);
    assert.deepEqual(only(await raw.rows("user"), { email }), [expected]);
  },

  "USR-07": (context) => storesWithoutEmail(context, undefined),

  "USR-08": async ({ adapter, raw, given, sample }) => {
    const before = await given.user({ email: null });
    const [first, second] = [sample.user({ email: null }), sample.user({ email: null })];
    const ids = new Set([before.id]);
    for (const { name, image } of [first, second]) {
      const { id } = await adapter.createUser({ name, email: undefined, emailVerified: null, image });
      ids.add(id);
      assert.deepEqual(await rowNamed(raw, name), { id, name, email: null, emailVerified: null, image });
    }
    assert.equal(ids.size, 3, "two users have one id");
    await isStored(raw, before);
    assert.equal((await rowNamed(raw, first.name)).image, first.image, "the second user changed the first");
    for (const id of ids) assert.equal((await adapter.getUser(id))?.id, id);
  },

  "USR-09": async (context) => {
    await storesWithoutEmail(context, null);
    // A unique column lets the first `null` in whatever it makes of it; the second one shows.
    await storesWithoutEmail(context, null);
    await storesWithoutEmail(context, undefined);
  },

  "USR-10": async (context) => {
    const { adapter, given } = context;
    await storesWithoutEmail(context, undefined);
    await storesWithoutEmail(context, null);
    for (const email of ["undefined", "null"]) assert.equal(await adapter.getUserByEmail(email), null);
    const found = await given.user({ email: "undefined" });
    assert.equal((await adapter.getUserByEmail("undefined"))?.id, found.id);
  },

  "USR-11": async ({ adapter, raw, given, sample }) => {
    const first = await given.user();
    const { id: _, ...second } = sample.user({ email: first.email });
    await rejects(() => adapter.createUser(second), "createUser with a taken e-mail");
    assert.deepEqual(only(await raw.rows("user"), { email: first.email }), [first]);
    assert.deepEqual(only(await raw.rows("user"), { name: second.name }), [], "the second user is stored");
    const created = await adapter.createUser({ ...second, email: emailOf(sample.user()) });
    await rejects(() => adapter.createUser({ email: created.email }), "createUser with a taken e-mail");
    assert.equal(only(await raw.rows("user"), { email: created.email }).length, 1);
  },

  "USR-12": async ({ adapter, raw, sample }) => {
    const { id: _, ...input } = sample.user();
    const { id } = await adapter.createUser({ ...input });
    const first = { ...input, id };
    const second = sample.user({ id: crypto.randomUUID(), email: input.email, emailVerified: null });
    await rejects(() => adapter.createUser(second), "createUser with a taken e-mail");
    sameFields(await adapter.getUserByEmail(emailOf(first)), first);
    assert.deepEqual(only(await raw.rows("user"), { email: input.email }), [first]);
  },

  "USR-13": async ({ adapter, raw, given, sample }) => {
    const existing = await given.user();
    const sameEmail = await attempt(() => adapter.createUser(sample.user({ email: existing.email })));
    assert.notEqual(sameEmail?.id, existing.id, "createUser returns the user who has the e-mail");
    await isStored(raw, existing);

    const sameId = sample.user({ id: existing.id });
    const created = await attempt(() => adapter.createUser({ ...sameId }));
    assert.notEqual(created?.id, existing.id, "createUser returns the user who has the id");
    await isStored(raw, existing);
    const stored = created === null ? [] : [{ ...sameId, id: created.id }];
    assert.deepEqual(only(await raw.rows("user"), { email: sameId.email }), stored);
  },

  "USR-14": async ({ adapter, harness, given }) => {
    const { id } = await given.user();
    assert.equal(await adapter.getUser(harness.freshUserId()), null);
    assert.equal((await adapter.getUser(id))?.id, id);
  },

  "USR-15": async ({ adapter, given }) => {
    const full = await given.user();
    const bare = await given.user({ name: null, email: null, emailVerified: null, image: null });
    sameFields(await adapter.getUser(full.id), full);
    sameFields(await adapter.getUser(bare.id), bare);
  },

  "USR-16": async ({ adapter, given, sample }) => {
    assert.equal(await adapter.getUserByEmail(emailOf(sample.user())), null);
    await keepsApart(
      lookAlikes,
      async (email) => (await given.user({ email })).id,
      async (email) => {
        const user = await adapter.getUserByEmail(email);
        return user ? user.id : user;
      },
    );
    // Writes through the adapter: letters may be folded, if that is done on both sides.
    const { key, other } = caseLookAlike;
    const { id } = await adapter.createUser({ email: key });
    assert.equal((await adapter.getUserByEmail(key))?.id, id);
    const found = await adapter.getUserByEmail(other);
    if (found === null) return;
    assert.equal(found.id, id);
    await rejects(() => adapter.createUser({ email: other }), "createUser with an e-mail that a lookup finds");
  },

  "USR-17": async ({ adapter, given }) => {
    const stored = await given.user();
    const byEmail = await adapter.getUserByEmail(emailOf(stored));
    sameFields(byEmail, stored);
    const byId = await adapter.getUser(stored.id);
    sameFields(byEmail, byId, Object.keys({ ...byEmail, ...byId }));
  },

  "USR-18": async (context) => {
    const { adapter, given, sample } = context;
    const { id: _, ...input } = sample.user();
    const { id } = await adapter.createUser({ ...input });
    assert.equal(typeof id, "string");
    const { sessionToken } = await given.session({ userId: id });
    const read = await adapter.getSessionAndUser(sessionToken);
    assert.equal(read?.session.userId, id, "session.userId is not createUser's id");
    const { email } = input;
    for (const [reader, user] of Object.entries(await fromEveryReader(context, { id, email: String(email) }))) {
      assert.equal(user?.id, id, `${reader}'s id is not createUser's`);
    }
  },

  "USR-19": async ({ adapter, given, sample }) => {
    const { id: _, ...input } = sample.user();
    const created = await adapter.createUser({ ...input });
    const stored = await given.user();
    for (const { id } of [created, stored]) {
      // Auth.js writes `user.id?.toString()` into the token, which is text.
      const { sub } = JSON.parse(JSON.stringify({ sub: String(id) }));
      assert.equal((await adapter.getUser(sub))?.id, id);
    }
    sameFields(await adapter.getUser(String(created.id)), input);
  },

  ...userChanges,
};
