import type { MortiseAdapter } from "../adapter.ts";
import { accountKeyOf, invalid, isAccount, isUserId } from "../arguments.ts";
import { MortiseError } from "../errors.ts";
import type { Kit, Plain } from "../kit.ts";
import { isKey } from "../values.ts";

type Methods = Pick<
  MortiseAdapter,
  "createUser" | "getUser" | "getUserByEmail" | "getUserByAccount" | "updateUser" | "deleteUser"
>;

export function userMethods({ store, userIds, run, encode, decode }: Kit): Methods {
  const user = (row: Readonly<Record<string, unknown>> | null): Plain | null => row && decode("user", row);

  return {
    async createUser(input) {
      const record = encode("createUser", "user", input, { isNew: true }, "id");
      if (record.email === "") record.email = null;
      if (userIds.from === "kit") record.id = crypto.randomUUID();
      return run("createUser", "user", record, async () => user(await store.users.insert(record)));
    },

    async getUser(id) {
      if (!isUserId(id, userIds)) return null;
      return run("getUser", "user", { id }, async () => {
        const row = user(await store.users.byId(id));
        return row?.id === id ? row : null;
      });
    },

    async getUserByEmail(email) {
      if (!isKey(email)) return null;
      return run("getUserByEmail", "user", { email }, async () => {
        const row = user(await store.users.byEmail(email));
        // A collation that thinks `í` is `i` must not sign anyone in (HOS-10).
        return row?.email === email ? row : null;
      });
    },

    async getUserByAccount(input) {
      const key = accountKeyOf(input);
      if (key === null) return null;
      return run("getUserByAccount", "account", { ...key }, async () => {
        const found = await store.users.byAccount(key);
        if (found === null) return null;
        const account = decode("account", found.account);
        const owner = decode("user", found.user);
        return isAccount(key, account) && account.userId === owner.id ? owner : null;
      });
    },

    async updateUser(input) {
      const { id } = Object(input);
      const patch = encode("updateUser", "user", input, {}, "id");
      if (patch.email === "") patch.email = null;
      return run("updateUser", "user", patch, async () => {
        const isEmpty = Object.keys(patch).length === 0;
        const known = isUserId(id, userIds);
        const row = known ? await (isEmpty ? store.users.byId(id) : store.users.update(id, patch)) : null;
        const result = user(row);
        if (result?.id === id) return result;
        throw new MortiseError("MORTISE_NOT_FOUND", "updateUser", "there is no user with this id.");
      });
    },

    async deleteUser(id) {
      if (typeof id !== "string") throw invalid("deleteUser", "the id must be a string.");
      if (isUserId(id, userIds)) await run("deleteUser", "user", { id }, () => store.users.delete(id));
    },
  };
}
