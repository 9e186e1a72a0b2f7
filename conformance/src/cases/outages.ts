/** Cases about a database that cannot be reached: "could not look" is never "is not there". */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { isMortiseError } from "@mortise/adapter-kit";
import type { CasesOf } from "../context.ts";
import { attempt, only, sameFields, sameRows } from "../expect.ts";
import type { Harness } from "../harness.ts";
import { need } from "../needs.ts";
import { bounded } from "./lifecycle-watch.ts";
import { keyOf } from "./token-rows.ts";
import { emailOf } from "./user-rows.ts";

type Ids = "LIF-04" | "LIF-05" | "LIF-06" | "LIF-07" | "LIF-08" | "LIF-09" | "LIF-12";

export const outages: Pick<CasesOf<"LIF">, Ids> = {
  "LIF-04": async ({ adapter, given, harness, sample }) => {
    const user = await given.user();
    const { sessionToken } = await given.session({ userId: user.id });
    await throwsMeanwhile(harness, "getSessionAndUser", {
      known: () => adapter.getSessionAndUser(sessionToken),
      unknown: () => adapter.getSessionAndUser(sample.session({ userId: user.id }).sessionToken),
      check: (found) => sameFields(found?.user, user),
    });
  },

  "LIF-05": async ({ adapter, given, harness, sample }) => {
    const user = await given.user();
    const { provider, providerAccountId } = await given.account({ userId: user.id });
    const other = sample.account({ userId: user.id }).providerAccountId;
    await throwsMeanwhile(harness, "getUserByAccount", {
      known: () => adapter.getUserByAccount({ provider, providerAccountId }),
      unknown: () => adapter.getUserByAccount({ provider, providerAccountId: other }),
      check: (found) => sameFields(found, user),
    });
  },

  "LIF-06": async ({ adapter, given, harness, sample }) => {
    const user = await given.user();
    await throwsMeanwhile(harness, "getUserByEmail", {
      known: () => adapter.getUserByEmail(emailOf(user)),
      unknown: () => adapter.getUserByEmail(emailOf(sample.user())),
      check: (found) => sameFields(found, user),
    });
  },

  "LIF-07": async ({ adapter, given, harness }) => {
    const user = await given.user();
    await throwsMeanwhile(harness, "getUser", {
      known: () => adapter.getUser(user.id),
      unknown: () => adapter.getUser(harness.freshUserId()),
      check: (found) => sameFields(found, user),
    });
  },

  "LIF-08": async ({ adapter, raw, given, harness, sample }) => {
    // A token is good for one use, so each lookup has its own.
    const [used, kept] = [await given.token(), await given.token()];
    const left = (await raw.rows("verificationToken")).length - 1;
    const rows = [used, kept];
    await throwsMeanwhile(harness, "useVerificationToken", {
      known: async () => adapter.useVerificationToken(keyOf(rows.shift() ?? kept)),
      unknown: () => adapter.useVerificationToken(keyOf(sample.token())),
      check: (found) => sameFields(found, used),
    });
    const after = await raw.rows("verificationToken");
    assert.deepEqual(only(after, keyOf(kept)), [kept], "a token is used up though nobody got it");
    assert.equal(after.length, left);
  },

  "LIF-09": async ({ adapter, raw, given, harness, sample }) => {
    const { id: userId } = await given.user();
    const written = async () => [await raw.rows("user"), await raw.rows("account"), await raw.rows("session")] as const;
    const [users, accounts, sessions] = await written();
    const { id: _, ...user } = sample.user();
    const account = sample.account({ userId });
    const session = sample.session({ userId });
    const created = await adapter.createUser({ ...user });
    await adapter.linkAccount({ ...account });
    await adapter.createSession({ ...session });
    const before = await written();
    sameRows<object>(before[0], [...users, { ...user, id: created.id }]);
    sameRows<object>(before[1], [...accounts, account]);
    sameRows<object>(before[2], [...sessions, session]);
    await duringOutage(harness, async () => {
      const { id: _, ...other } = sample.user();
      await throwsInTime(() => adapter.createUser({ ...other }), "createUser during an outage");
      await throwsInTime(() => adapter.linkAccount(sample.account({ userId })), "linkAccount during an outage");
      await throwsInTime(() => adapter.createSession(sample.session({ userId })), "createSession during an outage");
    });
    // Nor is any of it written later, from a queue. Whether the adapter answers again by then is another case.
    await attempt(() => bounded(() => adapter.getUser(userId), "getUser after an outage", patience));
    for (const [n, rows] of (await written()).entries()) {
      sameRows<object>(rows, before[n] ?? [], "written all the same");
    }
  },

  "LIF-12": async ({ adapter, raw, given, harness, sample }) => {
    const { id: userId } = await given.user();
    const { sessionToken } = await given.session({ userId });
    // What the database refuses, its driver fails with.
    for (const [record, method, write] of [
      ["user", "createUser", () => adapter.createUser({ email: emailOf(sample.user()), emailVerified: null })],
      ["account", "linkAccount", () => adapter.linkAccount(sample.account({ userId }))],
      ["session", "createSession", () => adapter.createSession(sample.session({ userId }))],
    ] as const) {
      const before = await raw.rows(record);
      const lift = await raw.refuseInserts(record);
      try {
        await failsWithCause(write, `${method} that the database refuses`);
      } finally {
        await lift();
      }
      assert.deepEqual(new Set<object>(await raw.rows(record)), new Set<object>(before));
    }
    await duringOutage(harness, async () => {
      await failsWithCause(() => adapter.getSessionAndUser(sessionToken), "getSessionAndUser during an outage");
      await failsWithCause(() => adapter.createSession(sample.session({ userId })), "createSession during an outage");
    });
  },
};

/** Does the work while the database cannot be reached. */
export async function duringOutage<T>({ outage }: Pick<Harness, "outage">, work: () => Promise<T>): Promise<T> {
  const end = await need(outage, "way to take the database away")();
  try {
    return await work();
  } finally {
    await end();
  }
}

/** A client may try again for a while, but not for as long as a visitor's browser waits. */
const patience = 10_000;

/** The call fails with an Error, and it does so before anybody has gone away. */
export async function throwsInTime(call: () => Promise<unknown>, what: string): Promise<Error> {
  const [settled] = await bounded(() => Promise.allSettled([call()]), what, patience);
  if (settled.status === "fulfilled") assert.fail(`${what} succeeds with ${inspect(settled.value)}`);
  const { reason } = settled;
  assert.ok(reason instanceof Error, `${what} fails with ${inspect(reason)}, which is not an Error`);
  return reason;
}

interface Lookups<T> {
  /** Looks for something that is there. */
  known(): Promise<T>;
  /** Looks for something that is not. */
  unknown(): Promise<T>;
  /** Compares what is found. */
  check(found: T): void;
}

/** Both lookups answer right while the database is there, and throw while it is away. */
async function throwsMeanwhile<T>(harness: Harness, method: string, lookups: Lookups<T>): Promise<void> {
  lookups.check(await lookups.known());
  assert.equal((await lookups.unknown()) ?? null, null, `${method} of something unknown`);
  await duringOutage(harness, async () => {
    await throwsInTime(lookups.known, `${method} during an outage`);
    await throwsInTime(lookups.unknown, `${method} of something unknown during an outage`);
  });
}

/**
 * The call fails with the driver's error: as the cause, or itself. A driver says more in its errors than a text, so one
 * without a cause, a code and a name of its own was made by somebody who threw the driver's away.
 */
async function failsWithCause(call: () => Promise<unknown>, what: string): Promise<void> {
  const failure = await throwsInTime(call, what);
  if (failure.cause instanceof Error) return;
  assert.equal(failure.cause, undefined, `${what} fails with a cause that is not an Error`);
  const isNamed =
    !["Error", "TypeError", "RangeError"].includes(failure.name) || "code" in failure || "errno" in failure;
  assert.ok(isNamed && !isMortiseError(failure), `${what} fails with "${failure.message}" and tells no cause`);
}
