/** What must hold of a harness before a case on it means anything. */
import assert from "node:assert/strict";
import type { MethodName, RecordName } from "@mortise/adapter-kit";
import { contextOf } from "./context.ts";
import type { Harness } from "./harness.ts";

const records: readonly RecordName[] = ["user", "account", "session", "verificationToken", "authenticator"];

/** A check of a harness; `open` makes another one. */
export type HarnessCheck = (harness: Harness, open: () => Promise<Harness>) => Promise<void>;

/** The checks by name, in the order in which they run. */
export const harnessChecks: Readonly<Record<string, HarnessCheck>> = {
  "the second path reads back what it wrote, and clears it": async (harness) => {
    const { raw, given, sample } = contextOf(harness);
    const user = await given.user();
    const account = await given.account({ userId: user.id });
    const session = await given.session({ userId: user.id });
    const token = await given.token();
    const authenticator = await given.authenticator({ userId: user.id });
    assert.deepEqual(await raw.rows("user"), [user]);
    assert.deepEqual(await raw.rows("account"), [account]);
    assert.deepEqual(await raw.rows("session"), [session]);
    assert.deepEqual(await raw.rows("verificationToken"), [token]);
    assert.deepEqual(await raw.rows("authenticator"), [authenticator]);
    await raw.insertOrphan("session", sample.session({ userId: harness.freshUserId() }));
    assert.equal((await raw.rows("session")).length, 2);
    await raw.clear();
    for (const record of records) assert.deepEqual(await raw.rows(record), []);
  },

  "the second path sees what the adapter wrote": async (harness) => {
    const { adapter, raw, sample } = contextOf(harness);
    const { id: _, ...user } = sample.user();
    const { id } = await adapter.createUser(user);
    assert.deepEqual(await raw.rows("user"), [{ ...user, id }]);
    const session = sample.session({ userId: id });
    await adapter.createSession(session);
    assert.deepEqual(await raw.rows("session"), [session]);
  },

  "the database refuses inserts when told to, and takes them again": async (harness) => {
    const { raw, sample } = contextOf(harness);
    for (const record of records) {
      const lift = await raw.refuseInserts(record);
      const { id } = sample.user();
      if (record !== "user") await raw.insert("user", sample.user({ id }));
      const rows = {
        user: sample.user(),
        account: sample.account({ userId: id }),
        session: sample.session({ userId: id }),
        verificationToken: sample.token(),
        authenticator: sample.authenticator({ userId: id }),
      };
      await assert.rejects(raw.insert(record, rows[record]), `${record} takes rows`);
      await lift();
      await raw.insert(record, rows[record]);
    }
  },

  "two harnesses are isolated": async (harness, open) => {
    const other = await open();
    try {
      const { given } = contextOf(harness);
      const { email } = await given.user();
      assert.deepEqual(await other.raw.rows("user"), []);
      assert.equal(await other.adapter.getUserByEmail(email as string), null);
    } finally {
      await other.close();
    }
  },

  "a second client sees the same rows": async (harness) => {
    const { adapter, given } = contextOf(harness);
    const second = await harness.openSecond();
    try {
      const { email, id } = await given.user();
      assert.equal((await second.adapter.getUserByEmail(email as string))?.id, id);
      assert.notEqual(second.adapter, adapter);
    } finally {
      await second.close();
    }
  },

  "the meter counts what the adapter sends, and more than one trip has a reason": async (harness) => {
    const { adapter, raw, given } = contextOf(harness);
    const { email } = await given.user();
    const before = harness.meter.count();
    await raw.rows("user");
    assert.equal(harness.meter.count(), before, "the second path is counted");
    await adapter.getUserByEmail(email as string);
    assert.ok(harness.meter.count() > before, "a read is not counted");
    const { trips, reasons = {} } = harness.traits;
    for (const [method, count] of Object.entries(trips) as [MethodName, number][]) {
      assert.equal(count > 1, reasons[method] !== undefined, `${method} takes ${count}; more than one needs a reason`);
    }
  },
};
