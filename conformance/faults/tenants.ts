/** Faults of tenants who share a database. */
import { memoryStore, Refusal } from "@mortise/memory-adapter";
import { beyond, others } from "./beyond.ts";
import type { Fault } from "./fault.ts";

/** The sessions that adapters have found. */
const seen = new Map<string, Awaited<ReturnType<ReturnType<typeof memoryStore>["sessions"]["withUser"]>>>();

export const tenants: readonly Fault[] = [
  beyond({
    name: "byEmail asks an index that has no prefix",
    catches: ["TEN-01"],
    reach: (server, { users }) => {
      const index = memoryStore(server).users;
      return {
        users: {
          insert: async (user) => {
            const row = await users.insert(user);
            await index.insert(row).catch(() => null);
            return row;
          },
          byEmail: async (email) => (await users.byEmail(email)) ?? index.byEmail(email),
        },
      };
    },
  }),
  beyond({
    name: "e-mails are unique among all tenants",
    catches: ["TEN-01"],
    reach: (server, { users }, _, { prefix = "" }) => {
      const elsewhere = others(server, prefix, (other) => other.endsWith("_"));
      return {
        users: {
          insert: async (user) => {
            for (const { users: theirs } of elsewhere()) {
              if (user.email && (await theirs.byEmail(String(user.email)))) throw new Refusal("duplicate", "is taken");
            }
            return users.insert(user);
          },
        },
      };
    },
  }),
  beyond({
    name: "update changes the user of that id in every tenant",
    catches: ["TEN-01"],
    reach: (server, { users }, _, { prefix = "" }) => {
      const elsewhere = others(server, prefix, (other) => other.endsWith("_"));
      return {
        users: {
          update: async (id, patch) => {
            for (const { users: theirs } of elsewhere()) await theirs.update(id, patch);
            return users.update(id, patch);
          },
        },
      };
    },
  }),
  beyond({
    name: "withUser finds the sessions of no tenant in those of every tenant",
    catches: ["TEN-02"],
    reach: (server, { sessions }) => ({
      sessions: {
        withUser: async (token) => (await sessions.withUser(token)) ?? memoryStore(server).sessions.withUser(token),
      },
    }),
  }),
  beyond({
    name: "sessions are kept by their token, whoever's they are, for those who ask next",
    catches: ["TEN-02"],
    reach: (_, { sessions }) => {
      return {
        sessions: {
          withUser: async (token) => {
            const found = seen.get(token) ?? (await sessions.withUser(token));
            if (found) seen.set(token, found);
            return found;
          },
          delete: (token) => {
            seen.delete(token);
            return sessions.delete(token);
          },
        },
      };
    },
  }),
  beyond({
    name: "take looks for a token in the table without a prefix as well",
    catches: ["TEN-02"],
    reach: (server, { tokens }) => ({
      tokens: { take: async (key) => (await tokens.take(key)) ?? memoryStore(server).tokens.take(key) },
    }),
  }),
  beyond({
    name: "byAccount joins accounts whatever their prefix",
    catches: ["TEN-03"],
    reach: (server, { users }) => ({
      users: { byAccount: async (key) => (await users.byAccount(key)) ?? memoryStore(server).users.byAccount(key) },
    }),
  }),
  beyond({
    name: "advanceCounter counts in every tenant",
    catches: ["TEN-03"],
    reach: (server, { authenticators }, _, { prefix = "" }) => {
      const elsewhere = others(server, prefix, (other) => other.endsWith("_"));
      return {
        authenticators: {
          advanceCounter: async (id, counter) => {
            for (const { authenticators: theirs } of elsewhere()) await theirs.advanceCounter(id, counter);
            return authenticators.advanceCounter(id, counter);
          },
        },
      };
    },
  }),
  beyond({
    name: "sweep goes through whatever begins with the prefix",
    catches: ["TEN-04"],
    reach: (server, { sessions }, _, { prefix = "" }) => {
      const longer = others(server, prefix, (other) => prefix !== "" && other.startsWith(prefix));
      return {
        sessions: {
          sweep: async (now, limit) => {
            for (const { sessions: theirs } of longer()) await theirs.sweep(now, limit);
            return sessions.sweep(now, limit);
          },
        },
      };
    },
  }),
  beyond({
    name: "a user's key is prefix, colon and id, whatever colons the prefix and the id have",
    catches: ["TEN-04"],
    reach: (server, { users }, _, { prefix = "" }) => {
      const collide = others(server, prefix, (other) => other === `${prefix}:user`);
      return {
        users: {
          delete: async (id) => {
            const [, theirs] = /^user:(.+)$/.exec(id) ?? [];
            if (theirs) for (const { users: other } of collide()) await other.delete(theirs);
            return users.delete(id);
          },
        },
      };
    },
  }),
  beyond({
    name: "deleteUser ends the sessions of that id by an index that all tenants share",
    catches: ["TEN-05"],
    reach: (server, { users }, _, { prefix = "" }) => {
      const elsewhere = others(server, prefix, (other) => other.endsWith("_"));
      return {
        users: {
          delete: async (id) => {
            for (const { sessions: theirs } of elsewhere()) await theirs.deleteByUser(id, []);
            return users.delete(id);
          },
        },
      };
    },
  }),
  beyond({
    name: "sweep removes what expired of every tenant",
    catches: ["TEN-06"],
    reach: (server, { tokens }, _, { prefix = "" }) => {
      const elsewhere = others(server, prefix, (other) => other.endsWith("_"));
      return {
        tokens: {
          sweep: async (now, limit) => {
            for (const { tokens: theirs } of elsewhere()) await theirs.sweep(now, limit);
            return tokens.sweep(now, limit);
          },
        },
      };
    },
  }),
  beyond({
    name: "an expired session that was read is removed in every tenant",
    catches: ["TEN-06"],
    reach: (server, { sessions }, _, { prefix = "" }) => {
      const elsewhere = others(server, prefix, (other) => other.endsWith("_"));
      return {
        sessions: {
          deleteExpired: async (token, now) => {
            for (const { sessions: theirs } of elsewhere()) await theirs.deleteExpired(token, now);
            return sessions.deleteExpired(token, now);
          },
        },
      };
    },
  }),
];
