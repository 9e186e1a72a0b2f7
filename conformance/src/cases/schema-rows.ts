/** What the cases about schemas share: the keys that must be unique, and rows that break them. */
import assert from "node:assert/strict";
import type { RecordName, SchemaProblem } from "@mortise/adapter-kit";
import type { CaseContext } from "../context.ts";
import { attempt, everyRow } from "../expect.ts";
import { need } from "../needs.ts";
import { keyOf } from "./account-rows.ts";
import { keyOf as tokenKeyOf } from "./token-rows.ts";
import { holds } from "./variants.ts";

/** The fields of which no two rows may have the same values. */
export interface UniqueKey {
  readonly record: RecordName;
  readonly fields: readonly string[];
}

export const uniqueKeys: readonly UniqueKey[] = [
  { record: "user", fields: ["email"] },
  { record: "account", fields: ["provider", "providerAccountId"] },
  { record: "session", fields: ["sessionToken"] },
  { record: "verificationToken", fields: ["identifier", "token"] },
  { record: "authenticator", fields: ["credentialID"] },
];

/** The same fields, in whatever order. */
export function isSameKey(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

/** The problems of a kind that a key has. */
export function problemsOf(
  problems: readonly SchemaProblem[],
  kind: SchemaProblem["kind"],
  { record, fields }: UniqueKey,
): SchemaProblem[] {
  return problems.filter((each) => each.kind === kind && each.record === record && isSameKey(each.fields, fields));
}

/** What is missing of a schema. */
export function missing(problems: readonly SchemaProblem[]): SchemaProblem[] {
  return problems.filter(({ kind }) => kind.startsWith("missing"));
}

/**
 * Over tables without unique keys: the duplicates are named, those that are none are not, and every row stays. A key that
 * even these have lets no duplicate in, as where each record stands under the name that its fields make.
 */
export async function reportsDuplicates(context: CaseContext): Promise<void> {
  const { adapter, raw, given, sample } = context;
  const verifySchema = need(adapter.verifySchema, "adapter that verifies its schema");
  const open: UniqueKey[] = [];
  for (const key of uniqueKeys) {
    const declared = (await raw.uniqueKeys?.(key.record)) ?? [];
    if (!declared.some((fields) => isSameKey(fields, key.fields))) open.push(key);
  }
  const isOpen = (record: RecordName) => open.some((key) => key.record === record);
  assert.ok(open.length > 0, "the tables without unique keys have them all");
  // A column that must not be empty may stay so without its keys.
  const nameless = async () => (await attempt(() => given.user({ email: null }))) ?? given.user();
  const [{ id: first }, { id: second }] = [await nameless(), await nameless()];
  // What any of the keys lets in: the same half of a key beside another, and no value at all.
  const account = await given.account({ userId: first });
  await given.account({ userId: first, ...keyOf(account), provider: "gitlab" });
  const session = await given.session({ userId: first });
  const token = await given.token();
  await given.token({ token: token.token });
  const authenticator = await given.authenticator({ userId: first });
  const duplicatesIn = (problems: readonly SchemaProblem[]) => problems.filter(({ kind }) => kind === "duplicates");
  assert.deepEqual(duplicatesIn(await verifySchema()), [], "duplicates where there are none");

  const [twice, thrice] = [sample.user(), sample.user()];
  const addressed = isOpen("user") ? [twice, twice, thrice, thrice, thrice] : [];
  for (const { email } of addressed) await given.user({ email });
  if (isOpen("account")) await given.account({ userId: second, ...keyOf(account) });
  if (isOpen("session")) await given.session({ userId: second, sessionToken: session.sessionToken });
  if (isOpen("verificationToken")) await given.token(tokenKeyOf(token));
  if (isOpen("authenticator")) await given.authenticator({ userId: second, credentialID: authenticator.credentialID });
  const before = await everyRow(raw);
  const names = (problems: readonly SchemaProblem[]) => {
    for (const key of open) {
      const of = `${key.record} (${key.fields})`;
      const [problem, ...others] = problemsOf(problems, "duplicates", key);
      assert.ok(problem, `the duplicates of ${of} are not reported`);
      assert.deepEqual(others, [], `the duplicates of ${of} are reported twice`);
      assert.equal(problem.count, key.record === "user" ? 2 : 1, `values of ${of} in more than one row`);
      assert.ok(problem.message, `the report on ${of} has no message`);
    }
    assert.equal(duplicatesIn(problems).length, open.length);
  };
  names(await verifySchema());
  await holds(raw, before, "after verifySchema");
  // It reports them too, or fails since the keys cannot be made.
  await attempt(async () => adapter.createSchema());
  await holds(raw, before, "after createSchema");
  names(await verifySchema());
  await holds(raw, before, "after verifySchema");
}
