/**
 * Tables whose keys are in the server's own collation, to which many strings are one: whatever looks like a key finds,
 * changes and removes nothing. That both spellings can be stored is more than such a table can do.
 */
import { caseLookAlike, contextOf, type Harness, lookAlikes } from "@mortise/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mysqlSuites } from "./suites-mysql.ts";

const vectors = [...lookAlikes, caseLookAlike];

for (const { name, absent, open } of mysqlSuites.filter(({ only }) => only !== undefined)) {
  describe.runIf(absent === undefined)(name, () => {
    let harness: Harness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness.close());

    test("the collation does take some of them for one", async () => {
      const { raw, given, sample } = contextOf(harness);
      await given.user({ email: caseLookAlike.key });
      await expect(raw.insert("user", sample.user({ email: caseLookAlike.other }))).rejects.toThrow(/Duplicate/);
    });

    test.each(vectors)("a user's e-mail and $differ", async ({ key, other }) => {
      const { adapter, raw, given } = contextOf(harness);
      await raw.clear();
      const user = await given.user({ email: key });
      expect(await adapter.getUserByEmail(other)).toBe(null);
      expect(await adapter.getUserByEmail(key)).toEqual(user);
    });

    test.each(vectors)("an account's key and $differ", async ({ key, other }) => {
      const { adapter, raw, given } = contextOf(harness);
      await raw.clear();
      const user = await given.user();
      const account = await given.account({ userId: user.id, providerAccountId: key });
      const look = { provider: account.provider, providerAccountId: other };
      expect(await adapter.getUserByAccount(look)).toBe(null);
      expect(await adapter.getAccount(other, account.provider)).toBe(null);
      await adapter.unlinkAccount(look);
      expect(await raw.rows("account")).toEqual([account]);
    });

    test.each(vectors)("a session's token and $differ", async ({ key, other }) => {
      const { adapter, raw, given } = contextOf(harness);
      await raw.clear();
      const session = await given.session({ userId: (await given.user()).id, sessionToken: key });
      expect(await adapter.getSessionAndUser(other)).toBe(null);
      await adapter.updateSession({ sessionToken: other, expires: new Date(1e13) });
      await adapter.deleteSession(other);
      expect(await raw.rows("session")).toEqual([session]);
    });

    test.each(vectors)("a passkey's credential id and $differ", async ({ key, other }) => {
      const { adapter, raw, given } = contextOf(harness);
      await raw.clear();
      const passkey = await given.authenticator({ userId: (await given.user()).id, credentialID: key });
      expect(await adapter.getAuthenticator(other)).toBe(null);
      await expect(adapter.updateAuthenticatorCounter(other, 99)).rejects.toMatchObject({ code: "MORTISE_NOT_FOUND" });
      expect(await raw.rows("authenticator")).toEqual([passkey]);
    });
  });
}
