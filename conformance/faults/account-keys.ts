/** Faults of the two fields that name an account. */
import type { Fault } from "./fault.ts";
import { collated, orThrow } from "./habits.ts";

export const accountKeys: readonly Fault[] = [
  {
    name: "getUserByAccount compares the number that strava gives with the text that is stored",
    catches: ["ACC-07", "E2E-04", "E2E-05"],
    adapter: (adapter, { account: table, user }) => ({
      getUserByAccount: async (key) => {
        const same = table.all().find((row) => row.providerAccountId === key.providerAccountId);
        return same && same.provider === key.provider
          ? user.get({ id: same.userId })
          : adapter.getUserByAccount({ ...key, providerAccountId: "" });
      },
    }),
  },
  {
    name: "a provider's numeric account id goes through an integer of 32 bits",
    catches: ["ACC-07"],
    adapter: (adapter) => ({
      linkAccount: (account) => {
        const { providerAccountId: id } = account as { providerAccountId: unknown };
        return adapter.linkAccount({
          ...account,
          providerAccountId: typeof id === "number" ? String(id | 0) : String(id),
        });
      },
    }),
  },
  {
    name: "getUserByAccount answers the first of no rows",
    catches: ["ACC-11"],
    adapter: (adapter) => ({ getUserByAccount: async (key) => (await adapter.getUserByAccount(key)) ?? undefined }),
  },
  {
    name: "byAccount throws when there is no such account",
    catches: ["ACC-11"],
    store: ({ users }) => ({ users: { byAccount: async (key) => orThrow(await users.byAccount(key)) } }),
  },
  {
    name: "getUserByAccount looks for either of the two fields",
    catches: ["ACC-12"],
    adapter: (adapter, { account: table }) => ({
      getUserByAccount: async (key) => {
        const owner = await adapter.getUserByAccount(key);
        const other = table
          .all()
          .find((row) => row.provider === key.provider || row.providerAccountId === String(key.providerAccountId));
        return owner ?? (other ? adapter.getUser(other.userId) : null);
      },
    }),
  },
  {
    name: "byAccount has a WHERE with the account id alone",
    catches: ["ACC-12", "ACC-13"],
    store: ({ users }, { account: table }) => ({
      users: {
        byAccount: async ({ providerAccountId }) => {
          const account = table.all().find((row) => row.providerAccountId === providerAccountId);
          return account ? users.byAccount(account) : null;
        },
      },
    }),
  },
  {
    name: "providers are compared under the engine's default collation",
    catches: ["ACC-12"],
    adapter: (adapter, { account: table }) => ({
      getUserByAccount: async (key) => {
        const account = table
          .all()
          .find(
            (row) =>
              collated(row.provider) === collated(key.provider) &&
              row.providerAccountId === String(key.providerAccountId),
          );
        return account ? adapter.getUser(account.userId) : null;
      },
    }),
  },
  {
    name: "the unique index is on the account id alone",
    catches: ["ACC-13"],
    engine: { account: { key: ["providerAccountId"] } },
  },
  {
    name: "account ids are brought into lower case, wherever they are passed in",
    catches: ["ACC-14"],
    adapter: (adapter) => {
      const lower = (id: unknown) => String(id).toLowerCase();
      return {
        linkAccount: (account) =>
          adapter.linkAccount({ ...account, providerAccountId: lower(account.providerAccountId) }),
        getUserByAccount: (key) =>
          adapter.getUserByAccount({ ...key, providerAccountId: lower(key.providerAccountId) }),
        unlinkAccount: (key) => adapter.unlinkAccount({ ...key, providerAccountId: lower(key.providerAccountId) }),
      };
    },
  },
  {
    name: "accounts are deleted under the engine's default collation",
    catches: ["ACC-14"],
    store: (_, { account: table }) => ({
      accounts: {
        delete: async ({ provider, providerAccountId }) => {
          for (const row of table.all()) {
            const isSame = collated(row.providerAccountId) === collated(providerAccountId);
            if (row.provider === provider && isSame) table.delete(row);
          }
        },
      },
    }),
  },
  {
    name: "the column for the user's id is unique",
    catches: ["ACC-15", "E2E-10", "E2E-14"],
    engine: { account: { unique: ["userId"] } },
  },
  {
    name: "linkAccount replaces the user's account of the same provider",
    catches: ["ACC-15"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (account) => {
          for (const row of table.find("userId", account.userId)) {
            if (row.provider === account.provider) table.delete(row);
          }
          return accounts.insert(account);
        },
      },
    }),
  },
  {
    name: "getAccount takes the provider first",
    catches: ["ACC-24", "E2E-37", "E2E-38"],
    adapter: (adapter) => ({ getAccount: (first, second) => adapter.getAccount(second, first) }),
  },
  {
    name: "getAccount has a WHERE with the account id alone",
    catches: ["ACC-24"],
    adapter: (_, { account: table }) => ({
      getAccount: async (providerAccountId) =>
        table.all().find((row) => row.providerAccountId === providerAccountId) ?? null,
    }),
  },
  {
    name: "getUserByAccount answers all columns of the join",
    catches: ["ACC-25"],
    adapter: (adapter) => ({
      getUserByAccount: async (key) => {
        const user = await adapter.getUserByAccount(key);
        return user && { ...(await adapter.getAccount(String(key.providerAccountId), key.provider)), ...user };
      },
    }),
  },
  {
    name: "getUserByAccount answers the user with his accounts, as they were included in the query",
    catches: ["ACC-25"],
    adapter: (adapter, { account: table }) => ({
      getUserByAccount: async (key) => {
        const user = await adapter.getUserByAccount(key);
        return user && { ...user, accounts: table.find("userId", user.id) };
      },
    }),
  },
];
