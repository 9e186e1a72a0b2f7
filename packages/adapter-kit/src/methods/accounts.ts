import { accountKeyOf, invalid, isAccount } from "../arguments.ts";
import { type Call, decode, encode, isUserId, type Methods, owned, type Plain } from "../kit.ts";

/** An account with the tokens that its provider gave. */
const open = (call: Call, account: Plain) => call.kit.tokens?.open(call, account) ?? account;

export const accountMethods: Methods<"linkAccount" | "unlinkAccount" | "getAccount" | "listAccounts"> = {
  async linkAccount(call, input) {
    const { tokens } = call.kit;
    const record = encode(call, "account", input, "lenient");
    const row = tokens ? await tokens.seal(record) : record;
    return open(call, decode(call, "account", await call.store.accounts.insert(row as never)));
  },

  async unlinkAccount(call, input) {
    const key = accountKeyOf(input);
    if (key === null) throw invalid(call, '"provider" and "providerAccountId" must be non-empty strings.');
    call.sent = ["account", key];
    await call.store.accounts.delete(key);
  },

  async getAccount(call, providerAccountId, provider) {
    const key = accountKeyOf({ provider, providerAccountId });
    if (key === null) return null;
    call.sent = ["account", key];
    const row = await call.store.accounts.byKey(key);
    const account = row && decode(call, "account", row);
    return account && isAccount(key, account) ? open(call, account) : null;
  },

  async listAccounts(call, userId) {
    if (!isUserId(call, userId)) return [];
    const own = owned(call, "account", await call.store.accounts.listByUser(userId), userId);
    return Promise.all(own.map((account) => open(call, account)));
  },
};
