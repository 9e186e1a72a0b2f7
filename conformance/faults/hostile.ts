/** Faults of lookups by what no honest visitor sends: by nothing, by nonsense, by a character that ends the text. */
import type { Fault } from "./fault.ts";
import { isLike } from "./habits.ts";

/** What an engine says that keeps texts in UTF-8 without NUL. */
function orInvalid(text: string): string {
  if (text.includes("\0")) throw new Error("invalid byte sequence for encoding UTF8: 0x00");
  return text;
}

/** As an ORM does that leaves conditions with `undefined` out of the WHERE. */
function matching<R extends object>(rows: readonly R[], where: object): R | undefined {
  const conditions = Object.entries(where).filter(([, value]) => value !== undefined);
  return rows.find((row) => conditions.every(([field, value]) => Reflect.get(row, field) === value));
}

export const hostile: readonly Fault[] = [
  {
    name: "getSessionAndUser compares with LIKE",
    catches: ["HOS-01"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = table.all().find((row) => isLike(row.sessionToken, String(sessionToken)));
        return adapter.getSessionAndUser(found?.sessionToken ?? sessionToken);
      },
    }),
  },
  {
    name: "a cookie with NUL is sent to the engine as it is",
    catches: ["HOS-01", "E2E-34"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => adapter.getSessionAndUser(orInvalid(String(sessionToken))),
    }),
  },
  {
    name: "a session token ends at its first NUL",
    catches: ["HOS-01"],
    adapter: (adapter) => ({
      getSessionAndUser: (sessionToken) => adapter.getSessionAndUser(sessionToken?.split("\0")[0] ?? sessionToken),
    }),
  },
  {
    name: "sessions are kept as the properties of an object",
    catches: ["HOS-01", "HOS-16"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const sessions: Record<string, object> = {};
        for (const row of table.all()) sessions[row.sessionToken] = row;
        const session = sessions[sessionToken];
        const found = await adapter.getSessionAndUser(sessionToken);
        return found ?? (session && !("expires" in session) ? { session, user: {} } : null);
      },
    }),
  },
  {
    name: "a query that came as JSON in the cookie is asked",
    catches: ["HOS-01", "E2E-34"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const isQuery = /^\{"\$ne":/.test(sessionToken);
        return adapter.getSessionAndUser(isQuery ? String(table.all()[0]?.sessionToken) : sessionToken);
      },
    }),
  },
  {
    name: "a session without a token is looked for under the text of it",
    catches: ["HOS-02"],
    adapter: (adapter) => ({ getSessionAndUser: (sessionToken) => adapter.getSessionAndUser(`${sessionToken}`) }),
  },
  {
    name: "a condition with undefined is left out of the WHERE for a session",
    catches: ["HOS-02"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) =>
        adapter.getSessionAndUser(matching(table.all(), { sessionToken })?.sessionToken ?? sessionToken),
    }),
  },
  {
    name: "a condition with undefined is left out of the WHERE for a user's id",
    catches: ["HOS-03"],
    adapter: (adapter, { user: table }) => ({
      getUser: async (id) => adapter.getUser(matching(table.all(), { id })?.id ?? id),
    }),
  },
  {
    name: "a user's id goes through a template string",
    catches: ["HOS-03"],
    adapter: (adapter) => ({ getUser: (id) => adapter.getUser(`${id}`) }),
  },
  {
    name: "no e-mail is the same as null in the WHERE",
    catches: ["HOS-04"],
    adapter: (_, { user: table }) => ({
      getUserByEmail: async (email) => table.all().find((user) => user.email === (email ?? null)) ?? null,
    }),
  },
  {
    name: "a condition with undefined is left out of the WHERE for an e-mail",
    catches: ["HOS-04"],
    adapter: (adapter, { user: table }) => ({
      getUserByEmail: async (email) => adapter.getUserByEmail(String(matching(table.all(), { email })?.email ?? email)),
    }),
  },
  {
    name: "a condition with undefined is left out of the WHERE for an account's owner",
    catches: ["HOS-05"],
    adapter: (adapter, { account: table }) => ({
      getUserByAccount: async (key) => adapter.getUserByAccount(matching(table.all(), key) ?? key),
    }),
  },
  {
    name: "a part of an account's key that is missing goes through String",
    catches: ["HOS-05"],
    adapter: (adapter) => ({
      getUserByAccount: ({ provider, providerAccountId }) =>
        adapter.getUserByAccount({ provider, providerAccountId: String(providerAccountId) }),
    }),
  },
  {
    name: "a condition with undefined is left out of the WHERE for an account",
    catches: ["HOS-06"],
    adapter: (_, { account: table }) => ({
      getAccount: async (providerAccountId, provider) => matching(table.all(), { providerAccountId, provider }) ?? null,
    }),
  },
  {
    name: "an account's provider goes through a template string",
    catches: ["HOS-06"],
    adapter: (adapter) => ({
      getAccount: (providerAccountId, provider) => adapter.getAccount(providerAccountId, `${provider}`),
    }),
  },
  {
    name: "deleteSession leaves a condition with undefined out of the WHERE",
    catches: ["HOS-07"],
    adapter: (adapter, { session: table }) => ({
      deleteSession: async (sessionToken) => {
        if (sessionToken !== undefined) return adapter.deleteSession(sessionToken);
        for (const row of table.all()) table.delete(row);
      },
    }),
  },
  {
    name: "deleteSession removes the session that is called null",
    catches: ["HOS-07"],
    adapter: (adapter) => ({ deleteSession: (sessionToken) => adapter.deleteSession(String(sessionToken)) }),
  },
  {
    name: "deleteUser removes whoever is found without an id",
    catches: ["HOS-07"],
    adapter: (adapter, { user: table }) => ({
      deleteUser: async (id) => adapter.deleteUser(String(id ?? table.all()[0]?.id)),
    }),
  },
  {
    name: "an id that is no UUID is sent to the engine as it is",
    catches: ["HOS-08"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) throw new Error("invalid input syntax for type uuid");
        return adapter.getUser(id);
      },
    }),
  },
  {
    name: "blanks at the end of an id do not count, as in a CHAR",
    catches: ["HOS-08"],
    adapter: (adapter) => ({ getUser: (id) => adapter.getUser(id.trimEnd()) }),
  },
  {
    name: "an id of another length throws, as the constructor of ObjectId does",
    catches: ["HOS-08"],
    store: ({ users }) => ({
      users: {
        byId: async (id) => {
          if (id.length > 1000) throw new Error("input must be a 24 character hex string");
          return users.byId(id);
        },
      },
    }),
  },
  {
    name: "an e-mail with NUL is sent to the engine as it is",
    catches: ["HOS-09"],
    adapter: (adapter) => ({ getUserByEmail: async (email) => adapter.getUserByEmail(orInvalid(email)) }),
  },
  {
    name: "a key of more than 8 KB is refused by the engine",
    catches: ["HOS-09"],
    adapter: (adapter) => ({
      getUserByEmail: async (email) => {
        if (email.length > 8192) throw new Error("One or more parameter values are not valid: the key is too long");
        return adapter.getUserByEmail(email);
      },
    }),
  },
  {
    name: "an e-mail ends at its first NUL",
    catches: ["HOS-09"],
    adapter: (adapter) => ({ getUserByEmail: (email) => adapter.getUserByEmail(String(email.split("\0")[0])) }),
  },
];
