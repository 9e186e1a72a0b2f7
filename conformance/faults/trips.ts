/** Faults of what a call costs. */
import type { Fault } from "./fault.ts";
import { answered } from "./habits.ts";

export const trips: readonly Fault[] = [
  {
    name: "withUser reads the session, and then its user",
    catches: ["RTT-01"],
    store: ({ sessions, users }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && { ...found, user: await users.byId(found.user.id) };
        },
      },
    }),
  },
  {
    name: "getSessionAndUser loads the user's accounts as well, each by itself",
    catches: ["RTT-01"],
    adapter: (adapter, { account: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        for (const { providerAccountId, provider } of table.find("userId", found?.user.id)) {
          await adapter.getAccount(providerAccountId, provider);
        }
        return found;
      },
    }),
  },
  {
    name: "byAccount reads the account, and then its owner",
    catches: ["RTT-02"],
    store: ({ users, accounts }) => ({
      users: { byAccount: async (key) => (await accounts.byKey(key)) && users.byAccount(key) },
    }),
  },
  {
    name: "byEmail looks for the address in lower case too, when it finds nobody",
    catches: ["RTT-02"],
    store: ({ users }) => ({
      users: { byEmail: async (email) => (await users.byEmail(email)) ?? users.byEmail(email.toLowerCase()) },
    }),
  },
  {
    name: "getUser counts the user's sessions as well",
    catches: ["RTT-02"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        await adapter.listSessions(id);
        return user;
      },
    }),
  },
  {
    name: "createUser looks first whether the e-mail is taken",
    catches: ["RTT-03"],
    store: ({ users }) => ({
      users: { insert: async (user) => (await users.byEmail(String(user.email))) ?? users.insert(user) },
    }),
  },
  {
    name: "linkAccount reads the account back",
    catches: ["RTT-03"],
    store: ({ accounts }) => ({
      accounts: { insert: async (account) => accounts.byKey(await accounts.insert(account)) },
    }),
  },
  {
    name: "createSession looks first whether the token is taken",
    catches: ["RTT-03"],
    store: ({ sessions }) => ({
      sessions: {
        insert: async (session) => (await sessions.withUser(session.sessionToken))?.session ?? sessions.insert(session),
      },
    }),
  },
  {
    name: "updateUser reads the user back",
    catches: ["RTT-04"],
    store: ({ users }) => ({
      users: { update: async (id, patch) => (await users.update(id, patch)) && users.byId(id) },
    }),
  },
  {
    name: "updateSession looks first whether there is such a session",
    catches: ["RTT-04"],
    store: ({ sessions }) => ({
      sessions: {
        update: async (sessionToken, patch) =>
          (await sessions.withUser(sessionToken)) && sessions.update(sessionToken, patch),
      },
    }),
  },
  {
    name: "take reads the token, and then removes it",
    catches: ["RTT-05"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const row = table.get(key);
          await tokens.sweep(new Date(0), 1);
          return row && tokens.take(key);
        },
      },
    }),
  },
  {
    name: "take sends a SELECT and a DELETE in one go, without a transaction",
    catches: ["RTT-05"],
    store: (_, database) => ({
      tokens: {
        take: async (key) => {
          database.trips += 1;
          await answered();
          const row = database.verificationToken.get(key);
          await answered();
          database.verificationToken.delete(key);
          return row;
        },
      },
    }),
  },
  {
    name: "deleteUser ends the user's sessions one by one",
    catches: ["RTT-06"],
    store: ({ users, sessions }, { session: table }) => ({
      users: {
        delete: async (id) => {
          for (const { sessionToken } of table.find("userId", id)) await sessions.delete(sessionToken);
          return users.delete(id);
        },
      },
    }),
  },
  {
    name: "deleteUser looks for accounts first, and removes them if there are any",
    catches: ["RTT-06"],
    store: ({ users, accounts }, { account: table }) => ({
      users: {
        delete: async (id) => {
          const [first] = table.find("userId", id);
          if (first) await accounts.delete(first);
          return users.delete(id);
        },
      },
    }),
  },
  {
    name: "listByUser reads the ids of the passkeys, and then each of them",
    catches: ["RTT-07"],
    store: ({ authenticators }) => ({
      authenticators: {
        listByUser: async (userId) => {
          const rows = await authenticators.listByUser(userId);
          return Promise.all(rows.map(({ credentialID }) => authenticators.byId(credentialID)));
        },
      },
    }),
  },
  {
    name: "advanceCounter reads the counter first",
    catches: ["RTT-07"],
    store: ({ authenticators }) => ({
      authenticators: {
        advanceCounter: async (credentialID, counter) =>
          (await authenticators.byId(credentialID)) && authenticators.advanceCounter(credentialID, counter),
      },
    }),
  },
  {
    name: "the adapter asks the server for its version when it is made",
    catches: ["RTT-08", "LIF-01", "LIF-02"],
    construct: (database) => {
      database.trips += 1;
    },
  },
  {
    name: "a connection that was used before is checked before it is used again",
    catches: ["RTT-08"],
    adapter: (adapter) => {
      let isUsed = false;
      return {
        getUserByEmail: async (email) => {
          if (isUsed) await adapter.getUser("ping");
          isUsed = true;
          return adapter.getUserByEmail(email);
        },
      };
    },
  },
];
