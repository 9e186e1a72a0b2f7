/** Faults of keys that are taken for others, for patterns, for queries or for the keys of something else. */

import type { MemoryDatabase } from "@mortise/memory-adapter";
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { collated, isLike } from "./habits.ts";

/** The path under which a client that speaks HTTP asks for a key that nobody escaped. */
function pathOf(key: string): string {
  return new URL(`https://kv.example/get/${key}`).pathname;
}

/** Whether what is stored matches a condition of MongoDB. */
function satisfies(stored: string, condition: unknown): boolean {
  if (typeof condition !== "object" || condition === null) return stored === condition;
  return Object.entries(condition).every(([operator, operand]) => {
    if (operator === "$ne") return stored !== operand;
    if (operator === "$gt") return stored > String(operand);
    return operator === "$exists";
  });
}

/** All rows by the keys that an adapter over a key-value store gives them, and its indexes beside them. */
function keySpace({ user, session }: MemoryDatabase): Map<string, object> {
  const space = new Map<string, object>();
  for (const row of user.all()) {
    space.set(`user:${row.id}`, row);
    space.set(`user:email:${row.email}`, Object(row.id));
  }
  for (const row of session.all()) {
    space.set(`user:session:${row.sessionToken}`, row);
    space.set(`user:session:by-user-id:${row.userId}`, [row.sessionToken]);
  }
  return space;
}

/** Puts what was passed in into a record, and objects into objects, as many a `deepMerge` does. */
function merge(target: object, source: object): object {
  for (const [name, value] of Object.entries(source)) {
    const there: unknown = Reflect.get(target, name);
    const isDeep = typeof value === "object" && value !== null && !(value instanceof Date);
    if (isDeep && there) merge(Object(there), value);
    else Reflect.set(target, name, value);
  }
  return target;
}

export const hostileKeys: readonly Fault[] = [
  {
    name: "e-mails are compared under the engine's default collation, and the look-alike is answered",
    catches: ["HOS-10", "E2E-26", "E2E-39"],
    adapter: (_, { user: table }) => ({
      getUserByEmail: async (email) =>
        table.all().find((user) => collated(user.email ?? "") === collated(email)) ?? null,
    }),
  },
  {
    name: "e-mails are brought into their compatibility form, wherever they are passed in",
    catches: ["HOS-10"],
    adapter: (adapter) => ({
      createUser: (user) => adapter.createUser({ ...user, email: user.email?.normalize("NFKC") }),
      getUserByEmail: (email) => adapter.getUserByEmail(email.normalize("NFKC")),
    }),
  },
  {
    name: "e-mails are put into the path of a URL unescaped",
    catches: ["HOS-11"],
    adapter: (_, { user: table }) => ({
      getUserByEmail: async (email) =>
        table.all().find((user) => user.email !== null && pathOf(user.email) === pathOf(email)) ?? null,
    }),
  },
  {
    name: "slashes are cut off the end of an e-mail, as of a path",
    catches: ["HOS-11"],
    adapter: (adapter) => ({ getUserByEmail: (email) => adapter.getUserByEmail(email.replace(/[/\\]+$/, "")) }),
  },
  {
    name: "an e-mail is unique by the document's id, which must not have certain characters",
    catches: ["HOS-11"],
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async (user) => {
          const id = String(user.email).replaceAll(/[/\\#?]/g, "");
          const isTaken = table.all().some(({ email }) => email?.replaceAll(/[/\\#?]/g, "") === id);
          if (user.email && isTaken) throw new Refusal("duplicate", "Entity with the specified id already exists");
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "getAuthenticator compares with LIKE",
    catches: ["HOS-12"],
    adapter: (_, { authenticator: table }) => ({
      getAuthenticator: async (credentialID) =>
        table.all().find((row) => isLike(row.credentialID, credentialID)) ?? null,
    }),
  },
  {
    name: "unlinkAccount finds its key by a pattern of the key-value store",
    catches: ["HOS-12"],
    adapter: (adapter, { account: table }) => ({
      unlinkAccount: async (key) => {
        const pattern = String(key.providerAccountId).replaceAll("*", "%");
        for (const row of table.all()) {
          if (row.provider === key.provider && isLike(row.providerAccountId, pattern)) table.delete(row);
        }
        return adapter.unlinkAccount(key);
      },
    }),
  },
  {
    name: "getSessionAndUser quotes what is a wildcard, and looks for it quoted",
    catches: ["HOS-12"],
    store: ({ sessions }) => ({
      sessions: { withUser: (sessionToken) => sessions.withUser(sessionToken.replaceAll(/[%_*[\]]/g, "\\$&")) },
    }),
  },
  {
    name: "a query is asked with whatever is passed in, operators among it",
    catches: ["HOS-13"],
    adapter: (_, { authenticator: table }) => ({
      getAuthenticator: async (credentialID) =>
        table.all().find((row) => satisfies(row.credentialID, credentialID)) ?? null,
    }),
  },
  {
    name: "the engine compares a text with false as numbers",
    catches: ["HOS-13"],
    adapter: (adapter, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) => {
        const isEqual = (text: string) =>
          typeof token === "string" ? text === token : Number.parseInt(text, 10) || 0 === Number(token);
        const found = table.all().find((row) => row.identifier === identifier && isEqual(row.token));
        return adapter.useVerificationToken(found ?? { identifier, token });
      },
    }),
  },
  {
    name: "an array is an IN in the WHERE of deleteSession",
    catches: ["HOS-13"],
    adapter: (adapter) => ({
      deleteSession: async (sessionToken) => {
        for (const token of [sessionToken].flat()) await adapter.deleteSession(token);
      },
    }),
  },
  {
    name: "createSession makes a text of the user's id",
    catches: ["HOS-13"],
    adapter: (adapter) => ({
      createSession: (session) => adapter.createSession({ ...session, userId: String(session.userId) }),
    }),
  },
  {
    name: "listAuthenticatorsByUserId makes a text of the user's id",
    catches: ["HOS-13"],
    adapter: (adapter) => ({
      listAuthenticatorsByUserId: (userId) => adapter.listAuthenticatorsByUserId(String(userId)),
    }),
  },
  {
    name: "the key of an account is its two halves with a colon between",
    catches: ["HOS-14"],
    adapter: (adapter, { account: table }) => ({
      getUserByAccount: async ({ provider, providerAccountId }) => {
        const key = `${provider}:${providerAccountId}`;
        const found = table.all().find((row) => `${row.provider}:${row.providerAccountId}` === key);
        return adapter.getUserByAccount(found ?? { provider, providerAccountId });
      },
    }),
  },
  {
    name: "the unique key of an account is its two halves with an underline between",
    catches: ["HOS-14"],
    store: ({ accounts }, { account: table }) => ({
      accounts: {
        insert: async (row) => {
          const key = `${row.provider}_${row.providerAccountId}`;
          const isTaken = table.all().some((each) => `${each.provider}_${each.providerAccountId}` === key);
          if (isTaken) throw new Refusal("duplicate", "The document exists");
          return accounts.insert(row);
        },
      },
    }),
  },
  {
    name: "the key of a token is its two halves with a number sign between",
    catches: ["HOS-14"],
    adapter: (adapter, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) => {
        const found = table.all().find((row) => `${row.identifier}#${row.token}` === `${identifier}#${token}`);
        return adapter.useVerificationToken(found ?? { identifier, token });
      },
    }),
  },
  {
    name: "users share the beginning of their keys with sessions and indexes",
    catches: ["HOS-15"],
    adapter: (_, database) => ({ getUser: async (id) => keySpace(database).get(`user:${id}`) ?? null }),
  },
  {
    name: "sessions share the beginning of their keys with the index by user",
    catches: ["HOS-15"],
    adapter: (adapter, database) => ({
      getSessionAndUser: async (sessionToken) => {
        const session = keySpace(database).get(`user:session:${sessionToken}`);
        return Array.isArray(session) ? { session, user: null } : adapter.getSessionAndUser(sessionToken);
      },
    }),
  },
  {
    name: "a session's user is looked for under any key that is passed in",
    catches: ["HOS-15"],
    adapter: (adapter, { session: table }) => ({
      getUserByEmail: async (email) => {
        const session = table.get({ sessionToken: email.replace(/^session:/, "") });
        return session ? adapter.getUser(session.userId) : adapter.getUserByEmail(email);
      },
    }),
  },
  {
    name: "what profile() gave is merged into the user, prototypes and all",
    catches: ["HOS-16"],
    adapter: (adapter) => ({ createUser: (user) => adapter.createUser(merge({}, user)) }),
  },
  {
    name: "updateUser assigns what it is given to the row one by one",
    catches: ["HOS-16"],
    adapter: (adapter) => ({
      updateUser: async (user) => {
        const changed = await adapter.updateUser(user);
        for (const [name, value] of Object.entries(user)) changed[name] = value;
        return changed;
      },
    }),
  },
  {
    name: "users are kept as the properties of an object",
    catches: ["HOS-16"],
    adapter: (_, { user: table }) => ({
      getUser: async (id) => {
        const users: Record<string, object> = {};
        for (const row of table.all()) users[row.id] = row;
        return users[id] ?? null;
      },
    }),
  },
  {
    name: "a provider called constructor is taken for one that is configured already",
    catches: ["HOS-16"],
    store: ({ accounts }) => ({
      accounts: {
        insert: async (row) => {
          const linked: Record<string, boolean> = {};
          if (linked[row.provider]) throw new Refusal("duplicate", "the account is linked");
          return accounts.insert(row);
        },
      },
    }),
  },
];
