import type { MortiseAdapter } from "../adapter.ts";
import { accountId, accountKeyOf, invalid, isAccount, isUserId } from "../arguments.ts";
import type { Kit } from "../kit.ts";
import { providerTokensOf } from "../provider-tokens.ts";

type Methods = Pick<MortiseAdapter, "linkAccount" | "unlinkAccount" | "getAccount" | "listAccounts">;

export function accountMethods(kit: Kit): Methods {
  const { store, userIds, run, encode, decode, checkOwner } = kit;
  const tokens = providerTokensOf(kit);

  return {
    async linkAccount(input) {
      const given = { ...Object(input), providerAccountId: accountId(Object(input).providerAccountId) };
      const record = encode("linkAccount", "account", given, { isNew: true, lenient: true });
      checkOwner("linkAccount", record);
      return run("linkAccount", "account", record, async () => {
        const sealed = await tokens.seal(record);
        return tokens.open("linkAccount", decode("account", await store.accounts.insert(sealed as never)));
      });
    },

    async unlinkAccount(input) {
      const key = accountKeyOf(input);
      if (key === null) throw invalid("unlinkAccount", '"provider" and "providerAccountId" must be non-empty strings.');
      await run("unlinkAccount", "account", { ...key }, () => store.accounts.delete(key));
    },

    async getAccount(providerAccountId, provider) {
      const key = accountKeyOf({ provider, providerAccountId });
      if (key === null) return null;
      return run("getAccount", "account", { ...key }, async () => {
        const row = await store.accounts.byKey(key);
        const account = row && decode("account", row);
        return account && isAccount(key, account) ? tokens.open("getAccount", account) : null;
      });
    },

    async listAccounts(userId) {
      if (!isUserId(userId, userIds)) return [];
      return run("listAccounts", "account", { userId }, async () => {
        const rows = (await store.accounts.listByUser(userId)).map((row) => decode("account", row));
        const own = rows.filter((row) => row.userId === userId);
        return Promise.all(own.map((account) => tokens.open("listAccounts", account)));
      });
    },
  };
}
