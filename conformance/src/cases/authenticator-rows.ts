/** What the cases about authenticators share. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CaseContext } from "../context.ts";
import { sameFields, sameRows } from "../expect.ts";
import type { Row } from "../harness.ts";

export type Authenticator = Row<"authenticator">;

/** A signature counter has 32 bits (WebAuthn Level 2, section 6.1). */
export const highestCounter: number = 2 ** 32 - 1;

/** Creates it through the adapter, and finds it again by both paths. */
export async function makesRoundTrip({ adapter, raw }: CaseContext, row: Authenticator): Promise<void> {
  const before = await raw.rows("authenticator");
  await adapter.createAuthenticator({ ...row });
  sameRows(await raw.rows("authenticator"), [...before, row]);
  sameFields(await adapter.getAuthenticator(row.credentialID), row);
}

/** The rows that the list answers, by credential id. */
export async function listed({ adapter }: CaseContext, userId: string): Promise<Map<string, Authenticator>> {
  const rows: unknown = await adapter.listAuthenticatorsByUserId(userId);
  assert.ok(Array.isArray(rows), `expected an array, got ${inspect(rows)}`);
  const byId = new Map<string, Authenticator>(rows.map((row) => [row.credentialID, row]));
  assert.equal(byId.size, rows.length, "the list has an authenticator twice");
  return byId;
}

/** The list answers exactly these rows. */
export async function lists(context: CaseContext, userId: string, expected: readonly Authenticator[]): Promise<void> {
  const rows = await listed(context, userId);
  const ids = new Set(expected.map(({ credentialID }) => credentialID));
  assert.deepEqual(new Set(rows.keys()), ids, "the list is not all of the user's authenticators and no others");
  for (const row of expected) sameFields(rows.get(row.credentialID), row);
}
