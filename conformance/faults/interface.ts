/** Faults of the object that holds the methods, and of what goes in and out. */
import type { AccountKeyInput, MortiseAdapter } from "@mortise/adapter-kit";
import type { Fault } from "./fault.ts";
import { entity, memoised } from "./habits.ts";

export const wiring: readonly Fault[] = [
  {
    name: "the methods stand on the prototype of a class",
    catches: ["INT-01", "INT-10"],
    object: (adapter) => Object.create(adapter),
  },
  {
    name: "the adapter is a Proxy that makes the real one on first use and answers nothing but `get`",
    catches: ["INT-01", "INT-05"],
    object: (adapter) => new Proxy({}, { get: (_, name) => Reflect.get(adapter, name) }),
  },
  {
    name: "updateUser reads the user back with this.getUser",
    catches: ["INT-01", "INT-02"],
    adapter: (adapter) => ({
      async updateUser(this: MortiseAdapter, user) {
        await adapter.updateUser(user);
        return this.getUser(user.id);
      },
    }),
  },
  {
    name: "unlinkAccount is left out, because Auth.js never calls it",
    catches: ["INT-03"],
    object: ({ unlinkAccount: _, ...rest }) => rest,
  },
  {
    name: "the methods for passkeys are left out",
    catches: ["INT-04"],
    object: ({
      getAccount: _,
      getAuthenticator: __,
      createAuthenticator: ___,
      listAuthenticatorsByUserId: ____,
      updateAuthenticatorCounter: _____,
      ...rest
    }) => rest,
  },
  {
    name: "the methods for magic links are left out",
    catches: ["INT-03", "INT-05"],
    object: ({ createVerificationToken: _, useVerificationToken: __, ...rest }) => rest,
  },
  {
    name: "getSessionAndUser answers an entity of the ORM for the session",
    catches: ["INT-06", "INT-07"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: entity(found.session) };
      },
    }),
  },
  {
    name: "listAuthenticatorsByUserId answers entities of the ORM",
    catches: ["INT-06", "INT-07"],
    adapter: (adapter) => ({
      listAuthenticatorsByUserId: async (userId) => (await adapter.listAuthenticatorsByUserId(userId)).map(entity),
    }),
  },
  {
    name: "getAccount leaves expires_at the BigInt that the driver makes of it",
    catches: ["INT-07"],
    adapter: (adapter) => ({
      getAccount: async (providerAccountId, provider) => {
        const account = await adapter.getAccount(providerAccountId, provider);
        return account?.expires_at ? { ...account, expires_at: BigInt(account.expires_at) } : account;
      },
    }),
  },
  {
    name: "getSessionAndUser answers a user who holds his sessions, which hold him",
    catches: ["INT-07"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        if (found) found.user.sessions = [Object.assign(found.session, { user: found.user })];
        return found;
      },
    }),
  },
  {
    name: "createUser deletes the id from its argument",
    catches: ["INT-08"],
    adapter: (adapter) => ({
      createUser: async (user) => {
        delete user.id;
        return adapter.createUser(user);
      },
    }),
  },
  {
    name: "linkAccount fills its argument up with null",
    catches: ["INT-08"],
    adapter: (adapter) => ({
      linkAccount: async (account) => {
        for (const field of Object.keys(account)) if (account[field] === undefined) Reflect.set(account, field, null);
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "updateSession puts an hour of grace on the caller's own Date",
    catches: ["INT-08"],
    adapter: (adapter) => ({
      updateSession: async (session) => {
        session.expires?.setHours(session.expires.getHours() + 1);
        return adapter.updateSession(session);
      },
    }),
  },
  {
    name: "getUser answers the object that it keeps in a cache",
    catches: ["INT-09"],
    adapter: (adapter) => ({ getUser: memoised(adapter.getUser) }),
  },
  {
    name: "createSession puts the object that it answers into the cache from which it is read",
    catches: ["INT-09"],
    adapter: (adapter) => {
      const sessions = new Map<string, object>();
      return {
        createSession: async (session) => {
          const created = await adapter.createSession(session);
          sessions.set(session.sessionToken, created);
          return created;
        },
        getSessionAndUser: async (sessionToken) => {
          const found = await adapter.getSessionAndUser(sessionToken);
          return found && { ...found, session: sessions.get(sessionToken) ?? found.session };
        },
      };
    },
  },
  {
    name: "getUserByAccount reads a private field of its class, which a spread copy has not",
    catches: ["INT-02", "INT-10", "INT-11"],
    object: (adapter) => {
      const clients = new WeakMap<object, MortiseAdapter>();
      const own = {
        ...adapter,
        async getUserByAccount(this: object, key: AccountKeyInput) {
          const client = clients.get(this);
          if (!client) throw new TypeError("Cannot read private member #client");
          return client.getUserByAccount(key);
        },
      };
      clients.set(own, adapter);
      return own;
    },
  },
  {
    name: "getUser counts its calls on the adapter itself, which may be frozen",
    catches: ["INT-10"],
    object: (adapter) => {
      const own = {
        ...adapter,
        calls: 0,
        getUser: async (id: string) => {
          own.calls += 1;
          return adapter.getUser(id);
        },
      };
      return own;
    },
  },
  {
    name: "getUserByAccount remembers until it is restarted that it found nobody",
    catches: ["INT-11", "E2E-07", "E2E-12"],
    adapter: (adapter) => ({ getUserByAccount: memoised(adapter.getUserByAccount) }),
  },
];
