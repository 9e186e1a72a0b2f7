/** Cases about the key of an account: both halves count, to the letter, in the order in which they are asked. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { caseLookAlike, keepsApart, lookAlikes, sameFields, sameRows } from "../expect.ts";
import { accountReadBack, keyOf, ownerOf } from "./account-rows.ts";

type Ids = "ACC-07" | "ACC-11" | "ACC-12" | "ACC-13" | "ACC-14" | "ACC-15" | "ACC-24" | "ACC-25";

export const accountKeys: Pick<CasesOf<"ACC">, Ids> = {
  "ACC-07": async (context) => {
    const { adapter, raw, given, sample } = context;
    const user = await given.user();
    const before = await raw.rows("account");
    const digits = "12345678901";
    // Auth.js declares a string, and passes on the number that strava and others give as id.
    const number = Number(digits) as unknown as string;
    const account = sample.account({ userId: user.id, provider: "strava", providerAccountId: digits });
    for (const [linkedAs, unlinkedAs] of [
      [number, digits],
      [digits, number],
    ] as const) {
      await adapter.linkAccount({ ...account, providerAccountId: linkedAs });
      sameRows(await raw.rows("account"), [...before, account]);
      for (const providerAccountId of [number, digits]) {
        const asked = `linked as ${inspect(linkedAs)}, asked for as ${inspect(providerAccountId)}`;
        assert.equal(await ownerOf(adapter, { provider: "strava", providerAccountId }), user.id, asked);
        sameFields(await accountReadBack(context, { ...account, providerAccountId }), account);
      }
      const padded = { provider: "strava", providerAccountId: `0${digits}` };
      assert.equal(await ownerOf(adapter, padded), null, "another string of the same number finds it");
      await adapter.unlinkAccount({ provider: "strava", providerAccountId: unlinkedAs });
      sameRows(await raw.rows("account"), before);
    }
  },

  "ACC-11": async ({ adapter, given, sample }) => {
    const user = await given.user();
    const account = await given.account({ userId: user.id });
    const unknown = keyOf(sample.account({ userId: user.id }));
    assert.equal(await adapter.getUserByAccount(unknown), null);
    assert.equal(await ownerOf(adapter, account), user.id);
  },

  "ACC-12": async ({ adapter, given }) => {
    const [first, second] = [await given.user(), await given.user()];
    await given.account({ userId: first.id, provider: "github", providerAccountId: "1001" });
    await given.account({ userId: second.id, provider: "gitlab", providerAccountId: "2002" });
    assert.equal(await ownerOf(adapter, { provider: "github", providerAccountId: "1001" }), first.id);
    assert.equal(await ownerOf(adapter, { provider: "gitlab", providerAccountId: "2002" }), second.id);
    assert.equal(await ownerOf(adapter, { provider: "gitlab", providerAccountId: "1001" }), null, "the id alone");
    assert.equal(await ownerOf(adapter, { provider: "github", providerAccountId: "2002" }), null, "the provider alone");
    assert.equal(
      await ownerOf(adapter, { provider: "1001", providerAccountId: "github" }),
      null,
      "the wrong way round",
    );
    await keepsApart(
      [...lookAlikes, caseLookAlike],
      async (provider) => {
        const { id } = await given.user();
        await given.account({ userId: id, provider, providerAccountId: "3003" });
        return id;
      },
      (provider) => ownerOf(adapter, { provider, providerAccountId: "3003" }),
    );
  },

  "ACC-13": async ({ adapter, raw, given, sample }) => {
    const before = await raw.rows("account");
    const linked = [];
    for (const provider of ["github", "gitlab"]) {
      const { id } = await given.user();
      const account = sample.account({ userId: id, provider, providerAccountId: "1001" });
      await adapter.linkAccount({ ...account });
      linked.push(account);
    }
    sameRows(await raw.rows("account"), [...before, ...linked]);
    for (const account of linked) assert.equal(await ownerOf(adapter, account), account.userId, account.provider);
  },

  "ACC-14": async ({ adapter, raw, given, sample }) => {
    const before = await raw.rows("account");
    const [upper, lower] = [await given.user(), await given.user()];
    const AbC = sample.account({ userId: upper.id, providerAccountId: "AbC" });
    const abc = sample.account({ userId: lower.id, providerAccountId: "abc" });
    await adapter.linkAccount({ ...AbC });
    assert.equal(await ownerOf(adapter, AbC), upper.id);
    assert.equal(await ownerOf(adapter, abc), null, "abc finds AbC");
    await adapter.linkAccount({ ...abc });
    assert.equal(await ownerOf(adapter, AbC), upper.id, "AbC finds abc");
    assert.equal(await ownerOf(adapter, abc), lower.id);
    sameRows(await raw.rows("account"), [...before, AbC, abc]);
    await adapter.unlinkAccount(keyOf(abc));
    sameRows(await raw.rows("account"), [...before, AbC]);
    const { provider } = AbC;
    await keepsApart(
      lookAlikes,
      async (providerAccountId) => {
        const { id } = await given.user();
        await adapter.linkAccount(sample.account({ userId: id, provider, providerAccountId }));
        return id;
      },
      (providerAccountId) => ownerOf(adapter, { provider, providerAccountId }),
    );
    for (const { other: providerAccountId } of lookAlikes) {
      const linked = await raw.rows("account");
      await adapter.unlinkAccount({ provider, providerAccountId });
      const left = linked.filter((row) => row.providerAccountId !== providerAccountId);
      sameRows(await raw.rows("account"), left);
    }
  },

  "ACC-15": async ({ adapter, raw, given, sample }) => {
    const user = await given.user();
    const before = await raw.rows("account");
    const linked = ["github", "github", "gitlab", "google"].map((provider) =>
      sample.account({ userId: user.id, provider }),
    );
    for (const account of linked) await adapter.linkAccount({ ...account });
    sameRows(await raw.rows("account"), [...before, ...linked]);
    for (const account of linked) sameFields(await adapter.getUserByAccount(keyOf(account)), user);
  },

  "ACC-24": async ({ adapter, given }) => {
    const [first, second] = [await given.user(), await given.user()];
    // Each key is the other one's the wrong way round.
    const north = await given.account({ userId: first.id, provider: "north", providerAccountId: "south" });
    const south = await given.account({ userId: second.id, provider: "south", providerAccountId: "north" });
    sameFields(await adapter.getAccount("south", "north"), north);
    sameFields(await adapter.getAccount("north", "south"), south);
    const east = await given.account({ userId: first.id, provider: "east", providerAccountId: "1001" });
    sameFields(await adapter.getAccount("1001", "east"), east);
    assert.equal(await adapter.getAccount("east", "1001"), null, "the wrong way round");
    assert.equal(await adapter.getAccount("1001", "north"), null, "another provider");
    assert.equal(await adapter.getAccount("south", "east"), null, "another account's id");
    assert.equal(await adapter.getAccount("1002", "east"), null, "an unknown id");
    assert.equal(await adapter.getAccount("1001", "west"), null, "an unknown provider");
    await keepsApart(
      [...lookAlikes, caseLookAlike],
      async (providerAccountId) => {
        const { id } = await given.user();
        await given.account({ userId: id, provider: "east", providerAccountId });
        return id;
      },
      async (providerAccountId) => {
        const account = await adapter.getAccount(providerAccountId, "east");
        return account ? account.userId : account;
      },
    );
  },

  "ACC-25": async ({ adapter, given }) => {
    const user = await given.user();
    const account = await given.account({ userId: user.id });
    const owner = await adapter.getUserByAccount(keyOf(account));
    sameFields(owner, user);
    const mixedIn = Object.keys(account).filter((field) => owner[field] !== undefined);
    assert.deepEqual(mixedIn, [], "fields of the account in the user");
    // A whole account inside of the user would leak as well.
    const text = inspect(owner, { depth: null });
    const { refresh_token, access_token, id_token, session_state, providerAccountId } = account;
    for (const secret of [refresh_token, access_token, id_token, session_state, providerAccountId]) {
      assert.ok(!text.includes(String(secret)), `the user tells ${secret}`);
    }
  },
};
