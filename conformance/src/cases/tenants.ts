/** Tenants: tables (or keys) under one name are all that an adapter sees and touches, whatever the names are. */
import assert from "node:assert/strict";
import type { RecordName } from "@mortise/adapter-kit";
import { type CaseContext, type CasesOf, contextOf } from "../context.ts";
import { everyRow, sameFields } from "../expect.ts";
import type { Harness, Variant } from "../harness.ts";
import { NotCheckable, need } from "../needs.ts";
import { keyOf, ownerOf } from "./account-rows.ts";
import { signedIn } from "./session-rows.ts";
import { tenantIsolation } from "./tenant-isolation.ts";
import { keyOf as tokenKeyOf } from "./token-rows.ts";
import { holds, withVariant, works } from "./variants.ts";

export const tenants: CasesOf<"TEN"> = {
  ...tenantIsolation,

  "TEN-07": ({ harness }) =>
    worksBeside(harness, {
      user: "members",
      account: "member_logins",
      session: "web_sessions",
      verificationToken: "magic_links",
      authenticator: "passkeys",
    }),

  // `user` is what the default table is called.
  "TEN-08": ({ harness }) =>
    worksBeside(harness, {
      user: "order",
      account: "linked-accounts",
      session: "WebSessions",
      verificationToken: "select",
      authenticator: "group",
    }),

  "TEN-09": async ({ harness, raw }) => {
    const before = await everyRow(raw);
    await withVariant(harness, { schema: "mortise_tenant" }, works);
    await holds(raw, before, "the tables outside of the schema");
  },

  "TEN-10": async ({ harness, adapter, given, sample }) => {
    const over = need(harness.construct, "second adapter over its client")();
    const second = await harness.openSecond();
    try {
      await seesAll({ adapter, given, sample }, over);
      await seesAll({ adapter: over, given, sample }, adapter);
      await seesAll({ adapter, given, sample }, second.adapter);
      await seesAll({ adapter: second.adapter, given, sample }, adapter);
    } finally {
      await second.close();
    }
  },

  "TEN-11": async ({ harness, raw }) => {
    const open = need(harness.openVariant, "way to make tables of a variant");
    const before = await everyRow(raw);
    const refused: NotCheckable[] = [];
    for (const variant of hostile) {
      // To refuse the name is as good as to take it literally.
      const own = await open(variant).catch((error: unknown) => {
        if (error instanceof NotCheckable) refused.push(error);
        return null;
      });
      if (own !== null) {
        try {
          await works(contextOf(own));
        } finally {
          await own.close();
        }
      }
      await holds(raw, before, `the default tables, beside those of ${JSON.stringify(variant)}`);
    }
    const [reason] = refused;
    if (reason !== undefined && refused.length === hostile.length) throw reason;
  },
};

/** Names that end a quoted name, a string or a statement, each in another language, and begin another one. */
const hostile: readonly Variant[] = [
  { prefix: `a"; drop table "session"; --` },
  { prefix: "b`; drop table `session`; -- " },
  { prefix: `c'; delete from "account"; --` },
  { prefix: `d"."user" (id) values ('mallory'); delete from "session" --` },
  { prefix: "e\0" },
  { prefix: "f]; drop table [session]; --" },
  { prefix: "g$(id)*?[a-z]" },
  { tables: { user: `h"; drop table "account"; --`, session: 'i\'; delete from "user"; --' } },
];

/** Every method works over tables of these names, and the default tables do not notice. */
async function worksBeside(harness: Harness, tables: Record<RecordName, string>): Promise<void> {
  const before = await everyRow(harness.raw);
  await withVariant(harness, { tables }, works);
  await holds(harness.raw, before, "the default tables");
}

/** What one adapter writes, changes and removes is at once so for another, which has looked for it before. */
async function seesAll(
  { adapter, given, sample }: Pick<CaseContext, "adapter" | "given" | "sample">,
  other: CaseContext["adapter"],
): Promise<void> {
  const { id: _, ...input } = sample.user();
  const email = String(input.email);
  assert.equal(await other.getUserByEmail(email), null);
  const { id } = await adapter.createUser({ ...input });
  sameFields(await other.getUserByEmail(email), { ...input, id });
  sameFields(await other.getUser(id), { ...input, id });
  const changed = { ...input, id, name: "Grace", email: `new.${email}` };
  await adapter.updateUser({ id, name: changed.name, email: changed.email });
  sameFields(await other.getUser(id), changed);
  sameFields(await other.getUserByEmail(changed.email), changed);
  assert.equal(await other.getUserByEmail(email), null, "the old e-mail is known");

  const account = sample.account({ userId: id });
  assert.equal(await ownerOf(other, account), null);
  await adapter.linkAccount({ ...account });
  assert.equal(await ownerOf(other, account), id);
  await adapter.unlinkAccount(keyOf(account));
  assert.equal(await ownerOf(other, account), null, "the unlinked account is known");

  const session = sample.session({ userId: id });
  const { sessionToken } = session;
  assert.equal(await signedIn(other, sessionToken), null);
  await adapter.createSession({ ...session });
  sameFields((await other.getSessionAndUser(sessionToken))?.session, session);
  const expires = new Date(session.expires.getTime() + 60_000);
  await adapter.updateSession({ sessionToken, expires });
  sameFields((await other.getSessionAndUser(sessionToken))?.session, { ...session, expires });
  await adapter.updateUser({ id, name: "Lin" });
  assert.equal((await other.getSessionAndUser(sessionToken))?.user.name, "Lin", "the session's user is not up to date");
  await adapter.deleteSession(sessionToken);
  assert.equal(await signedIn(other, sessionToken), null, "the deleted session is known");

  const link = sample.token();
  await adapter.createVerificationToken({ ...link });
  sameFields(await other.useVerificationToken(tokenKeyOf(link)), link);
  assert.equal(await adapter.useVerificationToken(tokenKeyOf(link)), null, "the used token is known");

  const last = await given.session({ userId: id });
  assert.equal(await signedIn(other, last.sessionToken), id);
  await adapter.deleteUser(id);
  assert.equal(await other.getUser(id), null, "the deleted user is known");
  assert.equal(await signedIn(other, last.sessionToken), null, "the deleted user is signed in");
}
