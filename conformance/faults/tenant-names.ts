/** Faults of what tables and prefixes are called, and of several adapters over the same ones. */
import { memoryStore } from "@mortise/memory-adapter";
import { beyond } from "./beyond.ts";
import type { Fault } from "./fault.ts";

export const tenantNames: readonly Fault[] = [
  beyond({
    name: "listByUser names the default table of passkeys",
    catches: ["TEN-07", "CUS-10"],
    reach: (server) => ({ authenticators: { listByUser: memoryStore(server).authenticators.listByUser } }),
  }),
  {
    name: "names of tables are not quoted, and so are in lower case",
    catches: ["TEN-08"],
    options: ({ prefix, ...options }) => {
      const folded = prefix?.replace(/=\w+/g, (name) => name.toLowerCase());
      return folded === undefined ? options : { ...options, prefix: folded };
    },
  },
  {
    name: "a table is created though its name is a word of the language, and not quoted",
    catches: ["TEN-08"],
    store: ({ schema }, _, { prefix = "" }) => ({
      schema: {
        create: async () => {
          const [word] = /(?<==)(order|group|select)\b/.exec(prefix) ?? [];
          if (word) throw new Error(`syntax error at or near "${word}"`);
          return schema.create();
        },
      },
    }),
  },
  {
    name: "statements do not say the schema",
    catches: ["TEN-09"],
    options: ({ prefix, ...options }) =>
      prefix === undefined ? options : { ...options, prefix: prefix.replace("mortise_tenant", "public") },
  },
  {
    name: "an adapter keeps the users that it has found, until it changes one itself",
    catches: ["TEN-10"],
    store: ({ users }) => {
      const kept = new Map<string, ReturnType<typeof users.byId>>();
      const changes = <Args extends unknown[], T>(change: (...args: Args) => Promise<T>) => {
        return async (...args: Args) => {
          const result = await change(...args);
          kept.clear();
          return result;
        };
      };
      return {
        users: {
          byId: (id) => {
            const user = kept.get(id) ?? users.byId(id);
            kept.set(id, user);
            return user;
          },
          insert: changes(users.insert),
          update: changes(users.update),
          delete: changes(users.delete),
        },
      };
    },
  },
  {
    name: "an adapter keeps in mind which e-mails are nobody's",
    catches: ["TEN-10"],
    store: ({ users }) => {
      const nobodys = new Set<unknown>();
      return {
        users: {
          byEmail: async (email) => {
            const user = nobodys.has(email) ? null : await users.byEmail(email);
            if (!user) nobodys.add(email);
            return user;
          },
          insert: async (user) => {
            nobodys.delete(user.email);
            return users.insert(user);
          },
          update: async (id, patch) => {
            nobodys.delete(patch.email);
            return users.update(id, patch);
          },
        },
      };
    },
  },
  beyond({
    name: "the prefix stands between quotes in the statement as it is",
    catches: ["TEN-11"],
    reach: (server, { schema }, _, { prefix = "" }) => ({
      schema: {
        create: async () => {
          if (/"; drop table "session"/.test(prefix)) server.session.isThere = false;
          return schema.create();
        },
      },
    }),
  }),
  beyond({
    name: "a value of the prefix is put into a statement that empties a table",
    catches: ["TEN-11"],
    reach: (server, { users }, _, { prefix = "" }) => ({
      users: {
        delete: async (id) => {
          if (/'; delete from "account"/.test(prefix)) server.account.clear();
          return users.delete(id);
        },
      },
    }),
  }),
];
