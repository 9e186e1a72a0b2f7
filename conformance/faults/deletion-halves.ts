/** Faults of a removal that ends half way, and of what belongs to somebody who is gone. */

import { removeEach } from "./deletion.ts";
import type { Fault } from "./fault.ts";
import { orThrow, rowOf } from "./habits.ts";

export const deletionHalves: readonly Fault[] = [
  {
    name: "deleteUser removes the user first and then what was theirs",
    catches: ["DEL-10"],
    store: (_, database) => ({
      users: { delete: (id) => removeEach(database, id, ["user", "session", "account", "authenticator"]) },
    }),
  },
  {
    name: "deleteUser removes the accounts first and the sessions last",
    catches: ["DEL-10"],
    store: (_, database) => ({
      users: { delete: (id) => removeEach(database, id, ["account", "authenticator", "session", "user"]) },
    }),
  },
  {
    name: "deleteUser swallows what the database says",
    catches: ["DEL-10"],
    store: ({ users }) => ({ users: { delete: (id) => users.delete(id).catch(() => undefined) } }),
  },
  {
    name: "deleteUser does not try again what it has begun",
    catches: ["DEL-10"],
    store: ({ users }) => {
      const begun = new Set<string>();
      return {
        users: {
          delete: async (id) => {
            if (begun.has(id)) return;
            begun.add(id);
            await users.delete(id);
          },
        },
      };
    },
  },
  {
    name: "byAccount is a left join, and answers a user of whom there is only the id",
    catches: ["DEL-11"],
    store: ({ users }, { account: table }) => ({
      users: {
        byAccount: async (key) => {
          const account = table.get({ provider: key.provider, providerAccountId: key.providerAccountId });
          return (await users.byAccount(key)) ?? (account && { account, user: rowOf("user", { id: account.userId }) });
        },
      },
    }),
  },
  {
    name: "getUserByAccount throws when the account's user is gone",
    catches: ["DEL-11"],
    adapter: (adapter, { account: table, user }) => ({
      getUserByAccount: async (key) => {
        const account = table.get({ ...key, providerAccountId: String(key.providerAccountId) });
        if (account) orThrow(user.get({ id: account.userId }));
        return adapter.getUserByAccount(key);
      },
    }),
  },
  {
    name: "withUser is a left join, and answers a user of whom there is only the id",
    catches: ["DEL-12"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const session = table.get({ sessionToken });
          return (
            (await sessions.withUser(sessionToken)) ??
            (session && { session, user: rowOf("user", { id: session.userId }) })
          );
        },
      },
    }),
  },
  {
    name: "getSessionAndUser answers a session without its user",
    catches: ["DEL-12"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const session = table.get({ sessionToken });
        const found = await adapter.getSessionAndUser(sessionToken);
        return found ?? (session && session.expires > new Date() ? { session, user: null } : null);
      },
    }),
  },
  {
    name: "updateSession makes the user who is missing",
    catches: ["DEL-12"],
    store: ({ sessions }, { session: table, user }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const id = table.get({ sessionToken })?.userId;
          if (id && !user.get({ id })) user.insert(rowOf("user", { id }));
          return sessions.update(sessionToken, patch);
        },
      },
    }),
  },
];
