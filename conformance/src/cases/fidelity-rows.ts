/** What the cases about fidelity share: a value goes in by every way there is, and comes out by every reader. */
import assert from "node:assert/strict";
import { inspect, isDeepStrictEqual } from "node:util";
import type { CaseContext } from "../context.ts";
import type { Corpus } from "../corpus.ts";
import { attempt, only, sameRows } from "../expect.ts";
import type { RawPath, Row } from "../harness.ts";
import { accountReadBack, keyOf } from "./account-rows.ts";
import { emailOf, fromEveryReader } from "./user-rows.ts";

/**
 * The row has these values. A failure names the value by what it is, and prints no more than the start of a long one.
 * @param what what the value is and where the row is from.
 */
export function holds(row: unknown, expected: object, what: string): void {
  for (const [field, value] of Object.entries(expected)) {
    const found = Object(row)[field] ?? null;
    assert.ok(isDeepStrictEqual(found, value), `${what}: ${field} is ${shown(found)} and not ${shown(value)}`);
  }
}

function shown(value: unknown): string {
  return inspect(value, { maxStringLength: 80 });
}

/** What a user is given, and what that is. */
interface Given {
  readonly what: string;
  readonly over: Partial<Row<"user">>;
}

/**
 * Users with these values are created, stored and read by each reader as they went in; then each is given the values of
 * the next, which are kept as well.
 */
export async function keepsInUsers(context: CaseContext, values: readonly Given[]): Promise<void> {
  const { adapter, raw, sample } = context;
  const created = [];
  for (const { what, over } of values) {
    const { id: _, ...input } = sample.user(over);
    const user = await adapter.createUser({ ...input });
    holds(user, input, `${what}, as createUser answers it`);
    created.push({ what, user: { ...input, id: user.id } });
  }
  await areStored(raw, created, "createUser");
  for (const { what, user } of created) await isRead(context, user, what);

  const changed = [];
  for (const [index, { user }] of created.entries()) {
    const { what, over } = values[(index + 1) % values.length] ?? { what: "", over: {} };
    const next = { ...user, ...over } as Row<"user">;
    holds(await adapter.updateUser({ ...over, id: user.id }), next, `${what}, as updateUser answers it`);
    changed.push({ what, user: next });
  }
  await areStored(raw, changed, "updateUser");
}

/** Texts in the names and images of users are kept. */
export async function keepsTextsInUsers(context: CaseContext, texts: Corpus<string>): Promise<void> {
  const values = Object.entries(texts).map(([what, text]) => ({ what, over: { name: text, image: text } }));
  await keepsInUsers(context, values);
}

/** Texts in whatever a provider answers are kept, several of them in one account. */
export async function keepsTextsInAccounts(context: CaseContext, texts: Corpus<string>): Promise<void> {
  const entries = Object.entries(texts);
  for (let from = 0; from < entries.length; from += accountTexts.length) {
    const over: Partial<Row<"account">> = {};
    const whats = [];
    for (const [index, field] of accountTexts.entries()) {
      const [what, text] = entries[(from + index) % entries.length] ?? ["", ""];
      over[field] = text;
      whats.push(what);
    }
    await keepsInAccount(context, over, whats.join(", "));
  }
}

/** The fields of an account in which a provider may answer any text. */
const accountTexts = ["refresh_token", "access_token", "token_type", "scope", "id_token", "session_state"] as const;

/** A user with these values is created, and another one is given them; each time all is stored or nothing. */
export async function keepsInUserOrRejects(
  context: CaseContext,
  over: Partial<Row<"user">>,
  what: string,
): Promise<void> {
  const { adapter, raw, given, sample } = context;
  const before = await raw.rows("user");
  const { id: _, ...input } = sample.user(over);
  const created = await attempt(() => adapter.createUser({ ...input }));
  if (created === null) sameRows(await raw.rows("user"), before, `${what}: rejected and stored`);
  else await isStoredAndRead(context, { ...input, id: created.id }, what);

  const user = await given.user();
  const isChanged = (await attempt(() => adapter.updateUser({ id: user.id, ...over }))) !== null;
  const kept = isChanged ? { ...user, ...over } : user;
  const how = isChanged ? "as updateUser stores it" : "which updateUser rejects";
  holds(only(await raw.rows("user"), { id: user.id })[0], kept, `${what}, ${how}`);
  holds(await adapter.getUser(user.id), kept, `${what}, ${how}`);
}

/** The user is stored once, and each of the four readers answers it. */
export async function isStoredAndRead(context: CaseContext, user: Row<"user">, what: string): Promise<void> {
  await areStored(context.raw, [{ what, user }], "createUser");
  await isRead(context, user, what);
}

async function areStored(
  raw: RawPath,
  users: readonly { readonly what: string; readonly user: Row<"user"> }[],
  method: string,
): Promise<void> {
  const rows = await raw.rows("user");
  for (const { what, user } of users) {
    const [row, ...others] = only(rows, { id: user.id });
    holds(row, user, `${what}, as ${method} stores it`);
    assert.deepEqual(others, [], `${what}: more than one row`);
  }
}

async function isRead(context: CaseContext, user: Row<"user">, what: string): Promise<void> {
  for (const [reader, read] of Object.entries(await fromEveryReader(context, { id: user.id, email: emailOf(user) }))) {
    holds(read, user, `${what}, as ${reader} answers it`);
  }
}

/** An account with these values is linked, stored and read as it went in. */
export async function keepsInAccount(context: CaseContext, over: Partial<Row<"account">>, what: string): Promise<void> {
  const { adapter, raw, given, sample } = context;
  const { id } = await given.user();
  const account = sample.account({ userId: id, ...over });
  await adapter.linkAccount({ ...account });
  holds(only(await raw.rows("account"), keyOf(account))[0], account, `${what}, as linkAccount stores it`);
  holds(await accountReadBack(context, account), account, `${what}, as getAccount answers it`);
  const owner = await adapter.getUserByAccount(keyOf(account));
  assert.equal(owner?.id, id, `${what}: getUserByAccount does not find the owner`);
}
