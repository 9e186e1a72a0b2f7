/** Faults by which an account changes its owner, or has none. */
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { orThrow, rowOf } from "./habits.ts";

export const accountOwners: readonly Fault[] = [
  {
    name: "linkAccount is an upsert",
    catches: ["ACC-16", "ACC-17", "ACC-18"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (account) => {
          table.delete(account);
          return accounts.insert(account);
        },
      },
    }),
  },
  {
    name: "linkAccount has an ON CONFLICT DO NOTHING",
    catches: ["ACC-16"],
    store: ({ accounts }, { account: table }) => ({
      accounts: { insert: async (account) => (table.get(account) ? account : accounts.insert(account)) },
    }),
  },
  {
    name: "linkAccount moves the account to the new owner before it is refused",
    catches: ["ACC-16", "ACC-17"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (account) => {
          table.update(account, { userId: account.userId });
          return accounts.insert(account);
        },
      },
    }),
  },
  {
    name: "the unique index is on the user, the provider and the account id",
    catches: ["ACC-16", "ACC-17"],
    engine: { account: { key: ["userId", "provider", "providerAccountId"] } },
    store: ({ accounts, users }, { account: table, user }) => {
      const rowsOf = (key: object) => {
        const { provider, providerAccountId } = rowOf("account", key);
        return table.all().filter((row) => row.provider === provider && row.providerAccountId === providerAccountId);
      };
      return {
        users: {
          byAccount: async (key) => {
            const [account] = rowsOf(key);
            return account ? { account, user: user.get({ id: account.userId }) } : users.byAccount(key);
          },
        },
        accounts: {
          byKey: async (key) => rowsOf(key)[0] ?? accounts.byKey(key),
          delete: async (key) => {
            const [account] = rowsOf(key);
            if (account) table.delete(account);
          },
        },
      };
    },
  },
  {
    name: "linkAccount refreshes the tokens when the user has linked the account before",
    catches: ["ACC-18"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (account) =>
          table.get(account)?.userId === account.userId
            ? table.update(account, rowOf("account", account))
            : accounts.insert(account),
      },
    }),
  },
  {
    name: "the table of accounts has no foreign key",
    catches: ["ACC-19"],
    engine: { account: { foreignKey: false } },
  },
  {
    name: "linkAccount connects the user or creates him",
    catches: ["ACC-19"],
    store: ({ accounts }, { user: table }) => ({
      accounts: {
        insert: async (account) => {
          if (!table.get({ id: account.userId })) table.insert(rowOf("user", { id: account.userId }));
          return accounts.insert(account);
        },
      },
    }),
  },
  {
    name: "linkAccount logs what went wrong and answers the account",
    catches: ["ACC-16", "ACC-19", "ACC-20"],
    store: ({ accounts }) => ({
      accounts: { insert: (account) => accounts.insert(account).catch(() => account) },
    }),
  },
  {
    name: "linkAccount does not wait for the insert",
    catches: ["ACC-20"],
    store: ({ accounts }) => ({
      accounts: {
        insert: async (account) => {
          accounts.insert(account).catch(() => {});
          return account;
        },
      },
    }),
  },
  {
    name: "accounts are deleted with a WHERE of the provider alone",
    catches: ["ACC-21", "ACC-22"],
    store: (_, { account: table }) => ({
      accounts: {
        delete: async ({ provider }) => {
          for (const row of table.all()) if (row.provider === provider) table.delete(row);
        },
      },
    }),
  },
  {
    name: "accounts are deleted with a WHERE of the account id alone",
    catches: ["ACC-21"],
    store: (_, { account: table }) => ({
      accounts: {
        delete: async ({ providerAccountId }) => {
          for (const row of table.all()) if (row.providerAccountId === providerAccountId) table.delete(row);
        },
      },
    }),
  },
  {
    name: "unlinkAccount signs the user out everywhere",
    catches: ["ACC-21"],
    store: ({ accounts }, { account: table, session }) => ({
      accounts: {
        delete: async (key) => {
          for (const row of session.find("userId", table.get({ ...key })?.userId)) session.delete(row);
          return accounts.delete(key);
        },
      },
    }),
  },
  {
    name: "unlinkAccount throws when there is nothing to delete",
    catches: ["ACC-22"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        delete: async (key) => {
          orThrow(table.get({ ...key }));
          return accounts.delete(key);
        },
      },
    }),
  },
  {
    name: "unlinkAccount marks the row as deleted, and it keeps its key",
    catches: ["ACC-23"],
    store: ({ accounts }) => {
      const deleted = new Set<string>();
      const keyOf = (key: object) =>
        JSON.stringify([Reflect.get(key, "provider"), Reflect.get(key, "providerAccountId")]);
      return {
        accounts: {
          insert: async (account) => {
            if (deleted.has(keyOf(account))) throw new Refusal("duplicate", "the key is taken");
            return accounts.insert(account);
          },
          delete: async (key) => {
            deleted.add(keyOf(key));
            return accounts.delete(key);
          },
        },
      };
    },
  },
];
