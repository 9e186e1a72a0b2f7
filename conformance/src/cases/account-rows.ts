/** What the cases about accounts share. */
import type { AccountKeyInput, MortiseAdapter } from "@mortise/adapter-kit";
import type { CaseContext } from "../context.ts";
import { only } from "../expect.ts";
import type { Row } from "../harness.ts";

/** An account without anything of what a provider may leave out. */
export const withoutTokens = {
  refresh_token: null,
  access_token: null,
  expires_at: null,
  token_type: null,
  scope: null,
  id_token: null,
  session_state: null,
} as const;

/** The two keys that Auth.js looks an account up with, and nothing else. */
export function keyOf<Id extends string | number>(account: {
  readonly provider: string;
  readonly providerAccountId: Id;
}): { provider: string; providerAccountId: Id } {
  const { provider, providerAccountId } = account;
  return { provider, providerAccountId };
}

/** The id of the user whom `getUserByAccount` finds, or `null`. */
export async function ownerOf(adapter: MortiseAdapter, account: AccountKeyInput): Promise<string | null> {
  const owner = await adapter.getUserByAccount(keyOf(account));
  return owner ? owner.id : null;
}

/**
 * The account as `getAccount` answers it, or by the second path where the adapter is without the methods for passkeys,
 * which INT-04 and ACC-24 say.
 */
export async function accountReadBack(
  { adapter, raw }: CaseContext,
  account: Row<"account">,
): Promise<Row<"account"> | null | undefined> {
  if (adapter.getAccount) return adapter.getAccount(account.providerAccountId, account.provider);
  // It may have been asked for by a number, and rows have text.
  const { provider, providerAccountId } = account;
  return only(await raw.rows("account"), { provider, providerAccountId: String(providerAccountId) })[0];
}
