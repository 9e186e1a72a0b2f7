/**
 * Rows of somebody who has nothing to do with a case: in the database before it starts, and the same to the letter
 * when it ends.
 */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import { creators } from "./context.ts";
import { attempt } from "./expect.ts";
import type { Harness, Row } from "./harness.ts";
import { samples } from "./samples.ts";
import { canInsert } from "./some-raw-path.ts";

type Rows = { readonly [R in RecordName]: Row<R> };

/** Puts the bystanders in and answers a check that they are untouched. */
export async function seedBystanders(harness: Harness): Promise<() => Promise<void>> {
  const { raw } = harness;
  if (!canInsert(raw)) return seedThroughAdapter(harness);
  const rows = bystanders(harness);
  for (const record of Object.keys(rows) as RecordName[]) await raw.insert(record, rows[record]);

  return async () => {
    for (const record of Object.keys(rows) as RecordName[]) {
      const stored = await raw.rows(record);
      const found = stored.filter((row) => isSame(record, row, rows[record]));
      assert.deepEqual(found, [rows[record]], `the bystander's ${record} is not what it was`);
    }
  };
}

function bystanders(harness: Harness, id?: string): Rows {
  const sample = samples(harness);
  const user = sample.user({ name: "Bystander", ...(id === undefined ? {} : { id }) });
  const owned = { userId: user.id };
  const account = sample.account({ ...owned, provider: "bystander" });
  return {
    user,
    account,
    session: sample.session(owned),
    verificationToken: sample.token(),
    authenticator: sample.authenticator({ ...owned, providerAccountId: account.providerAccountId }),
  };
}

function isSame(record: RecordName, a: Row, b: Row): boolean {
  return recordKeys[record].every((field) => a[field] === b[field]);
}

/**
 * The same where there is no second path: what the adapter's readers answer is no other than before. What the adapter
 * cannot store or read is left out, so that one broken method does not fail every case.
 */
async function seedThroughAdapter(harness: Harness): Promise<() => Promise<void>> {
  const { adapter } = harness;
  const create = creators(adapter);
  const created = await attempt(() => create.user(bystanders(harness).user));
  if (created?.id === undefined) return async () => {};
  const rows = bystanders(harness, created.id);
  await attempt(() => create.account(rows.account));
  await attempt(() => create.session(rows.session));
  await attempt(() => create.authenticator(rows.authenticator));
  const takesToken = await tokenTaker(harness);

  const { session, authenticator } = rows;
  const { provider, providerAccountId } = rows.account;
  const readers: Readonly<Record<string, () => Promise<unknown>>> = {
    "the bystander by id": async () => fieldsOf(await adapter.getUser(rows.user.id), rows.user),
    "the bystander's account": async () =>
      fieldsOf(await adapter.getUserByAccount({ provider, providerAccountId }), rows.user),
    "the bystander's session": async () =>
      fieldsOf((await adapter.getSessionAndUser(session.sessionToken))?.session, session),
    "the bystander's authenticator": async () =>
      fieldsOf(await adapter.getAuthenticator(authenticator.credentialID), authenticator),
  };
  const before = new Map<string, string>();
  for (const [what, read] of Object.entries(readers)) {
    const answer = await attempt(read);
    if (answer !== null) before.set(what, inspect(answer));
  }
  return async () => {
    for (const [what, answer] of before) {
      assert.equal(inspect(await readers[what]?.()), answer, `${what} is not what it was`);
    }
    await takesToken();
  };
}

/** A check that a token can still be taken, where one could before: tokens have no reader that leaves them there. */
async function tokenTaker({ adapter, ...harness }: Harness): Promise<() => Promise<void>> {
  const [first, second] = [samples(harness).token(), samples(harness).token()];
  const create = creators(adapter).verificationToken;
  const take = async ({ identifier, token }: Row<"verificationToken">) =>
    Boolean(await adapter.useVerificationToken({ identifier, token }));
  const works = await attempt(async () => {
    await create(first);
    await create(second);
    return take(first);
  });
  if (!works) return async () => {};
  return async () => assert.ok(await take(second), "the bystander's verification token is gone");
}

/** The standard fields of an answer: what a reader adds to them may change from one call to the next. */
function fieldsOf(answer: unknown, row: Row): unknown {
  if (typeof answer !== "object" || answer === null) return null;
  return Object.keys(row).map((field) => Reflect.get(answer, field));
}
