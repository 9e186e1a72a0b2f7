/** Cases about sessions that are extended and ended: the one that is named, and none that is not there. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { attempt, only, sameFields, sameRows } from "../expect.ts";
import { inMinutes } from "../samples.ts";
import { filledFields, laterExpiry, signedIn } from "./session-rows.ts";

type Ids = "SES-11" | "SES-12" | "SES-13" | "SES-14" | "SES-15" | "SES-16" | "SES-17" | "SES-18";

export const sessionChanges: Pick<CasesOf<"SES">, Ids> = {
  "SES-11": async ({ adapter, raw, given, harness }) => {
    const user = await given.user();
    await given.session({ userId: user.id });
    const others = await raw.rows("session");
    const session = await given.session({ userId: user.id });
    const { sessionToken } = session;
    const before = await adapter.getSessionAndUser(sessionToken);
    sameFields(before?.session, session);
    for (const expires of [laterExpiry(harness), inMinutes(5, harness.traits.dateGrain)]) {
      await adapter.updateSession({ sessionToken, expires });
      sameRows(await raw.rows("session"), [...others, { ...session, expires }]);
      const after = await adapter.getSessionAndUser(sessionToken);
      sameFields(after?.session, { ...session, expires });
      sameFields(after?.user, user);
      // Whatever else a session of this app has is still there.
      assert.deepEqual(filledFields(after?.session), filledFields(before?.session));
    }
  },

  "SES-12": async ({ adapter, raw, given, harness }) => {
    const { id } = await given.user();
    const session = await given.session({ userId: id });
    const { sessionToken } = session;
    const expires = laterExpiry(harness);
    const updated = await adapter.updateSession({ sessionToken, expires });
    if (updated !== null && updated !== undefined) sameFields(updated, { ...session, expires });
    assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [{ ...session, expires }]);
  },

  "SES-13": async ({ adapter, given, harness, sample }) => {
    const { id } = await given.user();
    const ended = await given.session({ userId: id });
    await adapter.deleteSession(ended.sessionToken);
    for (const { sessionToken } of [sample.session({ userId: id }), ended]) {
      await adapter.updateSession({ sessionToken, expires: laterExpiry(harness) });
    }
  },

  "SES-14": async ({ adapter, raw, given, harness, sample }) => {
    const { id } = await given.user();
    const live = await given.session({ userId: id });
    const before = await raw.rows("session");
    const ended = await given.session({ userId: id });
    assert.equal(await signedIn(adapter, ended.sessionToken), id);
    await adapter.deleteSession(ended.sessionToken);
    for (const { sessionToken } of [sample.session({ userId: id }), ended]) {
      const expires = laterExpiry(harness);
      await attempt(() => adapter.updateSession({ sessionToken, expires }));
      // With its owner, an upsert has all that it needs for a row.
      await attempt(() => adapter.updateSession({ sessionToken, userId: id, expires }));
      sameRows(await raw.rows("session"), before);
      assert.equal(await signedIn(adapter, sessionToken), null);
    }
    assert.equal(await signedIn(adapter, live.sessionToken), id);
  },

  "SES-15": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    const session = await given.session({ userId: id });
    const { sessionToken } = session;
    const before = await raw.rows("session");
    for (const patch of [{ sessionToken }, { sessionToken, expires: undefined }]) {
      await attempt(() => adapter.updateSession(patch));
      sameRows(await raw.rows("session"), before);
      sameFields((await adapter.getSessionAndUser(sessionToken))?.session, session);
    }
  },

  "SES-16": async ({ adapter, raw, given, sample }) => {
    const { id } = await given.user();
    const kept = await given.session({ userId: id });
    const before = await raw.rows("session");
    const stored = await given.session({ userId: id });
    const created = sample.session({ userId: id });
    await adapter.createSession({ ...created });
    for (const { sessionToken } of [stored, created]) {
      assert.equal(await signedIn(adapter, sessionToken), id);
      await adapter.deleteSession(sessionToken);
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [], "a deleted session is still stored");
      assert.equal(await signedIn(adapter, sessionToken), null, "a deleted session signs in");
    }
    sameRows(await raw.rows("session"), before);
    assert.equal(await signedIn(adapter, kept.sessionToken), id);
  },

  "SES-17": async ({ adapter, raw, given, sample }) => {
    const { id } = await given.user();
    const { sessionToken } = await given.session({ userId: id });
    const before = await raw.rows("session");
    await adapter.deleteSession(sample.session({ userId: id }).sessionToken);
    sameRows(await raw.rows("session"), before);
    assert.equal(await signedIn(adapter, sessionToken), id);
  },

  "SES-18": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    const kept = await given.session({ userId: id });
    const before = await raw.rows("session");
    const { sessionToken } = await given.session({ userId: id });
    await adapter.deleteSession(sessionToken);
    await adapter.deleteSession(sessionToken);
    sameRows(await raw.rows("session"), before);
    assert.equal(await signedIn(adapter, sessionToken), null);
    assert.equal(await signedIn(adapter, kept.sessionToken), id);
  },
};
