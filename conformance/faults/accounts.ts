/** Faults of linking what a provider answers. */
import type { Fault } from "./fault.ts";
import { orThrow, rowOf } from "./habits.ts";

const columns = Object.keys(rowOf("account", {}));

export const accounts: readonly Fault[] = [
  {
    name: "getUserByAccount answers the account",
    catches: ["ACC-01"],
    adapter: (adapter) => ({
      getUserByAccount: ({ provider, providerAccountId }) => adapter.getAccount(String(providerAccountId), provider),
    }),
  },
  {
    name: "byAccount selects id, name and e-mail",
    catches: ["ACC-01"],
    store: ({ users }) => ({
      users: {
        byAccount: async (key) => {
          const found = await users.byAccount(key);
          return found && { ...found, user: { id: found.user.id, name: found.user.name, email: found.user.email } };
        },
      },
    }),
  },
  {
    name: "the column for access tokens is NOT NULL",
    catches: ["ACC-02"],
    store: ({ accounts }) => ({
      accounts: {
        insert: async (account) => accounts.insert({ ...account, access_token: orThrow(account.access_token ?? null) }),
      },
    }),
  },
  {
    name: "expires_at is 0 where there is none",
    catches: ["ACC-02", "ACC-04"],
    store: ({ accounts }) => ({
      accounts: { insert: (account) => accounts.insert({ ...account, expires_at: account.expires_at ?? 0 }) },
    }),
  },
  {
    name: "insert names six of the seven columns that come from the token response",
    catches: ["ACC-03"],
    store: ({ accounts }) => ({
      accounts: { insert: ({ session_state: _, ...account }) => accounts.insert(account as never) },
    }),
  },
  {
    name: "getAccount answers expires_at as the text that the driver makes of a bigint",
    catches: ["ACC-03", "ACC-08", "ACC-09"],
    adapter: (adapter) => ({
      getAccount: async (providerAccountId, provider) => {
        const account = await adapter.getAccount(providerAccountId, provider);
        return account && { ...account, expires_at: String(account.expires_at) };
      },
    }),
  },
  {
    name: "linkAccount puts what is undefined into a template string",
    catches: ["ACC-04"],
    adapter: (adapter) => ({
      linkAccount: (account) => adapter.linkAccount({ ...account, scope: `${account.scope}` }),
    }),
  },
  {
    name: "linkAccount hands undefined to a driver that refuses it",
    catches: ["ACC-04"],
    adapter: (adapter) => ({
      linkAccount: async (account) => {
        if (Object.values(account).includes(undefined)) throw new TypeError('Cannot use "undefined" as a value');
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "linkAccount sends every key as a column",
    catches: ["ACC-05", "E2E-06", "E2E-16"],
    adapter: (adapter) => ({
      linkAccount: async ({ id: _, ...account }) => {
        for (const name of Object.keys(account)) {
          if (!columns.includes(name)) throw new Error(`table account has no column named ${name}`);
        }
        return adapter.linkAccount(account as never);
      },
    }),
  },
  {
    name: "linkAccount takes an account with an unknown key for one that it cannot store",
    catches: ["ACC-05"],
    adapter: (adapter) => ({
      linkAccount: async ({ id: _, ...account }) =>
        Object.keys(account).every((name) => columns.includes(name)) ? adapter.linkAccount(account as never) : null,
    }),
  },
  {
    name: "linkAccount takes the id among the provider's answers for the row's",
    catches: ["ACC-06"],
    adapter: (adapter) => {
      const ids = new Set<unknown>();
      return {
        linkAccount: async (account) => {
          if (account.id !== undefined && ids.has(account.id)) throw new Error("UNIQUE constraint failed: account.id");
          ids.add(account.id);
          return adapter.linkAccount(account);
        },
      };
    },
  },
  {
    name: "linkAccount hands expires_at to a strict integer column as it comes",
    catches: ["ACC-08", "ACC-09", "E2E-16"],
    adapter: (adapter) => ({
      linkAccount: async (account) => {
        if (!Number.isInteger(account.expires_at ?? 0)) throw new TypeError("invalid input syntax for type integer");
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "linkAccount stores expires_at as it comes, in a column that takes anything",
    catches: ["ACC-08", "ACC-09"],
    adapter: (_, { account: table }) => ({
      linkAccount: async (account) =>
        table.insert(rowOf("account", { ...account, providerAccountId: String(account.providerAccountId) })),
    }),
  },
  {
    name: "linkAccount drops an expires_at that is not a whole number",
    catches: ["ACC-08", "ACC-09"],
    adapter: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount({
          ...account,
          expires_at: Number.isInteger(account.expires_at) ? account.expires_at : null,
        }),
    }),
  },
  {
    name: "linkAccount stores session_state as [object Object]",
    catches: ["ACC-10"],
    adapter: (adapter) => ({
      linkAccount: ({ session_state, ...account }) =>
        adapter.linkAccount({ ...account, session_state: session_state && String(session_state) } as never),
    }),
  },
  {
    name: "linkAccount hands a session_state that is an object to a driver that refuses it",
    catches: ["ACC-10", "E2E-06"],
    adapter: (adapter) => ({
      linkAccount: async (account) => {
        if (typeof (account.session_state ?? "") === "object")
          throw new TypeError("SQLite can only bind texts and numbers");
        return adapter.linkAccount(account);
      },
    }),
  },
];
