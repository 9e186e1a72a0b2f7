/** Faults that show when next-auth 4 uses the adapter, and next-auth 5 beside it. */
import { standardFields } from "@mortise/adapter-kit";
import type { Fault } from "./fault.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A key in which a number is none of the texts. */
const withKind = (id: unknown) => (typeof id === "number" ? `number:${id}` : String(id));

export const olderFlows: readonly Fault[] = [
  {
    name: "createUser needs the id that the newest Auth.js passes",
    catches: ["V4-01", "V4-04", "V4-10"],
    adapter: (adapter) => ({
      createUser: (user) => {
        if (typeof user.id !== "string") throw new TypeError("a user has an id");
        return adapter.createUser(user);
      },
    }),
  },
  {
    name: "the row of a new user has the id that was passed, and there was none",
    catches: ["V4-01"],
    adapter: (adapter) => ({ createUser: async (user) => ({ ...(await adapter.createUser(user)), id: user.id }) }),
  },
  {
    name: "token types are written in lower case, as the newest Auth.js has them",
    catches: ["V4-01"],
    adapter: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount({ ...account, token_type: String(account.token_type).toLowerCase() }),
    }),
  },
  {
    name: "linkAccount writes whatever it is given, and most of it has no column",
    catches: ["V4-02"],
    adapter: (adapter) => ({
      linkAccount: (account) => {
        const odd = Object.keys(account).find((name) => !Object.hasOwn(standardFields.account, name));
        if (odd !== undefined) throw new Error(`table account has no column ${JSON.stringify(odd)}`);
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "the id in a provider's answer becomes the key of the account's row",
    catches: ["V4-02"],
    adapter: (adapter) => {
      const keys = new Map<unknown, string>();
      return {
        linkAccount: async (account) => {
          const key = account.id ?? crypto.randomUUID();
          if (keys.has(key)) throw new Error("duplicate key in account");
          keys.set(key, account.userId);
          return adapter.linkAccount(account);
        },
      };
    },
  },
  {
    name: "a user has one account, and the next one takes its place",
    catches: ["V4-03"],
    adapter: (adapter, { account: table }) => ({
      linkAccount: (account) => {
        for (const other of table.find("userId", account.userId)) table.delete(other);
        return adapter.linkAccount(account);
      },
    }),
  },
  {
    name: "linkAccount gives an account to whoever asks last",
    catches: ["V4-03"],
    adapter: (adapter) => {
      const holders = new Map<string, string>();
      return {
        getUserByAccount: async (key) => {
          const found = await adapter.getUserByAccount(key);
          const newest = [...holders.values()].at(-1);
          return found && adapter.getUser(newest ?? found.id);
        },
        linkAccount: (account) => {
          holders.set(String(account.providerAccountId), account.userId);
          return adapter.linkAccount(account);
        },
      };
    },
  },
  {
    name: "useVerificationToken leaves the token to a job that runs at night",
    catches: ["V4-04"],
    adapter: (_, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) =>
        table.get({ identifier: String(identifier), token }) ?? null,
    }),
  },
  {
    name: "updateUser answers the fields that it was given",
    catches: ["V4-04"],
    adapter: (adapter) => ({
      updateUser: async (user) => {
        await adapter.updateUser(user);
        return user;
      },
    }),
  },
  {
    name: "getUser finds nobody who has come by another way than a link",
    catches: ["V4-03"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        return user?.emailVerified ? user : null;
      },
    }),
  },
  {
    name: "of an address that was given twice, useVerificationToken takes the first",
    catches: ["V4-05"],
    adapter: (adapter) => ({
      useVerificationToken: ({ identifier, token }) =>
        adapter.useVerificationToken({ identifier: [identifier].flat()[0] as string, token }),
    }),
  },
  {
    name: "useVerificationToken refuses an address that is not a text",
    catches: ["V4-05"],
    adapter: (adapter) => ({
      useVerificationToken: (key) => {
        if (typeof key.identifier !== "string") throw new TypeError("an identifier is a text");
        return adapter.useVerificationToken(key);
      },
    }),
  },
  {
    name: "getSessionAndUser answers expires as JSON has it",
    catches: ["V4-06", "E2E-29"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { ...found.session, expires: found.session.expires.toISOString() } };
      },
    }),
  },
  {
    name: "updateSession writes nothing, since the cookie has the new time",
    catches: ["V4-07"],
    adapter: (adapter) => ({
      updateSession: async ({ sessionToken }) => (await adapter.getSessionAndUser(sessionToken))?.session ?? null,
    }),
  },
  {
    name: "deleteSession answers the session that it leaves to the sweep",
    catches: ["V4-07", "V4-08"],
    adapter: (adapter) => ({
      deleteSession: async (sessionToken) => (await adapter.getSessionAndUser(sessionToken))?.session ?? null,
    }),
  },
  {
    name: "the column for session tokens is a uuid",
    catches: ["V4-08"],
    adapter: (adapter) => ({
      createSession: (session) => {
        if (!uuid.test(session.sessionToken)) throw new Error("invalid input syntax for type uuid");
        return adapter.createSession(session);
      },
    }),
  },
  {
    name: "createUser answers the user who has the address already",
    catches: ["V4-09"],
    adapter: (adapter) => ({
      createUser: async (user) =>
        (user.email ? await adapter.getUserByEmail(user.email) : null) ?? adapter.createUser(user),
    }),
  },
  {
    name: "createUser answers null when the database refuses the row",
    catches: ["V4-09"],
    adapter: (adapter) => ({ createUser: (user) => adapter.createUser(user).catch(() => null) }),
  },
  {
    name: "an account's id that is a number is another than the text of its digits",
    catches: ["V4-10", "E2E-05"],
    adapter: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount({ ...account, providerAccountId: withKind(account.providerAccountId) }),
      getUserByAccount: ({ provider, providerAccountId }) =>
        adapter.getUserByAccount({ provider, providerAccountId: withKind(providerAccountId) }),
    }),
  },
  {
    name: "the ids of users are declared as numbers",
    catches: ["V4-11"],
    types: "MemoryAdapter() as unknown as import('@mortise/adapter-kit').MortiseAdapter<{ id: number; email: string }>",
  },
  {
    name: "createSession is declared to answer expires as a text",
    catches: ["V4-11"],
    types: "{ ...MemoryAdapter(), createSession: async () => ({ sessionToken: '', userId: '', expires: '' }) }",
  },
  {
    name: "createUser is declared to take a role that no version of Auth.js passes",
    catches: ["V4-11"],
    types:
      "{ ...MemoryAdapter(), createUser: async (user: { role: string }) => ({ id: user.role, email: '', emailVerified: null }) }",
  },
  {
    name: "the package has no declarations, and all is accepted",
    catches: ["V4-11"],
    types: "JSON.parse('{}')",
  },
  {
    name: "getSessionAndUser answers of the user what a page shows",
    catches: ["E2E-40"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        if (!found) return null;
        const { id, name, email, image } = found.user;
        return { session: found.session, user: { id, name, email, image } };
      },
    }),
  },
  {
    name: "getSessionAndUser answers of the session when it ends, since the rest is known",
    catches: ["E2E-40"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { expires: found.session.expires } };
      },
    }),
  },
  {
    name: "the database counts its rows in a BigInt, and getSessionAndUser answers that too",
    catches: ["E2E-40"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, user: { ...found.user, version: 1n } };
      },
    }),
  },
];
