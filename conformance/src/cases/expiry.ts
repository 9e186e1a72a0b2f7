/** Expiry: what expired is nobody's and goes, what did not is there to the last second, whatever its date. */
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { inspect } from "node:util";
import { withClock } from "../clock.ts";
import type { CasesOf } from "../context.ts";
import { attempt, only, sameFields, sameRows } from "../expect.ts";
import { NotCheckable } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { expiryClocks } from "./expiry-clocks.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { keyOf } from "./token-rows.ts";

const minute = 60_000;
const day = 24 * 60;

/** It is this very instant, as a `Date`. */
function isInstant(actual: unknown, expected: Date, of: string): void {
  assert.ok(actual instanceof Date, `${of} is ${inspect(actual)}, which is not a Date`);
  assert.equal(actual.getTime(), expected.getTime(), of);
}

/** The next instant of the grain that is so many milliseconds away or more. */
function inMilliseconds(milliseconds: number, grain: number): Date {
  return new Date(Math.ceil((Date.now() + milliseconds) / grain) * grain);
}

/** The instant as a store of that grain keeps it. */
function cutDown(instant: Date, grain: number): Date {
  return new Date(Math.floor(instant.getTime() / grain) * grain);
}

export const expiry: CasesOf<"EXP"> = {
  "EXP-01": async ({ adapter, given, harness }) => {
    const { id: userId } = await given.user();
    const live = await given.session({ userId });
    for (const minutes of [-1 / 60, -1, -60, -day, -400 * day]) {
      const expires = inMinutes(minutes, harness.traits.dateGrain);
      const { sessionToken } = await given.session({ userId, expires });
      const found = await adapter.getSessionAndUser(sessionToken);
      assert.equal(found ?? null, null, `a session that expired at ${expires.toISOString()} signs in`);
    }
    assert.equal(await signedIn(adapter, live.sessionToken), userId);
  },

  "EXP-02": async ({ adapter, raw, given, harness }) => {
    const { id: userId } = await given.user();
    await given.session({ userId });
    await given.session({ userId, expires: inMinutes(5, harness.traits.dateGrain) });
    const live = await raw.rows("session");
    const { sessionToken } = await given.session({ userId, expires: inMinutes(-1, harness.traits.dateGrain) });
    assert.equal(await signedIn(adapter, sessionToken), null);
    const isPurged = only(await raw.rows("session"), { sessionToken }).length === 0;
    if (!isPurged && typeof adapter.sweep === "function") await adapter.sweep();
    sameRows(await raw.rows("session"), live, "not the expired session alone is gone");
  },

  "EXP-03": async ({ adapter, given, sample }) => {
    const { id: userId } = await given.user();
    const session = sample.session({ userId });
    const created = await adapter.createSession({ ...session });
    isInstant(created?.expires, session.expires, "expires of createSession");
    for (const { sessionToken, expires } of [session, await given.session({ userId })]) {
      const found = await adapter.getSessionAndUser(sessionToken);
      isInstant(found?.session.expires, expires, "expires of getSessionAndUser");
    }
    const token = sample.token();
    await adapter.createVerificationToken({ ...token });
    for (const each of [token, await given.token()]) {
      const taken = await adapter.useVerificationToken(keyOf(each));
      isInstant(taken?.expires, each.expires, "expires of useVerificationToken");
    }
  },

  "EXP-04": async ({ adapter, raw, given, sample, harness }) => {
    const { id: userId } = await given.user();
    const expires = inMinutes(30 * day, harness.traits.dateGrain);
    const created = sample.session({ userId, expires });
    await adapter.createSession({ ...created });
    const extended = await given.session({ userId, expires: inMinutes(60, harness.traits.dateGrain) });
    await adapter.updateSession({ sessionToken: extended.sessionToken, expires });
    // A timer of more than 24.8 days fires after a millisecond, so it has fired before this one does.
    await setTimeout(5);
    for (const session of [created, { ...extended, expires }]) {
      const { sessionToken } = session;
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [session]);
      sameFields((await adapter.getSessionAndUser(sessionToken))?.session, session);
      await withClock(29 * day * minute, async () => {
        assert.equal(await signedIn(adapter, sessionToken), userId, "it does not live for 29 days");
      });
    }
  },

  "EXP-05": async ({ adapter, raw, given, sample, harness }) => {
    const { id: userId } = await given.user();
    const before = await raw.rows("session");
    const session = sample.session({ userId, expires: inMilliseconds(1000, harness.traits.dateGrain) });
    await adapter.createSession({ ...session });
    const found = await adapter.getSessionAndUser(session.sessionToken);
    const stored = await raw.rows("session");
    if (session.expires <= new Date()) throw new NotCheckable("the database took more than a second for two calls");
    sameFields(found?.session, session);
    sameRows(stored, [...before, session]);
    const { sessionToken, expires } = await given.session({ userId });
    const oneSecondBefore = expires.getTime() - Date.now() - 1000;
    assert.equal(await withClock(oneSecondBefore, () => signedIn(adapter, sessionToken)), userId);
  },

  "EXP-06": async ({ adapter, raw, given, sample }) => {
    const { id: userId } = await given.user();
    const expires = new Date(Date.UTC(2100, 0, 1));
    const created = sample.session({ userId, expires });
    await adapter.createSession({ ...created });
    const extended = await given.session({ userId });
    await adapter.updateSession({ sessionToken: extended.sessionToken, expires });
    for (const session of [created, { ...extended, expires }]) {
      const { sessionToken } = session;
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [session]);
      sameFields((await adapter.getSessionAndUser(sessionToken))?.session, session);
    }
  },

  "EXP-07": async ({ adapter, raw, given, sample, harness }) => {
    const { nativeExpiry, dateGrain } = harness.traits;
    const { id: userId } = await given.user();
    const first = nativeExpiry ? inMilliseconds(1500, dateGrain) : inMinutes(5, dateGrain);
    const session = sample.session({ userId, expires: first });
    const { sessionToken } = session;
    await adapter.createSession({ ...session });
    const expires = inMinutes(60, dateGrain);
    await adapter.updateSession({ sessionToken, expires });
    const check = async () => {
      sameFields((await adapter.getSessionAndUser(sessionToken))?.session, { ...session, expires });
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [{ ...session, expires }]);
    };
    if (!nativeExpiry) return withClock(10 * minute, check);
    // What the database does at its own time has to be waited for; it may keep whole seconds, and round them up.
    await setTimeout(first.getTime() - Date.now() + 1100);
    await check();
  },

  "EXP-08": async ({ adapter, raw, given, sample, harness }) => {
    const { id: userId } = await given.user();
    const before = await raw.rows("session");
    for (const minutes of [-1 / 60, -1, -day, -400 * day]) {
      const session = sample.session({ userId, expires: inMinutes(minutes, harness.traits.dateGrain) });
      const { sessionToken } = session;
      await adapter.createSession({ ...session });
      const stored = only(await raw.rows("session"), { sessionToken });
      if (stored.length > 0) assert.deepEqual(stored, [session], "stored with another expiry");
      assert.equal(await signedIn(adapter, sessionToken), null, "a session signs in that was never live");
    }
    sameRows(
      (await raw.rows("session")).filter(({ expires }) => expires > new Date()),
      before,
    );
  },

  "EXP-09": async ({ adapter, raw, given, sample, harness }) => {
    const grain = harness.traits.dateGrain;
    // Both what is cut and what is rounded up show at such a number.
    const odd = (minutes: number) => new Date(inMinutes(minutes, 1000).getTime() + 987);
    const [verified, expires, later] = [odd(-90), odd(day), odd(2 * day)];

    const user = sample.user({ emailVerified: verified });
    const { id } = await adapter.createUser({ ...user, id: crypto.randomUUID() });
    const keptUser = { ...user, id, emailVerified: cutDown(verified, grain) };
    assert.deepEqual(only(await raw.rows("user"), { id }), [keptUser]);
    sameFields(await adapter.getUser(id), keptUser);
    const changed = odd(-30);
    await adapter.updateUser({ id, emailVerified: changed });
    const changedUser = { ...keptUser, emailVerified: cutDown(changed, grain) };
    assert.deepEqual(only(await raw.rows("user"), { id }), [changedUser]);

    const session = sample.session({ userId: id, expires });
    const { sessionToken } = session;
    await adapter.createSession({ ...session });
    for (const instant of [expires, later]) {
      const kept = { ...session, expires: cutDown(instant, grain) };
      if (instant === later) await adapter.updateSession({ sessionToken, expires: later });
      assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [kept]);
      const found = await adapter.getSessionAndUser(sessionToken);
      sameFields(found?.session, kept);
      sameFields(found?.user, changedUser);
    }

    const token = sample.token({ expires });
    await adapter.createVerificationToken({ ...token });
    const keptToken = { ...token, expires: cutDown(expires, grain) };
    assert.deepEqual(only(await raw.rows("verificationToken"), keyOf(token)), [keptToken]);
    for (const each of [keptToken, await given.token({ expires: cutDown(expires, grain) })]) {
      sameFields(await adapter.useVerificationToken(keyOf(each)), each);
    }
  },

  ...expiryClocks,

  "EXP-13": async ({ adapter, raw, given, sample, harness }) => {
    const live = await given.token();
    const before = await raw.rows("verificationToken");
    for (const minutes of [-1 / 60, -1, -day, -400 * day]) {
      const expires = inMinutes(minutes, harness.traits.dateGrain);
      const created = sample.token({ identifier: live.identifier, expires });
      const create = () => attempt(() => adapter.createVerificationToken({ ...created }));
      const stored = sample.token({ expires });
      const insert = () => raw.insert("verificationToken", stored);
      for (const [token, put] of [[created, create] as const, [stored, insert] as const]) {
        await put();
        const taken = await adapter.useVerificationToken(keyOf(token));
        if (taken !== null) {
          sameFields(taken, token);
          isInstant(taken.expires, expires, "expires of an expired token");
        }
        sameRows(await raw.rows("verificationToken"), before, "not the expired token alone is gone");
        assert.equal(await adapter.useVerificationToken(keyOf(token)), null, "an expired token works a second time");
      }
    }
    sameFields(await adapter.useVerificationToken(keyOf(live)), live);
  },

  "EXP-15": async ({ adapter, raw, given, harness }) => {
    const [maxAge, updateAge] = [30 * day * minute, day * minute];
    const { id: userId } = await given.user();
    const session = await given.session({ userId, expires: inMinutes(30 * day, harness.traits.dateGrain) });
    const { sessionToken } = session;
    /** Reads the session as Auth.js's session endpoint does, and answers whether it was extended. */
    const read = async () => {
      const found = await adapter.getSessionAndUser(sessionToken);
      assert.ok(found, "the session is not found");
      const isDue = found.session.expires.valueOf() - maxAge + updateAge <= Date.now();
      if (isDue) await adapter.updateSession({ sessionToken, expires: new Date(Date.now() + maxAge) });
      return isDue;
    };
    const storedExpiry = async () => only(await raw.rows("session"), { sessionToken })[0]?.expires.getTime() ?? 0;
    assert.equal(await read(), false, "a fresh session is due for an update");
    assert.equal(await storedExpiry(), session.expires.getTime());
    for (const days of [1.5, 3]) {
      await withClock(days * day * minute, async () => {
        const from = Date.now() + maxAge;
        assert.equal(await read(), true, "a session past updateAge is not due for an update");
        const stored = await storedExpiry();
        const to = Date.now() + maxAge;
        assert.ok(from - 1000 <= stored && stored <= to + 1000, `the stored expiry is ${stored - from} ms off`);
        assert.equal(await read(), false, "a session that was just extended is due for an update");
      });
    }
    const afterItsFirst = 32 * day * minute;
    assert.equal(await withClock(afterItsFirst, () => signedIn(adapter, sessionToken)), userId, "it is not extended");
  },

  "EXP-16": async ({ adapter, raw, given, harness }) => {
    if (typeof adapter.sweep !== "function") throw new NotCheckable("the adapter has no sweep");
    const grain = harness.traits.dateGrain;
    const { id: userId } = await given.user();
    await given.account({ userId });
    await given.authenticator({ userId });
    for (const expires of [inMinutes(2, grain), inMinutes(day, grain), laterExpiry(harness)]) {
      await given.session({ userId, expires });
      await given.token({ expires });
    }
    const records = ["user", "account", "session", "verificationToken", "authenticator"] as const;
    const live = await Promise.all(records.map((record) => raw.rows(record)));
    for (const minutes of [-1 / 60, -2, -day, -400 * day]) {
      await given.session({ userId, expires: inMinutes(minutes, grain) });
      await given.token({ expires: inMinutes(minutes, grain) });
    }
    for (const when of ["what is not expired, or not all that is, was removed", "a second sweep removed more"]) {
      await adapter.sweep();
      for (const [n, record] of records.entries())
        sameRows(await raw.rows(record), live[n] ?? [], `${record}: ${when}`);
    }
  },
};
