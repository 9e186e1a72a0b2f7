import { accountKeyOf, checkString, isAccount, missing } from "../arguments.ts";
import { standardFields } from "../fields.ts";
import { asked, decode, encode, isUserId, type Methods } from "../kit.ts";
import { decodeRecord, type Entries, isKey } from "../values.ts";

type Names = "createUser" | "getUser" | "getUserByEmail" | "getUserByAccount" | "updateUser" | "deleteUser";

/** What is read of an account to find its user. */
const linkFields: Entries = Object.entries(standardFields.account).filter(([, field]) => field.required === "key");

export const userMethods: Methods<Names> = {
  async createUser(call, input) {
    const { users, traits } = call.store;
    const record = encode(call, "user", input, "new", ["id"]);
    if (record.email === "") record.email = null;
    if (traits.userIds.from === "kit") record.id = crypto.randomUUID();
    return decode(call, "user", await users.insert(record));
  },

  async getUser(call, id) {
    return isUserId(call, id) ? asked(call, "user", await call.store.users.byId(id), "id", id) : null;
  },

  async getUserByEmail(call, email) {
    if (!isKey(email)) return null;
    call.sent = ["user", { email }];
    return asked(call, "user", await call.store.users.byEmail(email), "email", email);
  },

  async getUserByAccount(call, input) {
    const key = accountKeyOf(input);
    if (key === null) return null;
    call.sent = ["account", key];
    const found = await call.store.users.byAccount(key);
    if (found === null) return null;
    const account = decodeRecord(call, linkFields, found.account);
    return isAccount(key, account) ? asked(call, "user", found.user, "id", account.userId) : null;
  },

  async updateUser(call, input) {
    const { users } = call.store;
    const { id } = Object(input);
    const patch = encode(call, "user", input, "patch", ["id"]);
    if (patch.email === "") patch.email = null;
    if (isUserId(call, id)) {
      const isEmpty = Object.keys(patch).length === 0;
      const user = asked(call, "user", await (isEmpty ? users.byId(id) : users.update(id, patch)), "id", id);
      if (user) return user;
    }
    throw missing(call, "user");
  },

  async deleteUser(call, id) {
    checkString(call, "the id", id);
    if (isUserId(call, id)) await call.store.users.delete(id);
  },
};
