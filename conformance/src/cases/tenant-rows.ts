/** What the cases about tenants share. */
import assert from "node:assert/strict";
import type { CaseContext } from "../context.ts";
import { attempt, everyRow } from "../expect.ts";
import type { Harness, Row } from "../harness.ts";
import { inMinutes } from "../samples.ts";
import { keyOf } from "./account-rows.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";
import { keyOf as tokenKeyOf } from "./token-rows.ts";
import { emailOf } from "./user-rows.ts";
import { holds, withVariant } from "./variants.ts";

/** One row of each record. */
export interface Filled {
  readonly user: Row<"user">;
  readonly account: Row<"account">;
  readonly session: Row<"session">;
  readonly token: Row<"verificationToken">;
  readonly authenticator: Row<"authenticator">;
}

/** Two tenants side by side. */
export function withTenants(harness: Harness, work: (a: CaseContext, b: CaseContext) => Promise<void>): Promise<void> {
  return withVariant(harness, { prefix: "a_" }, (a) => withVariant(harness, { prefix: "b_" }, (b) => work(a, b)));
}

/**
 * Stores one row of each record.
 * @param like rows of another tenant whose keys these take, with other values beside the keys.
 * @param expires of the session and the token.
 */
export async function fill({ given, harness }: CaseContext, like?: Filled, expires?: Date): Promise<Filled> {
  const until = { expires: expires ?? laterExpiry(harness) };
  const user = await given.user(like && { id: like.user.id, email: like.user.email });
  const userId = user.id;
  return {
    user,
    account: await given.account({ userId, ...(like && keyOf(like.account)) }),
    session: await given.session({ userId, ...until, ...(like && { sessionToken: like.session.sessionToken }) }),
    token: await given.token({ ...until, ...(like && tokenKeyOf(like.token)) }),
    authenticator: await given.authenticator({
      userId,
      ...(like && { credentialID: like.authenticator.credentialID }),
    }),
  };
}

/**
 * Neither of two tenants finds, changes or removes anything of the other's, in either direction.
 * @param starts what a key of the other tenant may begin with where this one's prefix ends.
 */
export async function isolated(one: CaseContext, two: CaseContext, starts: readonly string[] = []): Promise<void> {
  const [ofOne, ofTwo] = [await fill(one), await fill(two)];
  for (const [context, other, rows] of [
    [one, two, ofTwo],
    [two, one, ofOne],
  ] as const) {
    const { adapter } = context;
    const past = inMinutes(-7, context.harness.traits.dateGrain);
    await other.given.session({ userId: rows.user.id, expires: past });
    await other.given.token({ expires: past });
    const before = await everyRow(other.raw);
    const { id } = rows.user;
    const { sessionToken } = rows.session;
    assert.equal(await adapter.getUserByEmail(emailOf(rows.user)), null);
    assert.equal(await adapter.getUserByAccount(keyOf(rows.account)), null);
    assert.equal(await adapter.useVerificationToken(tokenKeyOf(rows.token)), null);
    assert.equal(await adapter.getAuthenticator(rows.authenticator.credentialID), null);
    assert.equal(await adapter.getUser(id), null);
    assert.equal(await signedIn(adapter, sessionToken), null);
    await attempt(() => adapter.deleteUser(id));
    await attempt(() => adapter.deleteSession(sessionToken));
    for (const start of starts) {
      assert.equal(await adapter.getUser(`${start}${id}`), null);
      assert.equal(await signedIn(adapter, `${start}${sessionToken}`), null);
      await attempt(() => adapter.deleteUser(`${start}${id}`));
      await attempt(() => adapter.deleteSession(`${start}${sessionToken}`));
    }
    if ("listSessions" in adapter) assert.deepEqual(await adapter.listSessions(id), []);
    if ("listAccounts" in adapter) assert.deepEqual(await adapter.listAccounts(id), []);
    if ("revokeSessions" in adapter) assert.equal(await adapter.revokeSessions(id), 0);
    if ("sweep" in adapter) await adapter.sweep();
    await holds(other.raw, before, "the tenant whose prefix starts alike or is longer");
  }
}
