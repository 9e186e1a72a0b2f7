/** What the cases about tables that are not as they come share. */
import assert from "node:assert/strict";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import { type CaseContext, contextOf } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { Harness, RawPath, Row, Variant } from "../harness.ts";
import { need } from "../needs.ts";
import { inMinutes } from "../samples.ts";
import { implemented, on, tryEach } from "./each-method.ts";

export const records: readonly RecordName[] = Object.keys(recordKeys) as RecordName[];

/** Opens the tables of a variant beside the default ones, for as long as the work takes. */
export async function withVariant<T>(
  harness: Harness,
  variant: Variant,
  work: (context: CaseContext) => Promise<T>,
): Promise<T> {
  const own = await need(harness.openVariant, "way to make tables of a variant")(variant);
  try {
    return await work(contextOf(own));
  } finally {
    await own.close();
  }
}

/** The tables hold the rows that `everyRow` answered before, and no others. */
export async function holds(
  raw: RawPath,
  before: ReadonlyMap<RecordName, ReadonlySet<Row>>,
  what: string,
): Promise<void> {
  for (const [record, rows] of before) {
    const message = `${what}: the rows of ${record} are not what they were`;
    assert.deepEqual(new Set<Row>(await raw.rows(record)), rows, message);
  }
}

/** Each method that Auth.js calls once, and what an app calls beside Auth.js, as far as the adapter has it. */
export async function works(context: CaseContext): Promise<void> {
  await tryEach(context, implemented(context.adapter), on(context.adapter));
  await worksBesideAuth(context);
}

async function worksBesideAuth({ adapter, raw, given, harness }: CaseContext): Promise<void> {
  const { id: userId } = await given.user();
  const past = inMinutes(-7, harness.traits.dateGrain);
  const account = await given.account({ userId });
  const session = await given.session({ userId });
  if ("listAccounts" in adapter) {
    const accounts: object[] = await adapter.listAccounts(userId);
    assert.equal(accounts.length, 1, "listAccounts");
    sameFields(accounts[0], account);
  }
  if ("listSessions" in adapter) {
    const sessions: object[] = await adapter.listSessions(userId);
    assert.equal(sessions.length, 1, "listSessions");
    sameFields(sessions[0], session);
  }
  if ("revokeSessions" in adapter) {
    assert.equal(await adapter.revokeSessions(userId), 1, "revokeSessions");
    assert.deepEqual(only(await raw.rows("session"), { userId }), []);
  }
  if ("sweep" in adapter) {
    const kept = await given.session({ userId });
    await given.session({ userId, expires: past });
    const { token } = await given.token({ expires: past });
    await adapter.sweep();
    assert.deepEqual(only(await raw.rows("session"), { userId }), [kept], "sweep");
    assert.deepEqual(only(await raw.rows("verificationToken"), { token }), [], "sweep");
  }
}
