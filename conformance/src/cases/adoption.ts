/** Adoption: what the official adapter wrote is ours without a migration, and what we write is still the other's. */
import assert from "node:assert/strict";
import { recordKeys } from "@mortise/adapter-kit";
import type { CasesOf } from "../context.ts";
import { attempt, only, rejects, sameFields, sameRows } from "../expect.ts";
import type { Row } from "../harness.ts";
import { inMinutes } from "../samples.ts";
import { keyOf, ownerOf, withoutTokens } from "./account-rows.ts";
import { type Adopted, adopts, createdBy, looksOf } from "./adoption-rows.ts";
import { mendsSchema } from "./adoption-schema.ts";
import { isSameKey, reportsDuplicates } from "./schema-rows.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { keyOf as tokenKeyOf } from "./token-rows.ts";
import { emailOf, fromEveryReader, isStored } from "./user-rows.ts";
import { works } from "./variants.ts";

export const adoption: CasesOf<"ADO"> = {
  "ADO-01": ({ harness }) =>
    adopts(harness, async (context) => {
      const { official, sameCall } = context;
      const adapter = sameCall();
      await works({ ...context, adapter });
      const ofTheirs = await createdBy(official, context);
      sameFields(await adapter.getUser(ofTheirs.id), ofTheirs);
      sameFields(await official.getUser(ofTheirs.id), ofTheirs);
      const ofOurs = await createdBy(adapter, context);
      await isStored(context.raw, ofOurs);
      sameFields(await official.getUser(ofOurs.id), ofOurs);
    }),

  "ADO-02": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official } = context;
      const full = await createdBy(official, context);
      const bare = await createdBy(official, context, { name: null, emailVerified: null, image: null });
      for (const user of [full, bare]) {
        await isStored(context.raw, user);
        const account = context.sample.account({ userId: user.id });
        await official.linkAccount({ ...account });
        sameFields(await adapter.getUserByAccount(keyOf(account)), user);
        for (const [reader, found] of Object.entries(
          await fromEveryReader(context, { id: user.id, email: emailOf(user) }),
        )) {
          assert.ok(found, `${reader} does not find the user`);
          sameFields(found, user);
        }
        const theirs = await official.getUser(user.id);
        sameFields(await adapter.getUser(user.id), theirs, Object.keys({ ...theirs }));
      }
      // Some official tables take no user without an e-mail.
      const nameless = await attempt(() => createdBy(official, context, { email: null }));
      if (nameless) sameFields(await adapter.getUser(nameless.id), nameless);
    }),

  "ADO-03": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official, raw, sample } = context;
      const grain = context.harness.traits.dateGrain;
      const user = await createdBy(official, context);
      const live = sample.session({ userId: user.id });
      const soon = sample.session({ userId: user.id, expires: inMinutes(1, grain) });
      const past = sample.session({ userId: user.id, expires: inMinutes(-1, grain) });
      for (const session of [live, soon, past]) await official.createSession({ ...session });
      for (const session of [live, soon]) {
        const found = await adapter.getSessionAndUser(session.sessionToken);
        sameFields(found?.session, session);
        sameFields(found?.user, user);
      }
      assert.equal(await signedIn(adapter, past.sessionToken), null, "an expired session signs in");
      const expires = laterExpiry(context.harness);
      await adapter.updateSession({ sessionToken: soon.sessionToken, expires });
      assert.deepEqual(only(await raw.rows("session"), { sessionToken: soon.sessionToken }), [{ ...soon, expires }]);
      await adapter.deleteSession(live.sessionToken);
      assert.deepEqual(only(await raw.rows("session"), { sessionToken: live.sessionToken }), []);
      assert.equal(await signedIn(adapter, soon.sessionToken), user.id);
    }),

  "ADO-04": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official, raw, sample } = context;
      const sent = sample.token();
      const { identifier, token } = sent;
      await official.createVerificationToken({ ...sent });
      const another = sample.token({ identifier });
      await official.createVerificationToken({ ...another });
      assert.equal(await adapter.useVerificationToken({ identifier, token: sample.token().token }), null);
      assert.deepEqual(await adapter.useVerificationToken({ identifier, token }), sent);
      assert.equal(await adapter.useVerificationToken({ identifier, token }), null, "the link works twice");
      assert.equal((await official.useVerificationToken({ identifier, token })) ?? null, null);
      assert.deepEqual(only(await raw.rows("verificationToken"), { identifier }), [another]);
      assert.deepEqual(await adapter.useVerificationToken(tokenKeyOf(another)), another);
    }),

  "ADO-05": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official, raw, sample } = context;
      const user = await createdBy(official, context);
      const full = sample.account({ userId: user.id });
      const bare = sample.account({ userId: user.id, provider: "gitlab", type: "oidc", ...withoutTokens });
      const { provider, providerAccountId, type, userId } = bare;
      await official.linkAccount({ ...full });
      await official.linkAccount({ provider, providerAccountId, type, userId });
      // The built-in providers whose profiles have a number as id: the official adapter was given it as it is.
      const number = 1_234_567_890;
      await official.linkAccount({ ...full, provider: "strava", providerAccountId: number as never });
      for (const account of [full, bare, { provider: "strava", providerAccountId: number }]) {
        const { provider, providerAccountId } = account;
        const theirs = await official.getUserByAccount({ provider, providerAccountId });
        assert.equal(theirs?.id, user.id, `the official adapter does not know its own account of ${provider}`);
        assert.equal(await ownerOf(adapter, account), user.id, `an account of ${provider} is nobody's`);
      }
      // Had the two another id, Auth.js would take the visitor for somebody else: OAuthAccountNotLinked.
      assert.equal((await adapter.getUserByEmail(emailOf(user)))?.id, user.id);
      // Nor does linking them again, which Auth.js never does on purpose, make them somebody else's, where the official
      // tables have a key that tells: that they lack one is what `verifySchema` is to say (ADO-10).
      const keys = (await raw.uniqueKeys?.("account")) ?? [recordKeys.account];
      if (!keys.some((key) => isSameKey(key, recordKeys.account))) return;
      const { id: other } = await createdBy(official, context);
      const before = await raw.rows("account");
      await rejects(() => adapter.linkAccount({ ...full, userId: other }), "linkAccount of an adopted account");
      sameRows(await raw.rows("account"), before);
      sameFields(only(before, keyOf(full))[0], full);
      const again = { ...full, userId: other, provider: "strava", providerAccountId: number as never };
      await attempt(() => adapter.linkAccount(again));
      for (const account of [full, again]) assert.equal(await ownerOf(adapter, account), user.id);
    }),

  "ADO-06": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official } = context;
      const passed = crypto.randomUUID();
      const theirs = await official.createUser({ ...context.sample.user(), id: passed });
      const ours = await createdBy(adapter, context);
      assert.equal(typeof ours.id, "string");
      // Where the official adapter takes what Auth.js passes, nothing dictates what an id looks like.
      if (String(theirs.id) !== passed) assert.equal(looksOf(ours.id), looksOf(String(theirs.id)), "the kind of id");
      for (const id of [String(theirs.id), ours.id]) {
        assert.equal((await adapter.getUser(id))?.id, id);
        assert.equal(String((await official.getUser(id))?.id), id);
        const account = context.sample.account({ userId: id });
        await adapter.linkAccount({ ...account });
        assert.equal(await ownerOf(adapter, account), id);
        assert.equal(String((await official.getUserByAccount(keyOf(account)))?.id), id);
      }
    }),

  "ADO-07": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official, sample } = context;
      const user = await createdBy(adapter, context);
      const { id: userId } = user;
      const account = sample.account({ userId });
      const session = sample.session({ userId });
      const passkey = sample.authenticator({ userId });
      const [token, another] = [sample.token(), sample.token()];
      await adapter.linkAccount({ ...account });
      await adapter.createSession({ ...session });
      await adapter.createAuthenticator({ ...passkey });
      for (const link of [token, another]) await adapter.createVerificationToken({ ...link });
      sameFields(await official.getUser(userId), user);
      sameFields(await official.getUserByEmail(emailOf(user)), user);
      sameFields(await official.getUserByAccount(keyOf(account)), user);
      const found = await official.getSessionAndUser(session.sessionToken);
      sameFields(found?.session, session);
      sameFields(found?.user, user);
      sameFields(await official.useVerificationToken(tokenKeyOf(token)), token);
      assert.equal(await adapter.useVerificationToken(tokenKeyOf(token)), null, "the link works twice");
      sameFields(await adapter.useVerificationToken(tokenKeyOf(another)), another);
      // Not every official adapter has the methods for passkeys.
      if ("getAuthenticator" in official) {
        sameFields(await official.getAuthenticator(passkey.credentialID), passkey);
        sameFields(await official.getAccount(account.providerAccountId, account.provider), account);
      }
      const changed = { ...user, name: "Grace" };
      await adapter.updateUser({ id: userId, name: "Grace" });
      const expires = laterExpiry(context.harness);
      await adapter.updateSession({ sessionToken: session.sessionToken, expires });
      const again = await official.getSessionAndUser(session.sessionToken);
      sameFields(again?.session, { ...session, expires });
      sameFields(again?.user, changed);
    }),

  "ADO-08": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official, raw, sample } = context;
      const [gone, kept] = [await createdBy(official, context), await createdBy(official, context)];
      const rowsOf = async ({ id: userId }: Row<"user">) => {
        const accounts = [sample.account({ userId }), sample.account({ userId, provider: "gitlab" })];
        const sessions = [sample.session({ userId }), sample.session({ userId })];
        for (const account of accounts) await official.linkAccount({ ...account });
        for (const session of sessions) await official.createSession({ ...session });
        if ("createAuthenticator" in official) await official.createAuthenticator(sample.authenticator({ userId }));
        return { accounts, sessions };
      };
      const [ofGone, ofKept] = [await rowsOf(gone), await rowsOf(kept)];
      const passkeys = (await raw.rows("authenticator")).length;
      await adapter.deleteUser(gone.id);
      assert.deepEqual(only(await raw.rows("user"), { id: gone.id }), []);
      for (const record of ["account", "session", "authenticator"] as const) {
        assert.deepEqual(only<object>(await raw.rows(record), { userId: gone.id }), [], `the ${record} is left`);
      }
      for (const { sessionToken } of ofGone.sessions) {
        assert.equal((await official.getSessionAndUser(sessionToken)) ?? null, null);
        assert.equal(await signedIn(adapter, sessionToken), null);
      }
      for (const account of ofGone.accounts) {
        assert.equal((await official.getUserByAccount(keyOf(account))) ?? null, null);
        assert.equal(await ownerOf(adapter, account), null);
      }
      await isStored(raw, kept);
      for (const { sessionToken } of ofKept.sessions) assert.equal(await signedIn(adapter, sessionToken), kept.id);
      for (const account of ofKept.accounts) assert.equal(await ownerOf(adapter, account), kept.id);
      const left = (await raw.rows("authenticator")).length;
      assert.equal(left, "createAuthenticator" in official ? passkeys - 1 : passkeys);
    }),

  "ADO-09": ({ harness }) =>
    adopts(harness, async (context) => {
      const { adapter, official, raw } = context;
      const user = await createdBy(official, context);
      const old = emailOf(user);
      const changed = { ...user, email: `new.${old}` };
      sameFields(await adapter.updateUser({ id: user.id, email: changed.email }), changed);
      await isStored(raw, changed);
      for (const each of [adapter, official]) {
        assert.equal((await each.getUserByEmail(old)) ?? null, null, "the old address is somebody's");
        assert.equal((await each.getUserByEmail(changed.email))?.id, user.id);
      }
      const next = await createdBy(adapter, context, { email: old });
      assert.notEqual(next.id, user.id);
      sameFields(await adapter.getUserByEmail(old), next);
      await isStored(raw, changed);
    }),

  "ADO-10": async ({ harness }) => {
    await adopts(harness, mendsSchema);
    await adopts(harness, mendsSchema, { isBare: true });
  },

  "ADO-11": ({ harness }) => adopts(harness, reportsDuplicates, { isBare: true }),

  "ADO-12": ({ harness }) => {
    const user = { role: { kind: "string", default: "member" }, logins: { kind: "number" } } as const;
    const work = async (context: Adopted) => {
      const { adapter, official, raw } = context;
      const theirs = await createdBy(official, context, { logins: 7 });
      const adopted = { ...theirs, role: "member", logins: 7 };
      await isStored(raw, adopted);
      for (const found of Object.values(await fromEveryReader(context, { id: theirs.id, email: emailOf(theirs) }))) {
        sameFields(found, adopted);
      }
      const changed = { ...adopted, role: "admin", logins: 8 };
      sameFields(await adapter.updateUser({ id: theirs.id, role: "admin", logins: 8 }), changed);
      await isStored(raw, changed);
      sameFields(await official.getUser(theirs.id), changed);
      const ours = await createdBy(adapter, context, { role: "editor", logins: 0 });
      await isStored(raw, ours);
      sameFields(await official.getUser(ours.id), ours);
      const plain = await createdBy(adapter, context);
      await isStored(raw, { ...plain, role: "member", logins: null });
    };
    return adopts(harness, work, { fields: { user } });
  },
};
