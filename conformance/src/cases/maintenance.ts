/** Maintenance: what an app does with its users' sessions and accounts, and a job with what expired. */
import assert from "node:assert/strict";
import type { MortiseAdapter, Swept } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { attempt, everyRow, only, sameFields, sameRows } from "../expect.ts";
import type { Harness, RawPath, Row } from "../harness.ts";
import { NotCheckable } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { hashedSessions } from "./hashed-sessions.ts";
import { needMethods, steps } from "./maintenance-rows.ts";
import { plainSessions } from "./plain-sessions.ts";
import { providerTokens } from "./provider-tokens.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";

/** More than a page of any client, and than a limit that somebody put there for safety. */
const many = 30;
const aSecond = 1 / 60;
const aYear = 365 * 24 * 60;

export const maintenance: CasesOf<"MNT"> = {
  "MNT-01": async ({ adapter, raw, given, harness }) => {
    needMethods(adapter, "listSessions");
    const grain = harness.traits.dateGrain;
    const [user, other, bare] = [await given.user(), await given.user(), await given.user()];
    const userId = user.id;
    const expiries = [1, aYear, ...Array.from({ length: many }, (_, n) => 60 + n)].map((minutes) =>
      inMinutes(minutes, grain),
    );
    const live = await Promise.all(expiries.map((expires) => given.session({ userId, expires })));
    const others = [await given.session({ userId: other.id }), await given.session({ userId: other.id })];
    const kept = await raw.rows("session");
    for (const minutes of [-aSecond, -60, -aYear]) {
      for (const each of [user, bare]) await given.session({ userId: each.id, expires: inMinutes(minutes, grain) });
    }
    sameList(await adapter.listSessions(userId), live, "sessionToken");
    sameList(await adapter.listSessions(other.id), others, "sessionToken");
    assert.deepEqual(await adapter.listSessions(bare.id), [], "the sessions of a user whose sessions expired");
    assert.deepEqual(await adapter.listSessions(harness.freshUserId()), [], "the sessions of nobody");
    const stored = await raw.rows("session");
    for (const { sessionToken } of kept)
      assert.equal(only(stored, { sessionToken }).length, 1, "a listed session is gone");
  },

  "MNT-02": async (context) => {
    const { adapter, raw, given, sample, harness } = context;
    needMethods(adapter, "revokeSessions");
    const [user, other] = [await given.user(), await given.user()];
    await given.account({ userId: user.id });
    const others = await given.session({ userId: other.id });
    const kept = await raw.rows("session");
    const all = await everyRow(raw);
    const signIn = (count: number) =>
      Promise.all(Array.from({ length: count }, () => given.session({ userId: user.id })));

    for (const options of [[], [{}], [{ except: undefined }]]) {
      const sessions = await signIn(options.length === 0 ? many : 3);
      tells(await adapter.revokeSessions(user.id, ...options), sessions.length);
      assert.deepEqual(await everyRow(raw), all, "not the user's sessions alone are gone");
      for (const { sessionToken } of sessions.slice(0, 3)) assert.equal(await signedIn(adapter, sessionToken), null);
    }

    const [current, ...ended] = await signIn(5);
    assert.ok(current);
    tells(await adapter.revokeSessions(user.id, { except: current.sessionToken }), ended.length);
    sameRows(await raw.rows("session"), [...kept, current], "not all but one of the user's sessions are gone");
    assert.equal(await signedIn(adapter, current.sessionToken), user.id);
    for (const { sessionToken } of ended) assert.equal(await signedIn(adapter, sessionToken), null);

    // The session that stays must be one of the user's own; another's neither stays nor goes because of it.
    for (const except of [others.sessionToken, sample.session({ userId: user.id }).sessionToken]) {
      await given.session({ userId: user.id });
      await adapter.revokeSessions(user.id, { except });
      sameRows(await raw.rows("session"), kept);
    }
    assert.equal(await signedIn(adapter, others.sessionToken), other.id);

    const [left] = await signIn(1);
    assert.ok(left);
    for (const nobody of [harness.freshUserId(), "", undefined, null]) {
      await attempt(() => adapter.revokeSessions(nobody as never));
      sameRows(await raw.rows("session"), [...kept, left], `revokeSessions of ${nobody}`);
    }
    await adapter.revokeSessions(user.id);
    // Some drivers say nothing of how many rows a statement changed where it changed none.
    tells(await adapter.revokeSessions(user.id), 0);
    await stayRevoked(context, user);
  },

  "MNT-03": async ({ adapter, raw, given, harness }) => {
    needMethods(adapter, "listAccounts");
    const [user, other, bare] = [await given.user(), await given.user(), await given.user()];
    const userId = user.id;
    const empty = { refresh_token: null, access_token: null, expires_at: null, token_type: null };
    const some = [
      await given.account({ userId, provider: "google", type: "oidc" }),
      await given.account({ userId, ...empty, scope: null, id_token: null, session_state: null }),
    ];
    const more = await Promise.all(Array.from({ length: many }, () => given.account({ userId })));
    const others = [await given.account({ userId: other.id })];
    const stored = await raw.rows("account");
    sameList(await adapter.listAccounts(userId), [...some, ...more], "providerAccountId");
    sameList(await adapter.listAccounts(other.id), others, "providerAccountId");
    assert.deepEqual(await adapter.listAccounts(bare.id), [], "the accounts of a user without any");
    assert.deepEqual(await adapter.listAccounts(harness.freshUserId()), [], "the accounts of nobody");
    sameRows(await raw.rows("account"), stored);
  },

  "MNT-04": async (context) => {
    const { adapter, raw, given, harness } = context;
    needMethods(adapter, "sweep");
    const grain = harness.traits.dateGrain;
    const { id: userId } = await given.user();
    await given.account({ userId });
    await given.authenticator({ userId });
    for (const minutes of [1, aYear]) {
      await given.session({ userId, expires: inMinutes(minutes, grain) });
      await given.token({ expires: inMinutes(minutes, grain) });
    }
    const live = await everyRow(raw);
    for (const minutes of [-aSecond, -1, -60, -aYear])
      await given.session({ userId, expires: inMinutes(minutes, grain) });
    for (const minutes of [-aSecond, -60, -aYear]) await given.token({ expires: inMinutes(minutes, grain) });
    removes(context, await adapter.sweep(), { sessions: 4, verificationTokens: 3 });
    assert.deepEqual(await everyRow(raw), live, "not what expired alone is gone");
    removes(context, await adapter.sweep(), { sessions: 0, verificationTokens: 0 });
    assert.deepEqual(await everyRow(raw), live);
  },

  "MNT-05": async (context) => {
    const { adapter, raw, given, harness } = context;
    needMethods(adapter, "sweep");
    const { id: userId } = await given.user();
    await given.session({ userId });
    const live = await everyRow(raw);
    const expires = inMinutes(-5, harness.traits.dateGrain);
    const expire = (sessions: number, tokens: number) =>
      Promise.all([
        ...Array.from({ length: sessions }, () => given.session({ userId, expires })),
        ...Array.from({ length: tokens }, () => given.token({ expires })),
      ]);

    await expire(12, 9);
    const all = await everyRow(raw);
    for (const limit of [0, -1]) {
      await attempt(() => adapter.sweep({ limit }));
      assert.deepEqual(await everyRow(raw), all, `a limit of ${limit} is no limit`);
    }
    const limit = 5;
    let left = await countOf(raw);
    for (let swept = limit, calls = 0; swept === limit; calls += 1) {
      assert.ok(calls < 2 * limit, "sweeping comes to no end");
      swept = sumOf(await adapter.sweep({ limit }));
      const rows = await countOf(raw);
      assert.ok(left - rows <= limit, `a sweep of ${limit} removes ${left - rows}`);
      if (!harness.traits.nativeExpiry) assert.equal(swept, left - rows, "what the sweep answers");
      left = rows;
    }
    assert.deepEqual(await everyRow(raw), live, "repeated sweeps have not finished the work");

    const second = await harness.openSecond();
    try {
      for (const options of [undefined, { limit: 7 }]) {
        const count = (await expire(30, 20)).length;
        const swept = await Promise.all([adapter, second.adapter].map((each) => sweepAll(each, options)));
        assert.deepEqual(await everyRow(raw), live, "two sweeps at once");
        const sum = swept.reduce((total, each) => total + each, 0);
        if (!harness.traits.nativeExpiry) assert.equal(sum, count, "what two sweeps at once answer");
      }
    } finally {
      await second.close();
    }
  },

  "MNT-06": async ({ adapter, raw, given, harness }) => {
    needMethods(adapter, "sweep");
    const { id: userId } = await given.user();
    const expired = inMinutes(-5, harness.traits.dateGrain);
    const expires = laterExpiry(harness);
    const isExtended = async (sessionToken: string) =>
      only(await raw.rows("session"), { sessionToken })[0]?.expires.getTime() === expires.getTime();
    const alone = await given.session({ userId, expires: expired });
    await attempt(() => adapter.updateSession({ sessionToken: alone.sessionToken, expires }));
    if (!(await isExtended(alone.sessionToken))) throw new NotCheckable("the adapter extends no session that expired");

    for (let round = 0; round < 8; round += 1) {
      const sessions = await Promise.all(Array.from({ length: 5 }, () => given.session({ userId, expires: expired })));
      const stale = await given.session({ userId, expires: expired });
      const extend = async ({ sessionToken }: Row<"session">, n: number) => {
        await steps(n + round);
        // An engine may end a deadlock of the two by refusing this one; then nothing was extended.
        const answer = await attempt(() => adapter.updateSession({ sessionToken, expires }));
        // Where nothing is answered, the row tells whether there was one to extend.
        return (answer ?? null) !== null || (await isExtended(sessionToken));
      };
      const sweep = async () => {
        await steps(round % 2 === 0 ? 0 : 4);
        await adapter.sweep();
      };
      const [extended] = await Promise.all([Promise.all(sessions.map(extend)), sweep()]);
      const stored = await raw.rows("session");
      for (const [n, session] of sessions.entries()) {
        const { sessionToken } = session;
        const rows = only(stored, { sessionToken });
        if (extended[n]) assert.deepEqual(rows, [{ ...session, expires }], "a session that was extended meanwhile");
        else assert.deepEqual(rows, rows.length === 0 ? [] : [session], "a session that was not extended");
      }
      assert.deepEqual(only(stored, { sessionToken: stale.sessionToken }), [], "what expired is still there");
    }
  },

  ...hashedSessions,
  ...plainSessions,
  ...providerTokens,
};

/** These rows and no others, in whatever order. */
function sameList<R extends object>(listed: readonly unknown[], rows: readonly R[], key: keyof R & string): void {
  assert.ok(Array.isArray(listed), "a list is not an array");
  assert.equal(listed.length, rows.length);
  for (const row of rows)
    sameFields(
      listed.find((each) => Reflect.get(Object(each), key) === row[key]),
      row,
    );
}

/** An adapter may answer how many ended, and then says it right. */
function tells(answer: unknown, count: number): void {
  if (typeof answer === "number") assert.equal(answer, count, "how many sessions ended");
}

/** A refresh that is under way when a user's sessions are revoked brings none of them back. */
async function stayRevoked({ adapter, raw, given, harness }: CaseContext, user: Row<"user">): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const { sessionToken } = await given.session({ userId: user.id });
    const refresh = async () => {
      await steps(round % 5);
      await attempt(() => adapter.updateSession({ sessionToken, expires: laterExpiry(harness) }));
    };
    const revoke = async () => {
      await steps(round % 3);
      await adapter.revokeSessions(user.id);
    };
    await Promise.all(round % 2 === 0 ? [refresh(), revoke()] : [revoke(), refresh()]);
    assert.deepEqual(
      only(await raw.rows("session"), { userId: user.id }),
      [],
      "a refresh brings a revoked session back",
    );
  }
}

/** How many rows there are that may expire. */
async function countOf(raw: RawPath): Promise<number> {
  return (await raw.rows("session")).length + (await raw.rows("verificationToken")).length;
}

function sumOf({ sessions, verificationTokens }: Swept): number {
  return sessions + verificationTokens;
}

/** What the sweep answers; a database that removes what expired by itself may have come first. */
function removes({ harness }: { harness: Harness }, swept: Swept, expected: Swept): void {
  for (const name of ["sessions", "verificationTokens"] as const) {
    if (harness.traits.nativeExpiry) assert.ok(swept[name] <= expected[name], `how many ${name} are gone`);
    else assert.equal(swept[name], expected[name], `how many ${name} are gone`);
  }
}

/** Sweeps until there is nothing left, and answers how much that was. */
async function sweepAll(adapter: MortiseAdapter, options: { limit: number } | undefined): Promise<number> {
  let total = 0;
  for (let swept = -1; swept !== 0; total += swept) swept = sumOf(await adapter.sweep(options));
  return total;
}
