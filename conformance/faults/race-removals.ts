/** Faults of removals that another call comes across. */
import type { Records } from "@mortise/adapter-kit";
import type { MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { answered, rowOf } from "./habits.ts";

/** The copies of users that the sessions of each database hold, by token. */
const copiesOf = new WeakMap<MemoryDatabase, Map<string, Records["user"]>>();

export const raceRemovals: readonly Fault[] = [
  {
    name: "update reads the session, and sets its key, whatever became of it in between",
    catches: ["CON-07", "MNT-02"],
    store: (_, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const row = table.get({ sessionToken });
          await answered();
          if (!row) return null;
          table.delete({ sessionToken });
          return table.insert(rowOf("session", { ...row, ...patch }));
        },
      },
    }),
  },
  {
    name: "deleteExpired removes by the token alone",
    catches: ["CON-08"],
    store: ({ sessions }) => ({ sessions: { deleteExpired: (sessionToken) => sessions.delete(sessionToken) } }),
  },
  {
    name: "deleteSession looks for the row first, and fails when it is gone by then",
    catches: ["CON-09"],
    store: (_, { session: table }) => ({
      sessions: {
        delete: async (sessionToken) => {
          if (!table.get({ sessionToken })) return;
          await answered();
          if (!table.delete({ sessionToken })) throw new Error("Record to delete does not exist");
        },
      },
    }),
  },
  {
    name: "a session holds a copy of its user, so that one read is enough",
    catches: ["CON-11"],
    engine: { session: { foreignKey: false } },
    store: ({ users, sessions }, database) => {
      const copies = copiesOf.get(database) ?? new Map<string, Records["user"]>();
      copiesOf.set(database, copies);
      return {
        sessions: {
          insert: async (row) => {
            const owner = await users.byId(row.userId);
            if (!owner) throw new Error("there is no such user");
            copies.set(row.sessionToken, owner);
            return sessions.insert(row);
          },
          withUser: async (sessionToken) => {
            const found = await sessions.withUser(sessionToken);
            const [session, user] = [database.session.get({ sessionToken }), copies.get(sessionToken)];
            return found ?? (session && user ? { session, user } : null);
          },
        },
      };
    },
  },
  {
    name: "createSession notes the sign-in by saving the user that it has read",
    catches: ["CON-11"],
    store: ({ users, sessions }, { user: table }) => ({
      sessions: {
        insert: async (row) => {
          const owner = await users.byId(row.userId);
          await answered();
          if (owner && !table.update(owner, owner)) table.insert(owner);
          return sessions.insert(row);
        },
      },
    }),
  },
  {
    name: "update reads the user, and sets its key",
    catches: ["CON-12"],
    store: (_, { user: table }) => ({
      users: {
        update: async (id, patch) => {
          const row = table.get({ id });
          await answered();
          if (!row) return null;
          const next = rowOf("user", { ...row, ...patch });
          return table.update({ id }, next) ?? table.insert(next);
        },
      },
    }),
  },
];
