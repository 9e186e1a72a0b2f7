/** Accounts: whatever a provider answers is linked, to one user and no other, and found by both halves of its key. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { only, sameFields, sameRows } from "../expect.ts";
import { accountKeys } from "./account-keys.ts";
import { accountOwners } from "./account-owners.ts";
import { accountReadBack, keyOf, ownerOf, withoutTokens } from "./account-rows.ts";

export const accounts: CasesOf<"ACC"> = {
  "ACC-01": async ({ adapter, raw, given, sample }) => {
    const full = await given.user();
    const bare = await given.user({ name: null, email: null, emailVerified: null, image: null });
    const before = await raw.rows("account");
    const [first, second] = [sample.account({ userId: full.id }), sample.account({ userId: bare.id })];
    await adapter.linkAccount({ ...first });
    await adapter.linkAccount({ ...second });
    sameRows(await raw.rows("account"), [...before, first, second]);
    sameFields(await adapter.getUserByAccount(keyOf(first)), full);
    sameFields(await adapter.getUserByAccount(keyOf(second)), bare);
  },

  "ACC-02": async ({ adapter, raw, given }) => {
    const user = await given.user();
    const before = await raw.rows("account");
    const minimal = { provider: "passkey", providerAccountId: "q1+/Zg==", type: "webauthn", userId: user.id };
    await adapter.linkAccount({ ...minimal });
    sameRows(await raw.rows("account"), [...before, { ...withoutTokens, ...minimal }]);
    assert.equal(await ownerOf(adapter, minimal), user.id);
  },

  "ACC-03": async (context) => {
    const { adapter, raw, given, sample } = context;
    const user = await given.user();
    const before = await raw.rows("account");
    const account = sample.account({ userId: user.id });
    await adapter.linkAccount({ ...account });
    sameRows(await raw.rows("account"), [...before, account]);
    sameFields(await accountReadBack(context, account), account);
  },

  "ACC-04": async (context) => {
    const { adapter, raw, given, sample } = context;
    const user = await given.user();
    for (const [field, value] of Object.entries(sample.account({ userId: user.id }))) {
      // Each optional field is the only one left out, and then the only one given.
      if (!Object.hasOwn(withoutTokens, field)) continue;
      const alone = sample.account({ userId: user.id });
      await adapter.linkAccount({ ...alone, [field]: undefined });
      assert.deepEqual(only(await raw.rows("account"), keyOf(alone)), [{ ...alone, [field]: null }]);
      const others = { ...sample.account({ userId: user.id }), ...withoutTokens, [field]: value };
      await adapter.linkAccount({ ...others, ...allUndefined, [field]: value, refresh_token_expires_in: undefined });
      assert.deepEqual(only(await raw.rows("account"), keyOf(others)), [others]);
      sameFields(await accountReadBack(context, others), others);
      assert.equal(await ownerOf(adapter, others), user.id);
    }
  },

  "ACC-05": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const unknownKeys = [
      { ext_expires_in: 5400 },
      { refresh_expires_in: 1800 },
      { "not-before-policy": 0 },
      { "u2f:x": "y" },
      { refresh_token_expires_in: undefined, realm_access: { roles: ["member"] }, groups: ["a", "b"], isTeam: false },
    ];
    for (const unknown of [...unknownKeys, Object.assign({}, ...unknownKeys)]) {
      const account = sample.account({ userId: user.id });
      await adapter.linkAccount({ ...unknown, ...account });
      const stored = only(await raw.rows("account"), keyOf(account));
      assert.equal(stored.length, 1);
      // An adapter may keep what it does not know, somewhere beside what it knows.
      sameFields(stored[0], account);
      assert.equal(await ownerOf(adapter, account), user.id);
    }
  },

  "ACC-06": async ({ adapter, raw, given, harness, sample }) => {
    // Salesforce answers an address; an id of the store's own kind would fit into a column that the first does not.
    for (const id of ["https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS", harness.freshUserId()]) {
      const before = await raw.rows("account");
      const users = [await given.user(), await given.user()];
      const linked = users.map((user) => sample.account({ userId: user.id }));
      for (const account of linked) await adapter.linkAccount({ ...account, id });
      assert.equal((await raw.rows("account")).length, before.length + 2, `accounts that carry the id ${id}`);
      for (const account of linked) {
        sameFields(only(await raw.rows("account"), keyOf(account))[0], account);
        assert.equal(await ownerOf(adapter, account), account.userId);
      }
    }
  },

  "ACC-08": async (context) => {
    const { adapter, raw, given, sample } = context;
    const user = await given.user();
    const account = sample.account({ userId: user.id, expires_at: 1_795_255_971.5 });
    await adapter.linkAccount({ ...account });
    const [stored] = only(await raw.rows("account"), keyOf(account));
    assert.ok(stored, "the account is not stored");
    const rounded = [1_795_255_971, 1_795_255_972].find((seconds) => seconds === stored.expires_at);
    assert.ok(rounded !== undefined, `expires_at is stored as ${stored.expires_at}, which is not rounded`);
    assert.deepEqual(stored, { ...account, expires_at: rounded });
    sameFields(await accountReadBack(context, stored), stored);
    assert.equal(await ownerOf(adapter, account), user.id);
  },

  "ACC-09": async (context) => {
    const { adapter, raw, given, sample } = context;
    const user = await given.user();
    const account = sample.account({ userId: user.id, expires_at: 1_795_255_971 });
    await adapter.linkAccount({ ...account, expires_at: "1795255971" });
    assert.deepEqual(only(await raw.rows("account"), keyOf(account)), [account]);
    sameFields(await accountReadBack(context, account), account);
    assert.equal(await ownerOf(adapter, account), user.id);
  },

  "ACC-10": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const account = sample.account({ userId: user.id });
    const session_state = { browser: "b9f1", nested: [1, "two"] };
    await adapter.linkAccount({ ...account, session_state });
    const [stored] = only(await raw.rows("account"), keyOf(account));
    assert.ok(stored, "the account is not stored");
    assert.deepEqual(stored, { ...account, session_state: stored.session_state });
    const { session_state: text } = stored;
    if (text !== null) {
      assert.doesNotThrow(() => JSON.parse(text), "session_state is neither serialised nor dropped");
      assert.deepEqual(JSON.parse(text), session_state);
    }
    assert.equal(await ownerOf(adapter, account), user.id);
  },

  ...accountKeys,
  ...accountOwners,
};

const allUndefined = Object.fromEntries(Object.keys(withoutTokens).map((field) => [field, undefined]));
