/** What the cases about users share. */
import assert from "node:assert/strict";
import type { CaseContext } from "../context.ts";
import { only, sameFields } from "../expect.ts";
import type { RawPath, Row } from "../harness.ts";

/** The database holds this user, exactly so and once. */
export async function isStored(raw: RawPath, user: Row<"user">): Promise<void> {
  assert.deepEqual(only(await raw.rows("user"), { id: user.id }), [user]);
}

/** The one row that has this name, which the case made up. */
export async function rowNamed(raw: RawPath, name: string | null): Promise<Row<"user">> {
  const [row, ...others] = only(await raw.rows("user"), { name });
  assert.ok(row, `no user called ${name} is stored`);
  assert.deepEqual(others, [], `more than one user called ${name} is stored`);
  return row;
}

export function emailOf(user: Row<"user">): string {
  assert.ok(user.email !== null, "the sample has an e-mail");
  return user.email;
}

/** The user as each of the four readers answers it. */
export async function fromEveryReader(
  { adapter, given }: CaseContext,
  { id, email }: { id: string; email: string },
): Promise<Record<string, Row<"user"> | null | undefined>> {
  const account = await given.account({ userId: id });
  const { sessionToken } = await given.session({ userId: id });
  const { provider, providerAccountId } = account;
  return {
    getUser: await adapter.getUser(id),
    getUserByEmail: await adapter.getUserByEmail(email),
    getUserByAccount: await adapter.getUserByAccount({ provider, providerAccountId }),
    getSessionAndUser: (await adapter.getSessionAndUser(sessionToken))?.user,
  };
}

/** A user without an e-mail is stored, whichever way the e-mail is missing. */
export async function storesWithoutEmail(
  { adapter, raw, sample }: CaseContext,
  email: undefined | null,
): Promise<void> {
  const { name, image } = sample.user();
  const user = await adapter.createUser({ id: crypto.randomUUID(), name, email, emailVerified: null, image });
  const expected = { id: user.id, name, email: null, emailVerified: null, image };
  sameFields(user, expected);
  assert.deepEqual(await rowNamed(raw, name), expected);
  sameFields(await adapter.getUser(user.id), expected);
}
