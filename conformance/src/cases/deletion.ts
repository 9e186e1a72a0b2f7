/** Deletion: all of a user goes and nothing of anybody else, and what was left behind by hand signs nobody in. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { RecordName } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { attempt, everyRow, only, sameFields, sameRows } from "../expect.ts";
import type { RawPath, Row } from "../harness.ts";
import { need } from "../needs.ts";
import { keyOf, ownerOf } from "./account-rows.ts";
import { named } from "./hostile-places.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { emailOf } from "./user-rows.ts";

/** A user, and what belongs to them. */
interface Belongings {
  readonly user: Row<"user">;
  readonly sessions: readonly Row<"session">[];
  readonly accounts: readonly Row<"account">[];
}

export const deletion: CasesOf<"DEL"> = {
  "DEL-01": async ({ adapter, raw, given, sample }) => {
    const before = await raw.rows("user");
    const stored = await given.user();
    const { id: _, ...input } = sample.user();
    const { id } = await adapter.createUser({ ...input });
    for (const user of [stored, { ...input, id }]) {
      assert.equal((await adapter.getUser(user.id))?.id, user.id);
      assert.equal((await adapter.getUserByEmail(String(user.email)))?.id, user.id);
      await adapter.deleteUser(user.id);
      assert.equal(await adapter.getUser(user.id), null);
      assert.equal(await adapter.getUserByEmail(String(user.email)), null);
    }
    sameRows(await raw.rows("user"), before);
  },

  "DEL-02": async ({ adapter, raw, given, sample }) => {
    const { id: userId } = await given.user();
    const before = await raw.rows("session");
    const stored = [await given.session({ userId }), await given.session({ userId })];
    const created = sample.session({ userId });
    await adapter.createSession({ ...created });
    for (const { sessionToken } of [...stored, created]) assert.equal(await signedIn(adapter, sessionToken), userId);
    await adapter.deleteUser(userId);
    for (const { sessionToken } of [...stored, created]) assert.equal(await signedIn(adapter, sessionToken), null);
    sameRows(await raw.rows("session"), before);
  },

  "DEL-03": async ({ adapter, raw, given, sample }) => {
    const { id: userId } = await given.user();
    const before = await raw.rows("account");
    const stored = await given.account({ userId, provider: "gitlab" });
    const created = sample.account({ userId });
    await adapter.linkAccount({ ...created });
    for (const account of [stored, created]) assert.equal(await ownerOf(adapter, account), userId);
    await adapter.deleteUser(userId);
    sameRows(await raw.rows("account"), before);
    const heir = await given.user();
    for (const account of [stored, created]) {
      assert.equal(await ownerOf(adapter, account), null);
      await adapter.linkAccount({ ...account, userId: heir.id });
      sameFields(await adapter.getUserByAccount(keyOf(account)), heir);
    }
  },

  "DEL-04": async ({ adapter, raw, given, sample }) => {
    const { id: userId } = await given.user();
    const before = await raw.rows("authenticator");
    const stored = await given.authenticator({ userId });
    const created = sample.authenticator({ userId });
    await adapter.createAuthenticator({ ...created });
    assert.equal((await adapter.listAuthenticatorsByUserId(userId)).length, 2);
    await adapter.deleteUser(userId);
    sameRows(await raw.rows("authenticator"), before);
    for (const { credentialID } of [stored, created]) assert.equal(await adapter.getAuthenticator(credentialID), null);
    assert.deepEqual(await adapter.listAuthenticatorsByUserId(userId), []);
  },

  "DEL-05": async ({ adapter, raw, given }) => {
    const before = await everyRow(raw);
    const full = await given.user();
    const bare = await given.user({ name: null, email: null, emailVerified: null, image: null });
    for (const { id } of [full, bare]) {
      await adapter.deleteUser(id);
      assert.equal(await adapter.getUser(id), null);
    }
    assert.deepEqual(await everyRow(raw), before);
  },

  "DEL-06": async ({ adapter, raw, given, sample }) => {
    const { id: userId } = await given.user();
    const before = await raw.rows("session");
    const stored = Array.from({ length: 10 }, () => given.session({ userId }));
    const created = Array.from({ length: 20 }, () => sample.session({ userId }));
    await Promise.all(created.map((session) => adapter.createSession({ ...session })));
    const sessions = [...(await Promise.all(stored)), ...created];
    assert.equal((await raw.rows("session")).length, before.length + sessions.length);
    await adapter.deleteUser(userId);
    sameRows(await raw.rows("session"), before);
    const owners = await Promise.all(sessions.map(({ sessionToken }) => signedIn(adapter, sessionToken)));
    assert.deepEqual(
      owners,
      sessions.map(() => null),
    );
  },

  "DEL-07": async ({ adapter, raw, given, sample }) => {
    const stored = await given.user();
    const { id: _, ...input } = sample.user();
    const created = await adapter.createUser({ ...input });
    for (const { id, email } of [stored, { ...input, id: created.id }]) {
      assert.equal((await adapter.getUserByEmail(String(email)))?.id, id);
      await adapter.deleteUser(id);
      const again = await adapter.createUser({ email, name: "Grace" });
      assert.notEqual(again.id, id);
      const user = { id: again.id, name: "Grace", email, emailVerified: null, image: null };
      assert.deepEqual(only(await raw.rows("user"), { email }), [user]);
      sameFields(await adapter.getUserByEmail(String(email)), user);
      assert.equal(await adapter.getUser(id), null);
    }
  },

  "DEL-08": async (context) => {
    const { adapter, raw, given, harness } = context;
    await belongings(context);
    const before = await everyRow(raw);
    await adapter.deleteUser(harness.freshUserId());
    assert.deepEqual(await everyRow(raw), before);
    const { id } = await given.user();
    for (const time of ["the first", "the second"]) {
      await adapter.deleteUser(id);
      assert.deepEqual(await everyRow(raw), before, `after ${time} time`);
    }
  },

  "DEL-09": async (context) => {
    const { adapter, raw, given } = context;
    const others = [await belongings(context), await belongings(context)];
    for (const { user } of others) await given.token({ identifier: emailOf(user) });
    const before = await everyRow(raw);
    const { user } = await belongings(context);
    await adapter.deleteUser(user.id);
    assert.deepEqual(await everyRow(raw), before);
    for (const other of others) {
      const { id } = other.user;
      assert.equal((await adapter.getUserByEmail(emailOf(other.user)))?.id, id);
      for (const { sessionToken } of other.sessions) assert.equal(await signedIn(adapter, sessionToken), id);
      for (const account of other.accounts) assert.equal(await ownerOf(adapter, account), id);
    }
  },

  "DEL-10": async (context) => {
    const refuseDeletes = need(context.raw.refuseDeletes, "way to make the database refuse deletes");
    for (const record of ["session", "account", "authenticator", "user"] as const) {
      await leavesNoHalf(context, record, refuseDeletes);
    }
  },

  "DEL-11": async ({ adapter, raw, given, harness, sample }) => {
    const { id } = await given.user();
    const owned = await given.account({ userId: id });
    const orphan = sample.account({ userId: harness.freshUserId() });
    await raw.insertOrphan("account", orphan);
    assert.equal(await adapter.getUserByAccount(keyOf(orphan)), null, "an account whose user is gone");
    assert.equal(await adapter.getUser(orphan.userId), null);
    assert.equal(await ownerOf(adapter, owned), id);
  },

  "DEL-12": async ({ adapter, raw, given, harness, sample }) => {
    const { id } = await given.user();
    const owned = await given.session({ userId: id });
    const orphan = sample.session({ userId: harness.freshUserId() });
    await raw.insertOrphan("session", orphan);
    assert.equal(await adapter.getSessionAndUser(orphan.sessionToken), null, "a session whose user is gone");
    await attempt(() => adapter.updateSession({ sessionToken: orphan.sessionToken, expires: laterExpiry(harness) }));
    assert.equal(
      await adapter.getSessionAndUser(orphan.sessionToken),
      null,
      "a session that was extended without a user",
    );
    assert.equal(await signedIn(adapter, owned.sessionToken), id);
  },
};

/** Stores a user with two of everything. */
async function belongings({ given }: CaseContext): Promise<Belongings> {
  const user = await given.user();
  const owned = { userId: user.id };
  const accounts = [await given.account(owned), await given.account({ ...owned, provider: "gitlab" })];
  const sessions = [await given.session(owned), await given.session(owned)];
  for (const { providerAccountId } of accounts) await given.authenticator({ ...owned, providerAccountId });
  return { user, sessions, accounts };
}

/** A deletion that the database does not let through leaves nothing behind that signs in, blocks or misleads. */
async function leavesNoHalf(
  context: CaseContext,
  record: RecordName,
  refuseDeletes: NonNullable<RawPath["refuseDeletes"]>,
): Promise<void> {
  const { adapter, raw, given } = context;
  const heir = await given.user();
  const others = await everyRow(raw);
  const { user, sessions, accounts } = await belongings(context);
  const before = await everyRow(raw);
  const when = `when no ${record} can be deleted`;
  const lift = await refuseDeletes(record);
  let isDone = false;
  try {
    isDone = (await attempt(async () => adapter.deleteUser(user.id).then(() => true))) ?? false;
  } finally {
    await lift();
  }

  const isUntouched = isDeepStrictEqual(await everyRow(raw), before);
  const isThere = (await adapter.getUser(user.id)) !== null;
  assert.ok(!(isDone && isThere), `deleteUser resolves and the user is there ${when}`);
  for (const { sessionToken } of sessions) {
    const owner = await signedIn(adapter, sessionToken);
    assert.ok(isUntouched || owner === null, `a session of a user who is half deleted signs in ${when}`);
  }
  for (const account of accounts) {
    const owner = await ownerOf(adapter, account);
    if (owner !== null) {
      assert.ok(isThere && owner === user.id, `an account signs somebody else in ${when}`);
      continue;
    }
    await named(`an account that is nobody's cannot be linked ${when}`, () =>
      adapter.linkAccount({ ...account, userId: heir.id }),
    );
    assert.equal(await ownerOf(adapter, account), heir.id, `who owns an account that was linked again ${when}`);
    await adapter.unlinkAccount(keyOf(account));
  }
  await adapter.deleteUser(user.id);
  assert.deepEqual(await everyRow(raw), others, `deleteUser, again, after it failed ${when}`);
}
