/** Cases about the clock that expiry goes by, and about time zones: an instant is the same instant in all of them. */
import assert from "node:assert/strict";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { withClock, withTimeZone } from "../clock.ts";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { Row } from "../harness.ts";
import { inMinutes } from "../samples.ts";
import { signedIn } from "./session-rows.ts";
import { keyOf } from "./token-rows.ts";
import { emailOf } from "./user-rows.ts";

type Ids = "EXP-10" | "EXP-11" | "EXP-12" | "EXP-14";

const day = 24 * 60;

/** West and east of Greenwich, the one with a summer time, the other with half an hour. */
const losAngeles = "America/Los_Angeles";
const kolkata = "Asia/Kolkata";
const bothWays = [
  [losAngeles, kolkata],
  [kolkata, losAngeles],
] as const;

/** One who calls the adapter from somewhere. */
interface Caller {
  readonly adapter: MortiseAdapter;
  /** Makes the call there. */
  readonly there: <T>(call: () => Promise<T>) => Promise<T>;
}

function callerIn(zone: string, adapter: MortiseAdapter): Caller {
  return { adapter, there: (call) => withTimeZone(zone, call) };
}

function callerOver({ adapter }: { adapter: MortiseAdapter }): Caller {
  return { adapter, there: (call) => call() };
}

interface Instants {
  /** When an e-mail was verified. */
  readonly past: Date;
  /** When something expires. */
  readonly future: Date;
}

/** What one caller writes, the other one and the second path read back as the same instants. */
async function keepsInstants(
  { raw, sample }: CaseContext,
  writer: Caller,
  reader: Caller,
  { past, future }: Instants,
): Promise<void> {
  const fresh = sample.user({ emailVerified: past });
  const { id } = await writer.there(() => writer.adapter.createUser({ ...fresh, id: crypto.randomUUID() }));
  const user = { ...fresh, id };
  const session = sample.session({ userId: id, expires: future });
  await writer.there(() => writer.adapter.createSession({ ...session }));
  const token = sample.token({ expires: future });
  await writer.there(() => writer.adapter.createVerificationToken({ ...token }));
  assert.deepEqual(only(await raw.rows("user"), { id }), [user], "stored as another instant");
  assert.deepEqual(only(await raw.rows("session"), { userId: id }), [session], "stored as another instant");
  assert.deepEqual(only(await raw.rows("verificationToken"), keyOf(token)), [token], "stored as another instant");

  sameFields(await reader.there(() => reader.adapter.getUserByEmail(emailOf(user))), user);
  const found = await reader.there(() => reader.adapter.getSessionAndUser(session.sessionToken));
  sameFields(found?.session, session);
  sameFields(found?.user, user);
  sameFields(await reader.there(() => reader.adapter.useVerificationToken(keyOf(token))), token);

  // And back, with what a change writes.
  const changed = { user: { ...user, emailVerified: later(past) }, session: { ...session, expires: later(future) } };
  const { emailVerified } = changed.user;
  await reader.there(() => reader.adapter.updateUser({ id, emailVerified }));
  const { sessionToken, expires } = changed.session;
  await reader.there(() => reader.adapter.updateSession({ sessionToken, expires }));
  assert.deepEqual(only(await raw.rows("user"), { id }), [changed.user], "changed to another instant");
  assert.deepEqual(only(await raw.rows("session"), { userId: id }), [changed.session], "changed to another instant");
  const again = await writer.there(() => writer.adapter.getSessionAndUser(sessionToken));
  sameFields(again?.session, changed.session);
  sameFields(again?.user, changed.user);
}

/** A session that is live for half an hour, and one that is over for as long: that is less than the zones are apart. */
async function aroundNow({ given }: CaseContext): Promise<{ live: Row<"session">; expired: Row<"session"> }> {
  const { id: userId } = await given.user();
  const live = await given.session({ userId, expires: inMinutes(30, 1000) });
  const expired = await given.session({ userId, expires: inMinutes(-30, 1000) });
  return { live, expired };
}

/**
 * A caller is not told that a live session has expired, and each session that is answered is so with its own instant:
 * whether an expired one is answered at all is another case.
 */
async function tellsInstants(
  { adapter, there }: Caller,
  { live, expired }: Awaited<ReturnType<typeof aroundNow>>,
): Promise<void> {
  const found = await there(() => adapter.getSessionAndUser(live.sessionToken));
  assert.ok(found, "a live session does not sign in");
  sameFields(found.session, live);
  const past = await there(() => adapter.getSessionAndUser(expired.sessionToken));
  if (past) sameFields(past.session, expired);
}

function later(instant: Date): Date {
  return new Date(instant.getTime() + 60_000);
}

/** An instant of last year and the same of next year: in winter and in summer. */
function seasons(): [winter: Instants, summer: Instants] {
  const year = new Date().getUTCFullYear();
  const inMonth = (month: number) => ({
    past: new Date(Date.UTC(year - 1, month, 15, 20, 45)),
    future: new Date(Date.UTC(year + 1, month, 15, 20, 45)),
  });
  return [inMonth(0), inMonth(6)];
}

/** Half past two, in Los Angeles and in UTC, on the second Sunday in March, when the first of them has no such time. */
function gaps(): Instants[] {
  const year = new Date().getUTCFullYear();
  const at = (ofYear: number, hour: number) => {
    const firstOfMarch = new Date(Date.UTC(ofYear, 2, 1)).getUTCDay();
    return new Date(Date.UTC(ofYear, 2, 8 + ((7 - firstOfMarch) % 7), hour, 30));
  };
  return [10, 2].map((hour) => ({ past: at(year - 1, hour), future: at(year + 1, hour) }));
}

export const expiryClocks: Pick<CasesOf<"EXP">, Ids> = {
  "EXP-10": async (context) => {
    const { adapter } = context;
    for (const [writing, reading] of bothWays) {
      const [writer, reader] = [callerIn(writing, adapter), callerIn(reading, adapter)];
      for (const instants of seasons()) await keepsInstants(context, writer, reader, instants);
      await tellsInstants(writer, await aroundNow(context));
    }
  },

  "EXP-11": async (context) => {
    const { adapter, harness } = context;
    for (const timeZone of [losAngeles, kolkata]) {
      // Before, since the second path may share its connection with the second client where an engine has but one.
      const sessions = await aroundNow(context);
      const second = await harness.openSecond({ timeZone });
      try {
        const [there, here] = [callerOver(second), callerOver({ adapter })];
        const [winter, summer] = seasons();
        await keepsInstants(context, there, here, winter);
        await keepsInstants(context, here, there, summer);
        await tellsInstants(there, sessions);
      } finally {
        await second.close();
      }
    }
  },

  "EXP-12": async (context) => {
    const { adapter, harness } = context;
    const inGap = callerIn(losAngeles, adapter);
    const second = await harness.openSecond({ timeZone: losAngeles });
    try {
      for (const instants of gaps()) {
        await keepsInstants(context, inGap, callerIn(kolkata, adapter), instants);
        await keepsInstants(context, callerOver(second), callerOver({ adapter }), instants);
      }
    } finally {
      await second.close();
    }
  },

  "EXP-14": async (context) => {
    const { adapter, given, sample, harness } = context;
    const grain = harness.traits.dateGrain;
    const { id: userId } = await given.user();
    const month = 31 * day * 60_000;
    const session = await given.session({ userId, expires: inMinutes(30 * day, grain) });
    await withClock(-month, async () => {
      assert.equal(await signedIn(adapter, session.sessionToken), userId, "a session is expired a month too early");
    });
    if (!harness.traits.nativeExpiry) {
      // Sessions that are over by the database's own clock, and not by the application's.
      const stored = await given.session({ userId, expires: inMinutes(-day, grain) });
      await withClock(-month, async () => {
        assert.equal(await signedIn(adapter, stored.sessionToken), userId, "a session is expired before its time");
        const created = sample.session({ userId, expires: inMinutes(30 * day, grain) });
        await adapter.createSession({ ...created });
        assert.equal(await signedIn(adapter, created.sessionToken), userId, "a new session is expired");
      });
    }
    await withClock(month, async () => {
      const created = sample.session({ userId, expires: inMinutes(day, grain) });
      await adapter.createSession({ ...created });
      assert.equal(await signedIn(adapter, created.sessionToken), userId, "a new session is expired");
      assert.equal(await signedIn(adapter, session.sessionToken), null, "a session lives on after its time");
    });
  },
};
