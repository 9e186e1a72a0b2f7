/** Faults of an app's own fields. */
import { standardFields } from "@mortise/adapter-kit";
import type { Fault } from "./fault.ts";
import { rowOf } from "./habits.ts";

/** The fields that pass, as an object again. */
function filtered(row: object, passes: (value: unknown, name: string) => boolean): Record<string, never> {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => passes(value, name))) as Record<
    string,
    never
  >;
}

/** The fields whose values an inner function changes. */
function mapped(row: object, change: (value: unknown) => unknown): Record<string, never> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value) as never]));
}

const isPlain = (value: unknown) => typeof value === "object" && value !== null && !(value instanceof Date);

export const custom: readonly Fault[] = [
  {
    name: "createUser hands what the provider's profile has to an ORM that refuses unknown fields",
    catches: ["CUS-01", "CUS-07", "E2E-06"],
    adapter: (adapter, _, { fields }) => ({
      createUser: async (user) => {
        const known = { ...standardFields.user, ...fields?.user };
        const unknown = Object.keys(user).filter((name) => !Object.hasOwn(known, name));
        if (unknown.length > 0) throw new Error(`Unknown argument \`${unknown}\`. Did you mean \`name\`?`);
        return adapter.createUser(user);
      },
    }),
  },
  {
    name: "createUser binds every value of the profile, and the driver takes no objects",
    catches: ["CUS-01"],
    adapter: (adapter, _, { fields }) => ({
      createUser: async (user) => {
        const isBound = Object.entries(user).every(([name, value]) => fields?.user?.[name] || !isPlain(value));
        if (!isBound) throw new TypeError("SQLite3 can only bind numbers, strings, bigints, buffers, and null");
        return adapter.createUser(user);
      },
    }),
  },
  {
    name: "createUser spreads what the profile nests, as a merge with its address does",
    catches: ["CUS-01"],
    adapter: (adapter, _, { fields }) => {
      const flat = (value: unknown): object =>
        isPlain(value) && !Array.isArray(value)
          ? { ...Object(value), ...Object.assign({}, ...Object.values(Object(value)).map(flat)) }
          : {};
      const extras = (user: object) => filtered(user, (_value, name) => !fields?.user?.[name]);
      return { createUser: (user) => adapter.createUser({ ...user, ...flat(extras(user)) }) };
    },
  },
  {
    name: "the user of a session has the columns that Auth.js knows",
    catches: ["CUS-02", "CUS-06", "CUS-08"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && { ...found, user: rowOf("user", found.user) };
        },
      },
    }),
  },
  {
    name: "what looks like an instant is a Date when a user is read",
    catches: ["CUS-02"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        const revived = (value: unknown) =>
          typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value;
        return user && mapped(user, revived);
      },
    }),
  },
  {
    name: "JSON is made a string when it is stored, and not parsed when it is read",
    catches: ["CUS-02"],
    store: ({ users }) => ({
      users: {
        insert: (user) =>
          users.insert({
            ...user,
            ...mapped(filtered(user, isPlain), JSON.stringify),
          }),
      },
    }),
  },
  {
    name: "createUser takes what is falsy for what is not given",
    catches: ["CUS-02", "CUS-03"],
    store: ({ users }) => ({
      users: { insert: (user) => users.insert({ ...filtered(user, Boolean), id: String(user.id) }) },
    }),
  },
  {
    name: "updateUser writes the columns that Auth.js knows",
    catches: ["CUS-02", "CUS-06", "CUS-08", "SCH-06"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) =>
          users.update(
            id,
            filtered(patch, (_, name) => Object.hasOwn(standardFields.user, name)),
          ),
      },
    }),
  },
  {
    name: "updateUser writes null into every custom field that is not given",
    catches: ["CUS-02", "CUS-08"],
    store: ({ users }, _, { fields }) => ({
      users: { update: (id, patch) => users.update(id, { ...mapped(fields?.user ?? {}, () => null), ...patch }) },
    }),
  },
  {
    name: "createUser answers what it was given, and not what the database made of it",
    catches: ["CUS-03"],
    store: ({ users }) => ({
      users: { insert: async (user) => (await users.insert(user)) && { ...rowOf("user", user), ...user } },
    }),
  },
  {
    name: "createUser writes null where nothing is given, so that no default of a column applies",
    catches: ["CUS-03", "CUS-08"],
    store: ({ users }, _, { fields }) => ({
      users: { insert: (user) => users.insert({ ...mapped(fields?.user ?? {}, () => null), ...user }) },
    }),
  },
  {
    name: "linkAccount picks the columns that Auth.js knows",
    catches: ["CUS-04", "CUS-06"],
    store: ({ accounts }) => ({ accounts: { insert: (account) => accounts.insert(rowOf("account", account)) } }),
  },
  {
    name: "getUserByAccount answers the joined row, so that a user has the account's fields",
    catches: ["CUS-04"],
    adapter: (adapter, { account: table }, { fields }) => ({
      getUserByAccount: async (key) => {
        const user = await adapter.getUserByAccount(key);
        const { provider } = key;
        const account = table.get({ provider, providerAccountId: String(key.providerAccountId) });
        return user && { ...filtered(account ?? {}, (_, name) => fields?.account?.[name] !== undefined), ...user };
      },
    }),
  },
  {
    name: "createSession takes token, user and expiry out of its argument",
    catches: ["CUS-05", "CUS-06"],
    store: ({ sessions }) => ({
      sessions: {
        insert: ({ sessionToken, userId, expires }) => sessions.insert({ sessionToken, userId, expires }),
      },
    }),
  },
  {
    name: "updateSession writes the session's three columns anew",
    catches: ["CUS-05"],
    store: (_, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const row = table.delete({ sessionToken });
          return row && table.insert(rowOf("session", { ...row, ...patch }));
        },
      },
    }),
  },
  {
    name: "names of columns are not quoted",
    catches: ["CUS-06"],
    store: ({ users }) => ({
      users: {
        insert: async (user) => {
          const word = Object.keys(user).find((name) => /^(order|group|user|index|key)$/.test(name));
          if (word) throw new Error(`syntax error at or near "${word}"`);
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "the joined row of a session and its user is one object, in which same names clash",
    catches: ["CUS-06"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          const joined = found && { ...found.session, ...found.user };
          return joined && { session: joined, user: joined };
        },
      },
    }),
  },
  {
    name: "a dot in a key is taken for a path, and a dollar for an operator",
    catches: ["CUS-07"],
    adapter: (adapter) => ({
      createUser: async (user) => {
        const path = Object.keys(user).find((name) => name.includes(".") || name.startsWith("$"));
        if (path) throw new Error(`The field '${path}' is not valid for storage`);
        return adapter.createUser(user);
      },
    }),
  },
  {
    name: "updateUser puts the keys that it is given into the statement as they are",
    catches: ["CUS-07"],
    adapter: (adapter) => ({
      updateUser: async (user) => {
        if (!Object.keys(user).every((name) => /^\w+$/.test(name))) throw new Error('near "-": syntax error');
        return adapter.updateUser(user);
      },
    }),
  },
  {
    name: "createUser takes null for not given",
    catches: ["CUS-08"],
    store: ({ users }) => ({
      users: { insert: (user) => users.insert({ ...filtered(user, (value) => value !== null), id: String(user.id) }) },
    }),
  },
  {
    name: "updateUser leaves alone what is null",
    catches: ["CUS-08"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) =>
          users.update(
            id,
            filtered(patch, (value) => value !== null),
          ),
      },
    }),
  },
  {
    name: "a date that is null becomes the epoch when a user is read",
    catches: ["CUS-08"],
    store: ({ users }, _, { fields }) => ({
      users: {
        byEmail: async (email) => {
          const user = await users.byEmail(email);
          const dates = Object.keys(fields?.user ?? {}).filter((name) => fields?.user?.[name]?.kind === "date");
          return user && { ...user, ...Object.fromEntries(dates.map((name) => [name, new Date(Number(user[name]))])) };
        },
      },
    }),
  },
  {
    name: "createSession answers the userId as the driver has it, an object",
    catches: ["CUS-09"],
    adapter: (adapter) => ({
      createSession: async (session) => ({ ...(await adapter.createSession(session)), userId: Object(session.userId) }),
    }),
  },
  {
    name: "getUser answers the column beside the field that it was mapped to",
    catches: ["CUS-10"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        return user && { ...user, email_verified: user.emailVerified };
      },
    }),
  },
  {
    name: "the session of a user comes out under the names of its columns",
    catches: ["CUS-10"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { ...found.session, session_token: sessionToken } };
      },
    }),
  },
];
