/** Faults of storing users and of finding them. */
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { collated, cut, isLike, orThrow, rowOf } from "./habits.ts";

export const users: readonly Fault[] = [
  {
    name: "the column for names keeps ten characters",
    catches: ["USR-01"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ ...user, name: cut(user.name, 10) }) } }),
  },
  {
    name: "createUser answers emailVerified as it goes into JSON",
    catches: ["USR-01"],
    adapter: (adapter) => ({
      createUser: async (user) => {
        const created = await adapter.createUser(user);
        return { ...created, emailVerified: created.emailVerified?.toISOString() ?? null };
      },
    }),
  },
  {
    name: "createUser answers without the role that is the column's default",
    catches: ["USR-01"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        return user && { ...user, role: "member" };
      },
    }),
  },
  {
    name: "createUser takes the id that Auth.js passes, which with passkeys is none",
    catches: ["USR-02", "E2E-36"],
    adapter: (_, { user: table }) => ({ createUser: async (user) => table.insert(rowOf("user", user)) }),
  },
  {
    name: "createUser answers the id that it was given, and the row has another",
    catches: ["USR-03", "E2E-02"],
    adapter: (adapter) => ({ createUser: async (user) => ({ ...(await adapter.createUser(user)), ...user }) }),
  },
  {
    name: "emailVerified has now() as its default",
    catches: ["USR-04"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ emailVerified: new Date(), ...user }) } }),
  },
  {
    name: "byEmail makes a Date of emailVerified though it is null",
    catches: ["USR-04", "USR-05"],
    store: ({ users }) => ({
      users: {
        byEmail: async (email) => {
          const user = await users.byEmail(email);
          return user && { ...user, emailVerified: new Date(Number(user.emailVerified)) };
        },
      },
    }),
  },
  {
    name: "insert makes a Date of emailVerified though it is null",
    catches: ["USR-05"],
    store: ({ users }) => ({
      users: { insert: (user) => users.insert({ ...user, emailVerified: new Date(Number(user.emailVerified)) }) },
    }),
  },
  {
    name: "the column for names is NOT NULL",
    catches: ["USR-06"],
    store: ({ users }) => ({
      users: { insert: async (user) => users.insert({ ...user, name: orThrow(user.name ?? null) }) },
    }),
  },
  {
    name: "the column for e-mails is NOT NULL",
    catches: ["USR-07", "E2E-03"],
    store: ({ users }) => ({
      users: { insert: async (user) => users.insert({ ...user, email: orThrow(user.email ?? null) }) },
    }),
  },
  {
    name: "a missing e-mail goes through a template string",
    catches: ["USR-07", "USR-09", "USR-10"],
    store: ({ users }) => ({ users: { insert: (user) => users.insert({ ...user, email: `${user.email}` }) } }),
  },
  {
    name: "the unique index takes two missing e-mails for the same one, as that of SQL Server does",
    catches: ["USR-08", "USR-09", "E2E-03"],
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async (user) => {
          const isTaken = !user.email && table.all().some(({ email }) => email === null);
          if (isTaken) throw new Refusal("duplicate", "Cannot insert duplicate key row, the key is (<NULL>)");
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "createUser is checked by a schema in which the e-mail is optional but not nullable",
    catches: ["USR-09"],
    adapter: (adapter) => ({
      createUser: async (user) => {
        if (user.email === null) throw new TypeError("expected string, received null");
        return adapter.createUser(user);
      },
    }),
  },
  {
    name: "getUserByEmail compares what becomes of e-mails in a string",
    catches: ["USR-10"],
    adapter: (_, { user: table }) => ({
      getUserByEmail: async (email) => table.all().find((user) => String(user.email) === String(email)) ?? null,
    }),
  },
  {
    name: "the column for e-mails has no unique index",
    catches: ["USR-11", "USR-12", "USR-26", "USR-27", "E2E-15"],
    engine: { user: { unique: [] } },
  },
  {
    name: "createUser is an upsert by e-mail",
    catches: ["USR-11", "USR-12", "USR-13"],
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async ({ id, ...user }) => {
          const [taken] = user.email ? table.find("email", user.email) : [];
          return taken ? users.update(taken.id, user) : users.insert({ id: String(id), ...user });
        },
      },
    }),
  },
  {
    name: "createUser is an INSERT OR REPLACE",
    catches: ["USR-11", "USR-12", "USR-13"],
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async (user) => {
          for (const taken of user.email ? table.find("email", user.email) : []) table.delete(taken);
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "createUser answers the user who is there when the e-mail is taken",
    catches: ["USR-11", "USR-13"],
    store: ({ users }) => ({
      users: { insert: (user) => users.insert(user).catch(() => users.byEmail(String(user.email))) },
    }),
  },
  {
    name: "createUser renames whoever has the e-mail before it is refused",
    catches: ["USR-12", "USR-13"],
    store: ({ users }, { user: table }) => ({
      users: {
        insert: async (user) => {
          for (const { id } of user.email ? table.find("email", user.email) : []) {
            await users.update(id, { name: cut(user.name, 255) });
          }
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "createUser is an upsert by the id that it is given",
    catches: ["USR-13"],
    adapter: (adapter, { user: table }) => ({
      createUser: async (user) =>
        (user.id && table.update({ id: user.id }, rowOf("user", user))) || adapter.createUser(user),
    }),
  },
  {
    name: "getUser answers the first of no rows",
    catches: ["USR-14"],
    adapter: (adapter) => ({ getUser: async (id) => (await adapter.getUser(id)) ?? undefined }),
  },
  {
    name: "byId throws when there is no such user",
    catches: ["USR-14"],
    store: ({ users }) => ({ users: { byId: async (id) => orThrow(await users.byId(id)) } }),
  },
  {
    name: "byId selects all columns but the image",
    catches: ["USR-15"],
    store: ({ users }) => ({
      users: {
        byId: async (id) => {
          const user = await users.byId(id);
          return user && { ...user, image: null };
        },
      },
    }),
  },
  {
    name: "byEmail compares under the engine's default collation and takes the first row",
    catches: ["USR-16"],
    store: (_, { user: table }) => ({
      users: {
        byEmail: async (email) => table.all().find((user) => collated(user.email ?? "") === collated(email)) ?? null,
      },
    }),
  },
  {
    name: "getUserByEmail compares with ILIKE",
    catches: ["USR-16"],
    adapter: (_, { user: table }) => ({
      getUserByEmail: async (email) =>
        table.all().find((user) => isLike(user.email?.toLowerCase() ?? "", email.toLowerCase())) ?? null,
    }),
  },
  {
    name: "getUserByEmail asks for the e-mail in lower case, and createUser stores it as it is",
    catches: ["USR-16"],
    adapter: (adapter) => ({ getUserByEmail: (email) => adapter.getUserByEmail(email.toLowerCase()) }),
  },
  {
    name: "byEmail selects id, name and e-mail",
    catches: ["USR-17"],
    store: ({ users }) => ({
      users: {
        byEmail: async (email) => {
          const user = await users.byEmail(email);
          return user && { id: user.id, name: user.name, email: user.email };
        },
      },
    }),
  },
  {
    name: "getUserByAccount answers the id as an object, as an ObjectId is one",
    catches: ["USR-18", "E2E-04", "E2E-08"],
    adapter: (adapter) => ({
      getUserByAccount: async (key) => {
        const user = await adapter.getUserByAccount(key);
        return user && { ...user, id: Object(user.id) };
      },
    }),
  },
  {
    name: "byId makes a number of the id",
    catches: ["USR-19", "E2E-02"],
    store: ({ users }) => ({ users: { byId: (id) => users.byId(String(Number(id))) } }),
  },
];
