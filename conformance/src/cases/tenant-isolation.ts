/** Two tenants in one database: neither finds, changes or removes what is the other's, though their keys are the same. */
import assert from "node:assert/strict";
import { type CasesOf, contextOf } from "../context.ts";
import { attempt, everyRow, sameFields, sameRows } from "../expect.ts";
import { need } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { keyOf, ownerOf } from "./account-rows.ts";
import { signedIn } from "./session-rows.ts";
import { fill, isolated, withTenants } from "./tenant-rows.ts";
import { keyOf as tokenKeyOf } from "./token-rows.ts";
import { emailOf, isStored } from "./user-rows.ts";
import { holds, records, withVariant } from "./variants.ts";

type Isolation = "TEN-01" | "TEN-02" | "TEN-03" | "TEN-04" | "TEN-05" | "TEN-06";

export const tenantIsolation: Pick<CasesOf<"TEN">, Isolation> = {
  "TEN-01": ({ harness, given }) =>
    withTenants(harness, async (a, b) => {
      const outside = await given.user();
      assert.equal(await a.adapter.getUserByEmail(emailOf(outside)), null, "A knows an e-mail from outside");
      assert.equal(await a.adapter.getUser(outside.id), null, "A knows an id from outside");
      const { id: _, ...inA } = a.sample.user();
      const { id: __, ...inB } = b.sample.user({ email: inA.email });
      const email = String(inA.email);
      const ofA = { ...inA, id: (await a.adapter.createUser({ ...inA })).id };
      assert.equal(await b.adapter.getUserByEmail(email), null, "B knows an e-mail of A");
      assert.equal(await harness.adapter.getUserByEmail(email), null, "who has no prefix knows an e-mail of A");
      // Where the database counts ids up, the same id may be somebody's in either.
      assert.equal(await b.adapter.getUser(ofA.id), null, "B knows an id of A");
      const ofB = { ...inB, id: (await b.adapter.createUser({ ...inB })).id };
      sameFields(await a.adapter.getUserByEmail(email), ofA);
      sameFields(await b.adapter.getUserByEmail(email), ofB);
      assert.deepEqual(await a.raw.rows("user"), [ofA]);
      assert.deepEqual(await b.raw.rows("user"), [ofB]);

      const stored = await a.given.user();
      await b.given.user({ id: stored.id, email: stored.email });
      const { id } = stored;
      const changed = await b.adapter.updateUser({ id, name: "Grace", email: "grace@example.com" });
      assert.equal(changed.name, "Grace");
      await isStored(a.raw, stored);
      sameFields(await a.adapter.getUser(id), stored);
      sameFields(await a.adapter.getUserByEmail(emailOf(stored)), stored);
      assert.equal(await a.adapter.getUserByEmail("grace@example.com"), null);
      assert.equal(await b.adapter.getUserByEmail(emailOf(stored)), null);
    }),

  "TEN-02": ({ harness, raw, given }) =>
    withTenants(harness, async (a, b) => {
      const outside = await given.session({ userId: (await given.user()).id });
      const sent = await given.token();
      const rows = await everyRow(raw);
      assert.equal(await signedIn(a.adapter, outside.sessionToken), null, "A knows a session from outside");
      await a.adapter.deleteSession(outside.sessionToken);
      assert.equal(await a.adapter.useVerificationToken(tokenKeyOf(sent)), null, "A takes a token from outside");
      await holds(raw, rows, "what is outside");
      const { id } = await a.given.user();
      await b.given.user({ id });
      const session = a.sample.session({ userId: id });
      const { sessionToken } = session;
      await a.adapter.createSession({ ...session });
      const link = a.sample.token();
      await a.adapter.createVerificationToken({ ...link });
      const before = await everyRow(a.raw);
      assert.equal(await signedIn(b.adapter, sessionToken), null, "B knows a session of A");
      assert.equal(await signedIn(harness.adapter, sessionToken), null, "who has no prefix knows a session of A");
      const expires = inMinutes(60, b.harness.traits.dateGrain);
      await attempt(() => b.adapter.updateSession({ sessionToken, expires }));
      await b.adapter.deleteSession(sessionToken);
      assert.equal(await b.adapter.useVerificationToken(tokenKeyOf(link)), null, "B takes a token of A");
      assert.equal(await b.adapter.useVerificationToken({ token: link.token }), null, "B takes a token of A");
      await holds(a.raw, before, "A");
      for (const record of ["session", "verificationToken"] as const) assert.deepEqual(await b.raw.rows(record), []);

      // The same tokens in both are two.
      const own = { ...session, expires };
      await b.adapter.createSession({ ...own });
      const ownLink = { ...link, expires };
      await b.adapter.createVerificationToken({ ...ownLink });
      sameFields((await a.adapter.getSessionAndUser(sessionToken))?.session, session);
      sameFields((await b.adapter.getSessionAndUser(sessionToken))?.session, own);
      sameFields(await b.adapter.useVerificationToken(tokenKeyOf(link)), ownLink);
      await b.adapter.deleteSession(sessionToken);
      await holds(a.raw, before, "A");
      assert.equal(await signedIn(b.adapter, sessionToken), null);
      assert.equal(await signedIn(a.adapter, sessionToken), id);
      sameFields(await a.adapter.useVerificationToken(tokenKeyOf(link)), link);
    }),

  "TEN-03": ({ harness, given }) =>
    withTenants(harness, async (a, b) => {
      const { id: outsider } = await given.user();
      const outside = await given.account({ userId: outsider });
      const { credentialID: theirs } = await given.authenticator({ userId: outsider });
      assert.equal(await ownerOf(a.adapter, outside), null, "A knows an account from outside");
      assert.equal(await a.adapter.getAuthenticator(theirs), null, "A knows a passkey from outside");
      const [ofA, ofB] = [await a.given.user(), await b.given.user()];
      const account = a.sample.account({ userId: ofA.id });
      await a.adapter.linkAccount({ ...account });
      const passkey = a.sample.authenticator({ userId: ofA.id });
      const { credentialID } = passkey;
      await a.adapter.createAuthenticator({ ...passkey });
      const before = await everyRow(a.raw);
      for (const { adapter } of [b, harness]) {
        assert.equal(await ownerOf(adapter, account), null, "an account of A is known");
        assert.equal(await adapter.getAccount(account.providerAccountId, account.provider), null);
        assert.equal(await adapter.getAuthenticator(credentialID), null, "a passkey of A is known");
        assert.deepEqual(await adapter.listAuthenticatorsByUserId(ofA.id), []);
        await attempt(() => adapter.updateAuthenticatorCounter(credentialID, passkey.counter + 1));
        await adapter.unlinkAccount(keyOf(account));
        await holds(a.raw, before, "A");
      }

      const own = b.sample.account({ userId: ofB.id, ...keyOf(account) });
      await b.adapter.linkAccount({ ...own });
      const ownPasskey = b.sample.authenticator({ userId: ofB.id, credentialID, counter: passkey.counter + 20 });
      await b.adapter.createAuthenticator({ ...ownPasskey });
      assert.equal(await ownerOf(a.adapter, account), ofA.id);
      assert.equal(await ownerOf(b.adapter, account), ofB.id);
      sameFields(await a.adapter.getAuthenticator(credentialID), passkey);
      sameFields(await b.adapter.getAuthenticator(credentialID), ownPasskey);
      await b.adapter.updateAuthenticatorCounter(credentialID, ownPasskey.counter + 1);
      await b.adapter.unlinkAccount(keyOf(account));
      await holds(a.raw, before, "A");
      assert.deepEqual(await b.raw.rows("account"), []);
      assert.equal(await ownerOf(a.adapter, account), ofA.id);
    }),

  "TEN-04": ({ harness }) =>
    withVariant(harness, { prefix: "app" }, (app) =>
      withVariant(harness, { prefix: "app_" }, async (underlined) => {
        await isolated(app, underlined);
        // A prefix that is refused cannot overlap with another.
        const open = need(harness.openVariant, "way to make tables of a variant");
        const colon = await attempt(() => open({ prefix: "app:user" }));
        if (colon === null) return;
        try {
          await isolated(app, contextOf(colon), ["user:", "session:"]);
          await isolated(underlined, contextOf(colon));
        } finally {
          await colon.close();
        }
      }),
    ),

  "TEN-05": ({ harness }) =>
    withTenants(harness, async (a, b) => {
      const rows = await fill(a);
      await fill(b, rows);
      const before = await everyRow(b.raw);
      await a.adapter.deleteUser(rows.user.id);
      for (const record of records) {
        const left = record === "verificationToken" ? 1 : 0;
        assert.equal((await a.raw.rows(record)).length, left, `A's rows of ${record}`);
      }
      await holds(b.raw, before, "B");
      assert.equal(await signedIn(b.adapter, rows.session.sessionToken), rows.user.id);
      assert.equal(await ownerOf(b.adapter, rows.account), rows.user.id);
    }),

  "TEN-06": ({ harness }) =>
    withTenants(harness, async (a, b) => {
      const past = inMinutes(-7, harness.traits.dateGrain);
      const rows = await fill(a, undefined, past);
      await fill(b, rows, past);
      const live = await fill(a);
      await fill(b, live);
      const read = { userId: rows.user.id, expires: past, sessionToken: crypto.randomUUID() };
      for (const { given } of [a, b]) await given.session(read);
      const before = await everyRow(b.raw);
      // Reading an expired session removes it, or leaves it to the sweep. Whether it signs in is another case.
      await signedIn(a.adapter, read.sessionToken);
      await holds(b.raw, before, "B, after A read an expired session");
      await need(a.adapter.sweep, "adapter with a sweep")();
      await holds(b.raw, before, "B, after A swept");
      sameRows(await a.raw.rows("session"), [live.session]);
      sameRows(await a.raw.rows("verificationToken"), [live.token]);
      await need(a.adapter.revokeSessions, "adapter that revokes sessions")(live.user.id);
      assert.deepEqual(await a.raw.rows("session"), []);
      await holds(b.raw, before, "B, after A revoked");
    }),
};
