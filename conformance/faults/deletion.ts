/** Faults of removing a user, with all that is theirs and nothing else. */
import type { MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { answered, memoised, orThrow } from "./habits.ts";

type Owner = "session" | "account" | "authenticator" | "user";

/** Removes these records of a user in this order, each with a statement of its own. */
export async function removeEach(database: MemoryDatabase, id: string, order: readonly Owner[]): Promise<void> {
  const { user, session, account, authenticator } = database;
  const statements = {
    user: () => void user.delete({ id }),
    session: () => session.find("userId", id).forEach((row) => void session.delete(row)),
    account: () => account.find("userId", id).forEach((row) => void account.delete(row)),
    authenticator: () => authenticator.find("userId", id).forEach((row) => void authenticator.delete(row)),
  };
  for (const record of order) {
    await answered();
    statements[record]();
  }
}

export const deletion: readonly Fault[] = [
  {
    name: "deleteUser marks the user as deleted, and no lookup looks at the mark",
    catches: ["DEL-01"],
    store: ({ users }, { user: table }) => ({
      users: {
        delete: async (id) => {
          const row = table.get({ id });
          await users.delete(id);
          if (row) table.insert({ ...row, name: "(deleted)" });
        },
      },
    }),
  },
  {
    name: "getUserByEmail is cached, and deleteUser does not know",
    catches: ["DEL-01", "DEL-07"],
    adapter: (adapter) => ({ getUserByEmail: memoised(adapter.getUserByEmail) }),
  },
  {
    name: "deleteUser leaves the row that finds the user by e-mail",
    catches: ["DEL-01"],
    adapter: (adapter) => {
      const byEmail = new Map<string, object>();
      return {
        createUser: async (user) => {
          const created = await adapter.createUser(user);
          byEmail.set(created.email, created);
          return created;
        },
        getUserByEmail: async (email) => byEmail.get(email) ?? adapter.getUserByEmail(email),
      };
    },
  },
  {
    name: "sessions have no foreign key that cascades",
    catches: ["DEL-02", "DEL-06", "DEL-09"],
    store: (_, database) => ({
      users: { delete: (id) => removeEach(database, id, ["account", "authenticator", "user"]) },
    }),
  },
  {
    name: "deleteUser ends the user's session, and there is another",
    catches: ["DEL-02"],
    store: ({ users }, { session: table }) => ({
      users: {
        delete: async (id) => {
          const [, ...others] = table.find("userId", id);
          await users.delete(id);
          for (const row of others) table.insert(row, true);
        },
      },
    }),
  },
  {
    name: "accounts have no foreign key that cascades",
    catches: ["DEL-03", "DEL-09"],
    store: (_, database) => ({
      users: { delete: (id) => removeEach(database, id, ["session", "authenticator", "user"]) },
    }),
  },
  {
    name: "deleteUser keeps the accounts of one provider",
    catches: ["DEL-03"],
    store: ({ users }, { account: table }) => ({
      users: {
        delete: async (id) => {
          const kept = table.find("userId", id).filter(({ provider }) => provider === "gitlab");
          await users.delete(id);
          for (const row of kept) table.insert(row, true);
        },
      },
    }),
  },
  {
    name: "authenticators were added later, and deleteUser does not know them",
    catches: ["DEL-04", "DEL-09"],
    store: (_, database) => ({
      users: { delete: (id) => removeEach(database, id, ["session", "account", "user"]) },
    }),
  },
  {
    name: "deleteUser expects a session to be there",
    catches: ["DEL-05"],
    store: ({ users }, { session: table }) => ({
      users: {
        delete: async (id) => {
          orThrow(table.find("userId", id)[0] ?? null);
          return users.delete(id);
        },
      },
    }),
  },
  {
    name: "deleteUser finds the user by the account, which not everybody has",
    catches: ["DEL-05"],
    store: ({ users }, { account: table }) => ({
      users: {
        delete: async (id) => {
          const [account] = table.find("userId", id);
          if (account) await users.delete(account.userId);
        },
      },
    }),
  },
  {
    name: "a batch has 25 items, and deleteUser writes one",
    catches: ["DEL-06"],
    store: ({ users }, { session: table }) => ({
      users: {
        delete: async (id) => {
          const kept = table.find("userId", id).slice(25);
          await users.delete(id);
          for (const row of kept) table.insert(row, true);
        },
      },
    }),
  },
  {
    name: "an e-mail is never given out again",
    catches: ["DEL-07"],
    store: ({ users }, { user: table }) => {
      const given = new Set<unknown>();
      return {
        users: {
          insert: async (user) => {
            if (given.has(user.email)) throw new Error("Key already exists");
            return users.insert(user);
          },
          delete: async (id) => {
            given.add(table.get({ id })?.email);
            return users.delete(id);
          },
        },
      };
    },
  },
  {
    name: "createUser brings back who had the e-mail before",
    catches: ["DEL-07"],
    store: ({ users }, { user: table }) => {
      const deleted = new Map<unknown, object>();
      return {
        users: {
          insert: (user) => users.insert({ ...user, ...deleted.get(user.email) }),
          delete: async (id) => {
            const row = table.get({ id });
            if (row?.email) deleted.set(row.email, { id });
            return users.delete(id);
          },
        },
      };
    },
  },
  {
    name: "deleteUser throws when there is nobody to delete",
    catches: ["DEL-08"],
    store: ({ users }, { user: table }) => ({
      users: {
        delete: async (id) => {
          orThrow(table.get({ id }));
          return users.delete(id);
        },
      },
    }),
  },
  {
    name: "deleteUser of an unknown id removes the first user there is",
    catches: ["DEL-08"],
    store: ({ users }, { user: table }) => ({
      users: {
        delete: async (id) => {
          const [oldest] = table.all();
          return users.delete(table.get({ id }) ? id : String(oldest?.id));
        },
      },
    }),
  },
  {
    name: "deleteUser removes the magic links of everybody",
    catches: ["DEL-09"],
    store: ({ users }, { verificationToken: table }) => ({
      users: {
        delete: async (id) => {
          for (const row of table.all()) table.delete(row);
          return users.delete(id);
        },
      },
    }),
  },
  {
    name: "deleteUser removes the accounts of the same providers",
    catches: ["DEL-09"],
    store: ({ users }, { account: table }) => ({
      users: {
        delete: async (id) => {
          const providers = table.find("userId", id).map(({ provider }) => provider);
          for (const row of table.all()) if (providers.includes(row.provider)) table.delete(row);
          return users.delete(id);
        },
      },
    }),
  },
];
