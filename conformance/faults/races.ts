/** Faults of calls that are in flight at once: what was read has changed by the time it is written. */
import type { MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { answered, rowOf } from "./habits.ts";

/** The lists of each database that one key holds for a user. */
const listsOf = new WeakMap<MemoryDatabase, Map<string, readonly string[]>>();

/** A call that fails when too many of its kind are in flight. */
function fewAtOnce<Args extends unknown[], T>(call: (...args: Args) => Promise<T>) {
  let inFlight = 0;
  return async (...args: Args): Promise<T> => {
    inFlight += 1;
    try {
      if (inFlight > 10) throw new Error("sorry, too many clients already");
      return await call(...args);
    } finally {
      inFlight -= 1;
    }
  };
}

export const races: readonly Fault[] = [
  {
    name: "take reads the token, and removes it by a second statement",
    catches: ["CON-01", "CON-02", "E2E-21"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          if (key.identifier === undefined) return tokens.take(key);
          const row = table.get(key);
          await answered();
          table.delete(key);
          return row;
        },
      },
    }),
  },
  {
    name: "a lock in the process keeps two calls from taking one token",
    catches: ["CON-02"],
    store: (_, { verificationToken: table }) => {
      let last: Promise<unknown> = Promise.resolve();
      return {
        tokens: {
          take: (key) => {
            const taken = last.then(async () => {
              const row = table.get(key);
              await answered();
              table.delete(key);
              return row;
            });
            last = taken;
            return taken;
          },
        },
      };
    },
  },
  {
    name: "take fails when the token that it has read is gone, as Prisma's delete does",
    catches: ["CON-03", "E2E-21"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          if (key.identifier === undefined) return tokens.take(key);
          const row = table.get(key);
          await answered();
          if (row && !table.delete(key)) throw new Error("Record to delete does not exist");
          return row;
        },
      },
    }),
  },
  {
    name: "useVerificationToken answers undefined when the token that it has read is gone",
    catches: ["CON-03"],
    adapter: (adapter, { verificationToken: table }) => ({
      useVerificationToken: async (key) => {
        const { identifier, token } = key;
        const isThere = identifier !== undefined && table.get({ identifier, token }) !== null;
        return (await adapter.useVerificationToken(key)) ?? (isThere ? undefined : null);
      },
    }),
  },
  {
    name: "createUser looks whether the e-mail is taken, and no unique key does",
    catches: ["CON-04", "E2E-15"],
    engine: { user: { unique: [] } },
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async (row) => {
          if (row.email && table.find("email", row.email).length > 0) throw new Error("the e-mail is taken");
          return users.insert(row);
        },
        update: async (id, patch) => {
          const holders = patch.email ? table.find("email", patch.email) : [];
          if (holders.some((holder) => holder.id !== id)) throw new Error("the e-mail is taken");
          return users.update(id, patch);
        },
      },
    }),
  },
  {
    name: "linkAccount looks whether the account is there, and then sets its key",
    catches: ["CON-05"],
    store: (_, { account: table }) => ({
      accounts: {
        insert: async (row) => {
          if (table.get(row)) throw new Error("the account is linked");
          await answered();
          table.delete(row);
          return table.insert(rowOf("account", row));
        },
      },
    }),
  },
  {
    name: "createSession looks whether the token is taken, and then sets its key",
    catches: ["CON-06"],
    store: (_, { session: table }) => ({
      sessions: {
        insert: async (row) => {
          if (table.get(row)) throw new Error("the token is taken");
          await answered();
          table.delete(row);
          return table.insert(rowOf("session", row));
        },
      },
    }),
  },
  {
    name: "update reads the user, and saves all of it",
    catches: ["CON-10"],
    store: (_, { user: table }) => ({
      users: {
        update: async (id, patch) => {
          const row = table.get({ id });
          await answered();
          return row && table.update({ id }, { ...row, ...patch });
        },
      },
    }),
  },
  {
    name: "advanceCounter reads the counter, compares, and writes",
    catches: ["CON-13"],
    store: (_, { authenticator: table }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) => {
          const row = table.get({ credentialID });
          await answered();
          return row && table.update({ credentialID }, { counter: Math.max(row.counter, counter) });
        },
      },
    }),
  },
  {
    name: "the authenticators of a user are a list under one key, which is read and set again",
    catches: ["CON-14"],
    store: ({ authenticators }, database) => {
      const lists = listsOf.get(database) ?? new Map<string, readonly string[]>();
      listsOf.set(database, lists);
      return {
        authenticators: {
          insert: async (row) => {
            const list = lists.get(row.userId) ?? database.authenticator.find("userId", row.userId).map(idOf);
            const stored = await authenticators.insert(row);
            lists.set(row.userId, [...list, row.credentialID]);
            return stored;
          },
          listByUser: async (userId) => {
            const rows = await authenticators.listByUser(userId);
            return rows.filter((row) => lists.get(userId)?.includes(row.credentialID) ?? true);
          },
        },
      };
    },
  },
  {
    name: "a user's id is the number of users and one",
    catches: ["CON-15"],
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async (row) => {
          const id = `user-${table.all().length + 1}`;
          await answered();
          return users.insert({ ...row, id });
        },
      },
    }),
  },
  {
    name: "a call fails when the pool has no connection left",
    catches: ["CON-15", "CON-16"],
    store: ({ users, sessions }) => ({
      users: { insert: fewAtOnce(users.insert) },
      sessions: { withUser: fewAtOnce(sessions.withUser) },
    }),
  },
  {
    name: "getSessionAndUser keeps the token beside the call while the connection is opened",
    catches: ["CON-16"],
    adapter: (adapter) => {
      let wanted = "";
      return {
        getSessionAndUser: async (sessionToken) => {
          wanted = sessionToken;
          await answered();
          return adapter.getSessionAndUser(wanted);
        },
      };
    },
  },
];

function idOf({ credentialID }: { readonly credentialID: string }): string {
  return credentialID;
}
