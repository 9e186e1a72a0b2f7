/** The case about rows that hold what their fields cannot be, as a hand or another program may leave them. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { RecordName } from "@mortise/adapter-kit";
import type { CaseContext, CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import type { Row } from "../harness.ts";
import { need } from "../needs.ts";
import { keyOf } from "./token-rows.ts";
import { emailOf } from "./user-rows.ts";

/** A row of each record that belong together. */
type Rows = { readonly [R in RecordName]: Row<R> };

export const spoiledRows: Pick<CasesOf<"LIF">, "LIF-15"> = {
  "LIF-15": async (context) => {
    const { adapter, raw, given } = context;
    const spoil = need(raw.spoil, "way to spoil a row");
    for (const record of ["user", "account", "session", "verificationToken", "authenticator"] as const) {
      const own = await rowsOf(context, await given.user());
      // Beside the spoiled row stand others of the same user, where it is not the user's own.
      const siblings = await rowsOf(context, record === "user" ? await given.user() : own.user);
      const strangers = await rowsOf(context, await given.user());
      await spoil(record, own[record]);
      for (const [method, read] of Object.entries(readsOf(context, own)[record])) {
        const answer = await answerOf(`${method} of a spoiled ${record}`, read);
        assert.equal(answer ?? null, null, `${method} of a spoiled ${record} answers ${inspect(answer)}`);
      }
      if (record === "account") {
        // The account itself is not what is answered here.
        const { provider, providerAccountId } = own.account;
        const owner = await answerOf("getUserByAccount", () =>
          adapter.getUserByAccount({ provider, providerAccountId }),
        );
        if (owner) sameFields(owner, own.user);
      }
      if (record === "authenticator") {
        const listed = await answerOf("a list", () => adapter.listAuthenticatorsByUserId(own.user.id));
        if (listed)
          assert.deepEqual(
            listed.map((each) => each.credentialID),
            [siblings.authenticator.credentialID],
          );
      }
      await readable(context, siblings);
      await readable(context, strangers);
    }
  },
};

async function rowsOf({ given }: CaseContext, user: Row<"user">): Promise<Rows> {
  const userId = user.id;
  const account = await given.account({ userId });
  const session = await given.session({ userId });
  const authenticator = await given.authenticator({ userId, providerAccountId: account.providerAccountId });
  return { user, account, session, verificationToken: await given.token(), authenticator };
}

/** What reads a record, for each record. */
function readsOf({ adapter }: CaseContext, rows: Rows): Record<RecordName, Record<string, () => Promise<unknown>>> {
  const { user, account, session, verificationToken, authenticator } = rows;
  const { provider, providerAccountId } = account;
  return {
    user: {
      getUser: () => adapter.getUser(user.id),
      getUserByEmail: () => adapter.getUserByEmail(emailOf(user)),
      getUserByAccount: () => adapter.getUserByAccount({ provider, providerAccountId }),
      getSessionAndUser: () => adapter.getSessionAndUser(session.sessionToken),
    },
    account: { getAccount: () => adapter.getAccount(providerAccountId, provider) },
    session: { getSessionAndUser: () => adapter.getSessionAndUser(session.sessionToken) },
    verificationToken: { useVerificationToken: () => adapter.useVerificationToken(keyOf(verificationToken)) },
    authenticator: { getAuthenticator: () => adapter.getAuthenticator(authenticator.credentialID) },
  };
}

/** What the call answers; `null` when it throws an Error. */
async function answerOf<T>(what: string, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    assert.ok(error instanceof Error, `${what} fails with ${inspect(error)}, which is not an Error`);
    return null;
  }
}

/** Every one of the rows is read as it was written. */
async function readable(context: CaseContext, rows: Rows): Promise<void> {
  const { user, account, session, verificationToken, authenticator } = rows;
  const reads = readsOf(context, rows);
  for (const read of [reads.user.getUser, reads.user.getUserByEmail, reads.user.getUserByAccount]) {
    sameFields(await read?.(), user);
  }
  const found = Object(await reads.session.getSessionAndUser?.());
  sameFields(found.session, session);
  sameFields(found.user, user);
  sameFields(await reads.account.getAccount?.(), account);
  sameFields(await reads.authenticator.getAuthenticator?.(), authenticator);
  // A token is read once.
  sameFields(await reads.verificationToken.useVerificationToken?.(), verificationToken);
}
