/** Tables that somebody else's schema made are made as good as ours by the statements that `verifySchema` gives. */
import assert from "node:assert/strict";
import type { SchemaProblem } from "@mortise/adapter-kit";
import type { CaseContext } from "../context.ts";
import { everyRow, rejects } from "../expect.ts";
import { need } from "../needs.ts";
import { keyOf } from "./account-rows.ts";
import { isSameKey, problemsOf, uniqueKeys } from "./schema-rows.ts";
import { fill } from "./tenant-rows.ts";
import { emailOf } from "./user-rows.ts";
import { holds } from "./variants.ts";

/** The kinds of problem that a statement mends on any engine. */
const mendable: readonly SchemaProblem["kind"][] = ["missing-unique-key", "missing-index"];

/** What is missing is named with a statement, what is there is not, and after the statements nothing is missing. */
export async function mendsSchema(context: CaseContext): Promise<void> {
  const { adapter, raw, given, sample } = context;
  const verifySchema = need(adapter.verifySchema, "adapter that verifies its schema");
  const [execute, keysOf] = [
    need(raw.execute, "way to run a statement"),
    need(raw.uniqueKeys, "look into a catalogue"),
  ];
  const { user, account } = await fill(context);
  const before = await everyRow(raw);

  const problems = await verifySchema();
  for (const key of uniqueKeys) {
    const isThere = (await keysOf(key.record)).some((fields) => isSameKey(fields, key.fields));
    const named = problemsOf(problems, "missing-unique-key", key).length;
    assert.equal(named, isThere ? 0 : 1, `${key.record} (${key.fields}) ${isThere ? "has" : "has not"} a unique key`);
  }
  const missing = problems.filter(({ kind }) => mendable.includes(kind));
  for (const { record, fields, message, statement } of missing) {
    assert.ok(record !== null && fields.length > 0 && message, "a problem does not say what it is about");
    await execute(statement ?? assert.fail(`no statement mends: ${message}`));
  }
  assert.deepEqual(
    (await verifySchema()).filter(({ kind }) => mendable.includes(kind)),
    [],
    "what is missing after the statements",
  );
  await holds(raw, before, "after the statements");
  await rejects(() => given.user({ email: user.email }), "a second user with the same e-mail");
  await rejects(() => given.account({ userId: user.id, ...keyOf(account) }), "a second account with the same key");
  await isIndexed(context, user.id, emailOf(user), sample.token().token);
}

/** No lookup goes through a whole table any more, so that no index was left out. */
async function isIndexed(
  { adapter, harness }: CaseContext,
  userId: string,
  email: string,
  token: string,
): Promise<void> {
  const lookups: Readonly<Record<string, () => Promise<unknown>>> = {
    getUserByEmail: () => adapter.getUserByEmail(email),
    getUserByAccount: () => adapter.getUserByAccount({ provider: "github", providerAccountId: "42" }),
    getSessionAndUser: () => adapter.getSessionAndUser(token),
    "useVerificationToken by token": () => adapter.useVerificationToken({ token }),
    listSessions: () => adapter.listSessions(userId),
    listAccounts: () => adapter.listAccounts(userId),
    listAuthenticatorsByUserId: () => adapter.listAuthenticatorsByUserId(userId),
    getAuthenticator: () => adapter.getAuthenticator(token),
  };
  for (const [name, lookup] of Object.entries(lookups)) {
    assert.deepEqual(await harness.scans(lookup), [], `${name} goes through a whole table`);
  }
}
