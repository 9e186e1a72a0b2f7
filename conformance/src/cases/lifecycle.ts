/** Lifecycle: adapters are made at build time and on every request, and databases go away and come back. */
import assert from "node:assert/strict";
import type { MethodName, MortiseAdapter } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { attempt, everyRow, rejects, sameFields, sameRows } from "../expect.ts";
import { NotCheckable, need } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { counted, mostTrips, pathsOf } from "../trips.ts";
import { brokenConnections } from "./broken-connections.ts";
import { implemented } from "./each-method.ts";
import {
  collectGarbage,
  leakWarnings,
  openResources,
  processListeners,
  settle,
  strayRejections,
} from "./lifecycle-watch.ts";
import { duringOutage, outages } from "./outages.ts";
import { signedIn } from "./session-rows.ts";
import { spoiledRows } from "./spoiled-rows.ts";
import { emailOf } from "./user-rows.ts";

/** Methods that may do more than one thing, in which one failure may leave another unheard. */
const ofSeveralSteps = [
  "createUser",
  "linkAccount",
  "updateUser",
  "deleteUser",
  "createSession",
  "getSessionAndUser",
  "useVerificationToken",
  "updateAuthenticatorCounter",
] as const;

const constructing = "way to construct an adapter";

export const lifecycle: CasesOf<"LIF"> = {
  "LIF-01": async ({ given, harness }) => {
    const construct = need(harness.construct, constructing);
    const user = await given.user();
    let made: MortiseAdapter | undefined;
    await duringOutage(harness, async () => {
      const strays = await strayRejections(async () => {
        const { trips } = await counted(harness, async () => {
          const before = openResources();
          made = construct();
          assert.deepEqual(openResources(), before, "constructing an adapter opens something");
          // What it may have started gets as far as it can.
          await settle();
        });
        assert.equal(trips, 0, "constructing an adapter makes trips");
      });
      assert.deepEqual(strays, [], "constructing an adapter leaves a rejection that nobody hears");
    });
    sameFields(await made?.getUserByEmail(emailOf(user)), user);
  },

  "LIF-02": async ({ given, harness }) => {
    const construct = need(harness.construct, constructing);
    const user = await given.user();
    const made: WeakRef<MortiseAdapter>[] = [];
    const warned = await leakWarnings(async () => {
      const { trips } = await counted(harness, async () => {
        const before = { open: openResources(), listeners: processListeners() };
        for (let n = 0; n < 1_000; n += 1) made.push(new WeakRef(construct()));
        // Nothing else had a turn since the first look.
        const after = { open: openResources(), listeners: processListeners() };
        assert.deepEqual(after, before, "a thousand adapters leave something in the process");
        await settle();
      });
      assert.equal(trips, 0, "constructing adapters makes trips");
    });
    assert.deepEqual(warned, []);
    sameFields(await construct().getUser(user.id), user);
    // An app that makes one for every request never looks at it again: what holds on to it grows for ever.
    collectGarbage();
    const held = made.filter((adapter) => adapter.deref() !== undefined).length;
    assert.ok(held < made.length / 2, `${held} of ${made.length} adapters that nobody uses are still held`);
  },

  "LIF-03": async ({ adapter, raw, given, harness }) => {
    const second = await harness.openSecond();
    try {
      await firstCalls({ given, raw }, second.adapter);
    } finally {
      await second.close();
    }
    if (harness.construct === undefined) return;
    // As many connections as twenty calls need are there before they are counted.
    await firstCalls({ given, raw }, adapter);
    const cold = harness.construct();
    const faster = harness.cable?.delay(5);
    try {
      const { trips, answer: methods } = await counted(harness, () => firstCalls({ given, raw }, cold));
      const declared = methods.reduce((sum, method) => sum + mostTrips(harness, method), 0);
      const more = trips - declared;
      assert.ok(more < methods.length, `${methods.length} first calls take ${more} trips more than they declare`);
    } finally {
      faster?.();
    }
  },

  "LIF-13": async (context) => {
    const { adapter, raw, given, harness } = context;
    const user = await given.user();
    const { sessionToken } = await given.session({ userId: user.id });
    await withClosable(context, async (own) => {
      sameFields(await own.getUser(user.id), user);
      const paths = pathsOf({ ...context, adapter: own });
      const calls: (readonly [string, () => Promise<unknown>])[] = [];
      for (const method of implemented(own)) calls.push([method, await paths[method]()]);
      const before = await everyRow(raw);
      await own.close();
      await own.close();
      for (const [method, call] of calls) {
        await assert.rejects(call, (error) => error instanceof Error && /clos/i.test(error.message), `${method} of it`);
      }
      await own.close();
      assert.deepEqual(await everyRow(raw), before);
    });
    assert.equal(await signedIn(adapter, sessionToken), user.id);
    if (harness.construct === undefined) return;
    // Beside so many adapters a timer of the client's own is nothing.
    const many = Array.from({ length: 30 }, harness.construct);
    const before = sumOf(openResources());
    for (const each of many) {
      sameFields(await each.getUser(user.id), user);
      await each.close();
    }
    await settle();
    const more = sumOf(openResources()) - before;
    assert.ok(more < many.length / 2, `${many.length} closed adapters keep the process alive by ${more} resources`);
    sameFields(await adapter.getUser(user.id), user);
  },

  "LIF-14": async (context) => {
    const { adapter, given, harness, raw, sample } = context;
    const user = await given.user();
    const strays = await strayRejections(async () => {
      await duplicates(context);
      await misuses(context);
      // An expired session may be removed on the way; that may fail.
      const { sessionToken } = await given.session({
        userId: user.id,
        expires: inMinutes(-5, harness.traits.dateGrain),
      });
      const lift = await raw.refuseDeletes?.("session");
      try {
        await attempt(() => adapter.getSessionAndUser(sessionToken));
        await attempt(() => adapter.deleteUser(user.id));
      } finally {
        await lift?.();
      }
      if (harness.outage !== undefined) {
        const paths = pathsOf(context);
        const calls: (() => Promise<unknown>)[] = [];
        for (const method of ofSeveralSteps) calls.push(await paths[method]());
        await duringOutage(harness, async () => {
          await Promise.all(calls.map(attempt));
        });
      }
      // What still runs behind the calls has as long as these take to fail.
      for (let n = 0; n < 5; n += 1) await attempt(() => adapter.getUser(sample.user().id));
    });
    assert.deepEqual(strays, [], "rejections that nobody awaited");
  },

  ...outages,
  ...brokenConnections,
  ...spoiledRows,
};

/** Twenty calls at once, each with an answer of its own; answers the methods that they were. */
async function firstCalls(
  { given, raw }: Pick<CaseContext, "given" | "raw">,
  cold: MortiseAdapter,
): Promise<MethodName[]> {
  const users = await Promise.all(Array.from({ length: 4 }, () => given.user()));
  const calls: [MethodName, () => Promise<void>][] = [];
  for (const user of users) {
    const { provider, providerAccountId } = await given.account({ userId: user.id });
    const session = await given.session({ userId: user.id });
    calls.push(
      ["getUser", async () => sameFields(await cold.getUser(user.id), user)],
      ["getUserByEmail", async () => sameFields(await cold.getUserByEmail(emailOf(user)), user)],
      ["getUserByAccount", async () => sameFields(await cold.getUserByAccount({ provider, providerAccountId }), user)],
      [
        "getSessionAndUser",
        async () => {
          const found = await cold.getSessionAndUser(session.sessionToken);
          sameFields(found?.session, session);
          sameFields(found?.user, user);
        },
      ],
      ["deleteSession", async () => void (await cold.deleteSession(`${session.sessionToken}-of-nobody`))],
    );
  }
  const before = await raw.rows("session");
  await Promise.all(calls.map(([, call]) => call()));
  sameRows(await raw.rows("session"), before);
  return calls.map(([method]) => method);
}

/** Does the work with an adapter that may be closed while the harness's own goes on. */
async function withClosable({ harness }: CaseContext, work: (own: MortiseAdapter) => Promise<void>): Promise<void> {
  const second = harness.construct === undefined ? await harness.openSecond() : undefined;
  try {
    const own = second?.adapter ?? harness.construct?.();
    assert.ok(own);
    if (typeof own.close !== "function") throw new NotCheckable("the adapter has no close");
    await work(own);
  } finally {
    await second?.close();
  }
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Every kind of duplicate, five at once. What is not refused is another case's, but something has to fail. */
async function duplicates({ adapter, raw, given, sample }: CaseContext): Promise<void> {
  const { id: userId } = await given.user();
  const { id: _, ...user } = sample.user();
  const account = sample.account({ userId });
  const session = sample.session({ userId });
  const authenticator = sample.authenticator({ userId });
  let failures = 0;
  for (const call of [
    () => adapter.createUser({ ...user }),
    () => adapter.linkAccount({ ...account }),
    () => adapter.createSession({ ...session }),
    () => adapter.createAuthenticator({ ...authenticator }),
  ]) {
    const settled = await Promise.allSettled(Array.from({ length: 5 }, async () => call()));
    failures += settled.filter(({ status }) => status === "rejected").length;
  }
  if (failures > 0) return;
  const lift = await raw.refuseInserts("user");
  try {
    await rejects(() => adapter.createUser(sample.user()), "createUser that the database refuses");
  } finally {
    await lift();
  }
}

/** Every method with arguments that nobody should pass. */
async function misuses({ adapter }: CaseContext): Promise<void> {
  const nonsense = [[], [null, null], [{}, {}], [["x"], ["x"]], [Symbol("x"), -1]];
  for (const method of implemented(adapter)) {
    await Promise.all(nonsense.map((args) => attempt(async () => Reflect.apply(adapter[method], undefined, args))));
  }
}
