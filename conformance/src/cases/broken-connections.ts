/** Cases about connections that end, and about an adapter that goes on after that. */
import assert from "node:assert/strict";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { Row } from "../harness.ts";
import { need } from "../needs.ts";
import { bounded } from "./lifecycle-watch.ts";
import { duringOutage, throwsInTime } from "./outages.ts";
import { emailOf } from "./user-rows.ts";

type Ids = "LIF-10" | "LIF-11";

/** More calls at once than a pool has connections, so that every one of them is met. */
const atOnce = 12;

export const brokenConnections: Pick<CasesOf<"LIF">, Ids> = {
  "LIF-10": async (context) => {
    const { adapter, given, harness } = context;
    const construct = need(harness.construct, "way to construct an adapter");
    const user = await given.user();
    const adapters = [adapter, construct()];
    // Then a pool is full of connections, and every one of them is about to end.
    await Promise.all(Array.from({ length: atOnce }, () => adapter.getUser(user.id)));
    await duringOutage(harness, async () => {
      adapters.push(construct());
      for (const each of adapters) {
        // For all but the harness's own these are the first calls, with whatever the first call sets up. There are few
        // of them: some drivers wait the longer the more often they failed.
        await throwsInTime(() => each.getUserByEmail(emailOf(user)), "getUserByEmail during an outage");
        await throwsInTime(() => each.createUser({ email: null, emailVerified: null }), "createUser during an outage");
      }
    });
    for (const each of adapters) await works(context, each, user);
  },

  "LIF-11": async (context) => {
    const { adapter, raw, given, harness, sample } = context;
    const cable = need(harness.cable, "wire to cut");
    const user = await given.user();
    const { id: _, ...fields } = sample.user();

    cable.dropNext();
    // A driver may ask again by itself, as a read does no harm; it must not take the silence for an answer.
    await fails("a read whose connection is dropped", user, () => adapter.getUser(user.id));
    await works(context, adapter, user);

    cable.dropNext();
    const created = await fails("a write whose connection is dropped", null, () => adapter.createUser({ ...fields }));
    const stored = only(await raw.rows("user"), { email: fields.email });
    assert.ok(stored.length <= 1, "a write whose connection is dropped is done twice");
    for (const row of stored) assert.deepEqual(row, { ...fields, id: row.id });
    if (created)
      assert.deepEqual(
        stored.map(({ id }) => id),
        [created.id],
      );
    await works(context, adapter, user);

    // As many connections as there may be, so that the server ends all of them.
    await Promise.all(Array.from({ length: atOnce }, () => adapter.getUser(user.id)));
    cable.halfClose();
    await Promise.all(
      Array.from({ length: atOnce }, () =>
        fails("a read after the server has hung up", user, () => adapter.getUser(user.id)),
      ),
    );
    await works(context, adapter, user);
  },
};

/** The call ends in bounded time: with an Error, or with the answer that it has on any other day. */
async function fails<T>(what: string, expected: object | null, call: () => Promise<T>): Promise<T | null> {
  const [settled] = await bounded(() => Promise.allSettled([call()]), what);
  if (settled.status === "rejected") {
    assert.ok(settled.reason instanceof Error, `${what} fails with what is not an Error`);
    return null;
  }
  if (expected) sameFields(settled.value, expected);
  return settled.value;
}

/** The adapter reads and writes. */
async function works({ raw, sample }: CaseContext, adapter: MortiseAdapter, user: Row<"user">): Promise<void> {
  sameFields(await bounded(() => adapter.getUserByEmail(emailOf(user)), "a read afterwards"), user);
  const session = sample.session({ userId: user.id });
  const { sessionToken } = session;
  await bounded(() => adapter.createSession({ ...session }), "a write afterwards");
  assert.deepEqual(only(await raw.rows("session"), { sessionToken }), [session]);
  const found = await bounded(() => adapter.getSessionAndUser(sessionToken), "a read afterwards");
  sameFields(found?.session, session);
  sameFields(found?.user, user);
}
