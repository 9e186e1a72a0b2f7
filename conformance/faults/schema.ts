/** Faults of making tables, of looking at them, and of their keys. */
import { Refusal } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { answered, collated } from "./habits.ts";

const records = ["user", "account", "session", "verificationToken", "authenticator"] as const;

export const schema: readonly Fault[] = [
  {
    name: "create makes no table for passkeys",
    catches: ["SCH-01"],
    store: ({ schema }, database) => ({
      schema: {
        create: async () => {
          const isThere = database.authenticator.isThere;
          await schema.create();
          database.authenticator.isThere = isThere;
        },
      },
    }),
  },
  {
    name: "createSchema answers before its statements are through",
    catches: ["SCH-01", "SCH-10"],
    adapter: (adapter, database) => ({
      createSchema: async () => {
        if (records.every((record) => database[record].isThere)) return adapter.createSchema();
        setImmediate(() => void adapter.createSchema());
        return [];
      },
    }),
  },
  {
    name: "create begins with DROP TABLE IF EXISTS",
    catches: ["SCH-02"],
    store: ({ schema }, database) => ({
      schema: {
        create: async () => {
          for (const record of records) database[record].clear();
          return schema.create();
        },
      },
    }),
  },
  {
    name: "create fails where a table is there",
    catches: ["SCH-02"],
    store: ({ schema }, database) => ({
      schema: {
        create: async () => {
          if (database.user.isThere) throw new Refusal(null, 'relation "user" already exists');
          return schema.create();
        },
      },
    }),
  },
  {
    name: "create looks whether a table is there, and then creates it",
    catches: ["SCH-03"],
    store: ({ schema }, database) => ({
      schema: {
        create: async () => {
          const isThere = database.user.isThere;
          await answered();
          if (isThere) return schema.create();
          if (database.user.isThere) throw new Refusal(null, 'relation "user" already exists');
          database.user.isThere = true;
          return schema.create();
        },
      },
    }),
  },
  {
    name: "create removes the younger of two users with one e-mail, so that the key can be made",
    catches: ["SCH-05"],
    store: ({ schema }, { user: table }) => ({
      schema: {
        create: async () => {
          await schema.create();
          const seen = new Set<unknown>();
          for (const { id, email } of table.all()) {
            if (email !== null && seen.has(email)) table.delete({ id });
            seen.add(email);
          }
        },
      },
    }),
  },
  {
    name: "verify looks at the catalogue, and not at the rows",
    catches: ["SCH-05"],
    store: ({ schema }) => ({
      schema: { verify: async () => (await schema.verify()).filter(({ kind }) => kind !== "duplicates") },
    }),
  },
  {
    name: "verify looks for duplicates of e-mails alone",
    catches: ["SCH-05"],
    store: ({ schema }) => ({
      schema: {
        verify: async () =>
          (await schema.verify()).filter(({ kind, fields }) => kind !== "duplicates" || fields.includes("email")),
      },
    }),
  },
  {
    name: "verify counts rows, and not values",
    catches: ["SCH-05"],
    store: ({ schema }) => ({
      schema: {
        verify: async () =>
          (await schema.verify()).map(({ count, ...each }) => (count ? { ...each, count: count * 2 + 1 } : each)),
      },
    }),
  },
  {
    name: "verify takes users without an e-mail for duplicates",
    catches: ["SCH-05"],
    store: ({ schema }, { user: table }) => ({
      schema: {
        verify: async () => {
          const missing = table.isThere && table.all().filter(({ email }) => email === null).length > 1;
          const message = "the e-mail null stands in several rows";
          const duplicates = { kind: "duplicates", record: "user", fields: ["email"], message, count: 1 };
          return [...(await schema.verify()), ...(missing ? [duplicates] : [])];
        },
      },
    }),
  },
  {
    name: "a statement that was prepared does not take a column that came later",
    catches: ["SCH-06"],
    store: ({ users }) => {
      let plan: string | undefined;
      return {
        users: {
          byId: async (id) => {
            const user = await users.byId(id);
            const columns = user && Object.keys(user).sort().join();
            plan ??= columns ?? undefined;
            if (columns && columns !== plan) throw new Error("cached plan must not change result type");
            return user;
          },
        },
      };
    },
  },
  {
    name: "byAccount takes a custom field for text, and an old row has none",
    catches: ["SCH-06"],
    store: ({ users }, _, { fields }) => ({
      users: {
        byAccount: async (key) => {
          const found = await users.byAccount(key);
          const names = Object.keys(fields?.user ?? {});
          const texts = Object.fromEntries(names.map((name) => [name, String(found?.user[name])]));
          return found && { ...found, user: { ...found.user, ...texts } };
        },
      },
    }),
  },
  {
    name: "the key of verification tokens is the token alone",
    catches: ["SCH-07"],
    engine: { verificationToken: { key: ["token"] } },
  },
  {
    name: "sessions have no foreign key, since the adapter removes them itself",
    catches: ["SCH-08"],
    engine: { session: { foreignKey: false } },
  },
  {
    name: "there are no foreign keys, and an account answers for a user who is gone",
    catches: ["SCH-08"],
    engine: { session: { foreignKey: false }, account: { foreignKey: false }, authenticator: { foreignKey: false } },
    adapter: (adapter, { account: table }) => ({
      getUserByAccount: async ({ provider, providerAccountId }) => {
        const row = table.get({ provider, providerAccountId: String(providerAccountId) });
        return row && ((await adapter.getUser(row.userId)) ?? { id: row.userId });
      },
    }),
  },
  {
    name: "withUser compares under the engine's default collation",
    catches: ["SCH-09"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        withUser: async (token) => {
          const row = table.all().find(({ sessionToken }) => collated(sessionToken) === collated(token));
          return row ? sessions.withUser(row.sessionToken) : null;
        },
      },
    }),
  },
  {
    name: "byAccount compares providers under the engine's default collation",
    catches: ["SCH-09"],
    store: ({ users }, { account: table }) => ({
      users: {
        byAccount: async (key) => {
          const row = table
            .all()
            .find(
              ({ provider, providerAccountId }) =>
                collated(provider) === collated(key.provider) && providerAccountId === key.providerAccountId,
            );
          return row ? users.byAccount(row) : null;
        },
      },
    }),
  },
  {
    name: "insert creates the tables when they are not there",
    catches: ["SCH-10"],
    store: ({ users, schema }, { user: table }) => ({
      users: {
        insert: async (user) => {
          if (!table.isThere) await schema.create();
          return users.insert(user);
        },
      },
    }),
  },
  {
    name: "an adapter creates its tables when it is made",
    catches: ["SCH-01", "SCH-10"],
    store: ({ schema }) => {
      void schema.create().catch(() => null);
      return {};
    },
  },
  {
    name: "verify mends what it finds",
    catches: ["SCH-10"],
    store: ({ schema }) => ({
      schema: {
        verify: async () => {
          await schema.create();
          return schema.verify();
        },
      },
    }),
  },
];
