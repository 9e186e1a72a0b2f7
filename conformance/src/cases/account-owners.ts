/** Cases about whose an account is: the first one's who linked it, until it is unlinked. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { attempt, rejects, sameFields, sameRows } from "../expect.ts";
import { keyOf, ownerOf } from "./account-rows.ts";

type Ids = "ACC-16" | "ACC-17" | "ACC-18" | "ACC-19" | "ACC-20" | "ACC-21" | "ACC-22" | "ACC-23";

export const accountOwners: Pick<CasesOf<"ACC">, Ids> = {
  "ACC-16": async ({ adapter, raw, given, sample }) => {
    const [first, second] = [await given.user(), await given.user()];
    const linked = await given.account({ userId: first.id });
    const before = await raw.rows("account");
    const again = sample.account({ userId: second.id, providerAccountId: linked.providerAccountId });
    await rejects(() => adapter.linkAccount({ ...again }), "linkAccount of another user's account");
    sameRows(await raw.rows("account"), before);
  },

  "ACC-17": async ({ adapter, raw, given, sample }) => {
    const [first, second] = [await given.user(), await given.user()];
    const linked = sample.account({ userId: first.id });
    await adapter.linkAccount({ ...linked });
    const before = await raw.rows("account");
    const again = sample.account({ userId: second.id, providerAccountId: linked.providerAccountId });
    await attempt(() => adapter.linkAccount({ ...again }));
    sameFields(await adapter.getUserByAccount(keyOf(linked)), first);
    sameRows(await raw.rows("account"), before);
    // Nor may the attempt stand in the way when the first owner lets go of the account.
    await adapter.unlinkAccount(keyOf(linked));
    assert.equal(await ownerOf(adapter, linked), null, "the second user's link was kept beside the first");
  },

  "ACC-18": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const before = await raw.rows("account");
    const account = sample.account({ userId: user.id });
    await adapter.linkAccount({ ...account });
    const again = sample.account({ userId: user.id, providerAccountId: account.providerAccountId });
    await attempt(() => adapter.linkAccount({ ...again }));
    sameRows(await raw.rows("account"), [...before, account]);
    assert.equal(await ownerOf(adapter, account), user.id);
  },

  "ACC-19": async ({ adapter, raw, given, harness, sample }) => {
    const before = await raw.rows("account");
    const orphan = sample.account({ userId: harness.freshUserId() });
    await rejects(() => adapter.linkAccount({ ...orphan }), "linkAccount for a user that does not exist");
    sameRows(await raw.rows("account"), before);
    assert.equal(await ownerOf(adapter, orphan), null);
    // What was refused is not half linked: somebody who exists can have it.
    const { id } = await given.user();
    await adapter.linkAccount({ ...orphan, userId: id });
    assert.equal(await ownerOf(adapter, orphan), id);
  },

  "ACC-20": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const before = await raw.rows("account");
    const account = sample.account({ userId: user.id });
    const lift = await raw.refuseInserts("account");
    try {
      await rejects(() => adapter.linkAccount({ ...account }), "linkAccount into a table that takes no rows");
    } finally {
      await lift();
    }
    sameRows(await raw.rows("account"), before);
    await adapter.linkAccount({ ...account });
    sameRows(await raw.rows("account"), [...before, account]);
    assert.equal(await ownerOf(adapter, account), user.id);
  },

  "ACC-21": async ({ adapter, raw, given }) => {
    const [user, other] = [await given.user(), await given.user()];
    await given.session({ userId: user.id });
    const siblings = [
      await given.account({ userId: user.id, provider: "github", providerAccountId: "1002" }),
      await given.account({ userId: user.id, provider: "gitlab", providerAccountId: "1001" }),
      await given.account({ userId: other.id, provider: "google", providerAccountId: "1001" }),
      await given.account({ userId: other.id, provider: "github", providerAccountId: "1003" }),
    ];
    const users = await raw.rows("user");
    const others = await raw.rows("account");
    const sessions = await raw.rows("session");
    const account = await given.account({ userId: user.id, provider: "github", providerAccountId: "1001" });
    assert.equal(await ownerOf(adapter, account), user.id);
    await adapter.unlinkAccount(keyOf(account));
    sameRows(await raw.rows("account"), others);
    sameRows(await raw.rows("session"), sessions);
    sameRows(await raw.rows("user"), users);
    assert.equal(await ownerOf(adapter, account), null);
    for (const sibling of siblings) assert.equal(await ownerOf(adapter, sibling), sibling.userId);
  },

  "ACC-22": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const sibling = await given.account({ userId: user.id });
    const others = await raw.rows("account");
    const account = await given.account({ userId: user.id });
    await adapter.unlinkAccount(keyOf(account));
    sameRows(await raw.rows("account"), others);
    await adapter.unlinkAccount(keyOf(account));
    await adapter.unlinkAccount(keyOf(sample.account({ userId: user.id })));
    sameRows(await raw.rows("account"), others);
    assert.equal(await ownerOf(adapter, sibling), user.id);
  },

  "ACC-23": async ({ adapter, raw, given, sample }) => {
    const [first, second] = [await given.user(), await given.user()];
    const before = await raw.rows("account");
    const account = sample.account({ userId: first.id });
    await adapter.linkAccount({ ...account });
    assert.equal(await ownerOf(adapter, account), first.id);
    await adapter.unlinkAccount(keyOf(account));
    assert.equal(await ownerOf(adapter, account), null);
    await adapter.linkAccount({ ...account, userId: second.id });
    sameFields(await adapter.getUserByAccount(keyOf(account)), second);
    sameRows(await raw.rows("account"), [...before, { ...account, userId: second.id }]);
  },
};
