/** The case about hashing that is switched on later: nobody is signed out, and what stands in the clear goes away. */
import assert from "node:assert/strict";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { withClock } from "../clock.ts";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields, sameRows } from "../expect.ts";
import type { Row } from "../harness.ts";
import { need } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { storedFormIn } from "./hashed-sessions.ts";
import { needMethods, steps } from "./maintenance-rows.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";

const hour = 60 * 60_000;

interface Window extends CaseContext {
  /** Hashes, and accepts what is stored in the clear for the next hour. */
  readonly adapter: MortiseAdapter;
  readonly user: Row<"user">;
  /** The form in which the adapter stores a token. */
  readonly storedForm: (token: string) => string;
  /** The user's sessions as they are stored. */
  stored(): Promise<Row<"session">[]>;
}

export const plainSessions: Pick<CasesOf<"MNT">, "MNT-08"> = {
  "MNT-08": async (context) => {
    const { raw, given, harness, sample } = context;
    const construct = need(harness.construct, "way to construct an adapter with options");
    const dump = need(raw.dump, "dump of the database");
    const adapter = construct({ hashSessionTokens: { acceptPlainUntil: new Date(Date.now() + hour) } });
    const user = await given.user();
    const hashed = sample.session({ userId: user.id });
    await adapter.createSession({ ...hashed });
    const storedForm = await storedFormIn(raw, hashed);
    const stored = async () => only(await raw.rows("session"), { userId: user.id });
    const window: Window = { ...context, adapter, user, storedForm, stored };

    const others = await raw.rows("session");
    const plain = await given.session({ userId: user.id });
    const unused = await given.session({ userId: user.id });
    for (let n = 0; n < 2; n += 1) {
      const found = await adapter.getSessionAndUser(plain.sessionToken);
      sameFields(found?.session, plain);
      sameFields(found?.user, user);
      // Rewritten as it was, and no other with it.
      const rewritten = { ...plain, sessionToken: storedForm(plain.sessionToken) };
      sameRows(await raw.rows("session"), [...others, rewritten, unused]);
    }
    const text = await dump();
    assert.ok(text.includes(unused.sessionToken), "the dump does not show what is stored");
    assert.ok(!text.includes(plain.sessionToken), "a token is still readable after its use");
    for (const token of [plain, hashed].map(({ sessionToken }) => storedForm(sessionToken))) {
      // Read as a token in the clear, it would be found.
      assert.equal(await signedIn(adapter, token), null, "a stored hash signs in");
    }
    assert.equal(await signedIn(adapter, sample.session({ userId: user.id }).sessionToken), null);
    const expired = await given.session({ userId: user.id, expires: inMinutes(-5, harness.traits.dateGrain) });
    assert.equal(await signedIn(adapter, expired.sessionToken), null, "an expired session in the clear signs in");

    await refreshes(window);
    await ends(window);
    await races(window);

    const late = await given.session({ userId: user.id });
    const afterwards = [construct({ hashSessionTokens: true })];
    afterwards.push(construct({ hashSessionTokens: { acceptPlainUntil: new Date(Date.now() - 1000) } }));
    for (const each of afterwards) {
      assert.equal(await signedIn(each, late.sessionToken), null, "a token in the clear signs in after the window");
      assert.equal(await signedIn(each, hashed.sessionToken), user.id);
    }
    await withClock(2 * hour, async () => {
      // A process may run for as long as the window is open, and longer.
      assert.equal(await signedIn(adapter, late.sessionToken), null, "the window of a running process does not close");
      assert.equal(await signedIn(adapter, hashed.sessionToken), user.id);
    });
    assert.equal(await signedIn(adapter, late.sessionToken), user.id);
  },
};

/** A refresh finds a session in the clear, and a rewritten one. */
async function refreshes({ adapter, given, harness, user, storedForm, stored }: Window): Promise<void> {
  const session = await given.session({ userId: user.id });
  const { sessionToken } = session;
  const forms = [sessionToken, storedForm(sessionToken)];
  for (const expires of [laterExpiry(harness), inMinutes(5, harness.traits.dateGrain)]) {
    await adapter.updateSession({ sessionToken, expires });
    const [row, ...more] = (await stored()).filter((each) => forms.includes(each.sessionToken));
    assert.deepEqual(more, [], "a refresh makes two sessions of one");
    sameFields(row, { ...session, expires, sessionToken: row?.sessionToken });
    sameFields((await adapter.getSessionAndUser(sessionToken))?.session, { ...session, expires });
  }
}

/** Sessions in the clear are signed out and revoked as others are. */
async function ends({ adapter, given, user, stored }: Window): Promise<void> {
  const kept = await stored();
  const session = await given.session({ userId: user.id });
  await adapter.deleteSession(session.sessionToken);
  assert.equal(await signedIn(adapter, session.sessionToken), null, "a signed-out session in the clear signs in");
  sameRows(await stored(), kept, "not the signed-out session alone is gone");

  needMethods(adapter, "revokeSessions");
  const other = await given.user();
  const sessions = await Promise.all([1, 2, 3].map(() => given.session({ userId: other.id })));
  const [current, ...ended] = sessions;
  assert.ok(current);
  await adapter.revokeSessions(other.id, { except: current.sessionToken });
  for (const { sessionToken } of ended) assert.equal(await signedIn(adapter, sessionToken), null);
  assert.equal(await signedIn(adapter, current.sessionToken), other.id, "the session that was to stay is revoked");
  // It has been rewritten by now.
  await adapter.revokeSessions(other.id, { except: current.sessionToken });
  assert.equal(await signedIn(adapter, current.sessionToken), other.id, "the session that was to stay is revoked");
  await given.session({ userId: other.id });
  await adapter.revokeSessions(other.id);
  assert.equal(await signedIn(adapter, current.sessionToken), null);
  sameRows(await stored(), kept);
}

/** A browser makes several requests at once: each of them may be the one that rewrites the session. */
async function races({ adapter, raw, given, harness, user, storedForm, stored }: Window): Promise<void> {
  const kept = await stored();
  const expires = laterExpiry(harness);
  for (let round = 0; round < 6; round += 1) {
    const [read, ended, refreshed] = await Promise.all([1, 2, 3].map(() => given.session({ userId: user.id })));
    assert.ok(read && ended && refreshed);
    // By a few steps of this process or by a few trips, so that every part of one call meets every part of another.
    const late = async <T>(n: number, call: () => Promise<T>) => {
      if (round % 2 === 0) await steps(n * (1 + (round % 5)));
      else for (let trip = 0; trip < n; trip += 1) await adapter.getUser(user.id);
      return call();
    };
    // Trips that take their time let the calls of this process come in between as those of others do.
    const faster = round % 2 === 0 ? undefined : harness.cable?.delay(1);
    const reads = Array.from({ length: 4 }, (_, n) => late(n, () => signedIn(adapter, read.sessionToken)));
    await Promise.all([
      ...reads,
      signedIn(adapter, ended.sessionToken),
      late(round % 4, () => adapter.deleteSession(ended.sessionToken)),
      signedIn(adapter, refreshed.sessionToken),
      late(round % 4, () => adapter.updateSession({ sessionToken: refreshed.sessionToken, expires })),
    ]).finally(faster);
    const owners = await Promise.all(reads);
    assert.deepEqual(new Set(owners), new Set([user.id]), "one of several reads at once is signed out");
    const forms = [ended.sessionToken, storedForm(ended.sessionToken)];
    const left = (await raw.rows("session")).filter(({ sessionToken }) => forms.includes(sessionToken));
    assert.deepEqual(left, [], "a read brings a signed-out session back");
    assert.equal(await signedIn(adapter, ended.sessionToken), null);
    sameFields((await adapter.getSessionAndUser(refreshed.sessionToken))?.session, { ...refreshed, expires });
    for (const { sessionToken } of [read, refreshed]) await adapter.deleteSession(sessionToken);
    sameRows(await stored(), kept, "a session is stored twice");
  }
}
