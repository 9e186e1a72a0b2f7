/** Faults that show once somebody is signed in. */
import type { MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { orThrow } from "./habits.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A session as it is stored, expired or not. */
function storedIn({ session: table, user }: MemoryDatabase, sessionToken: string) {
  const session = table.get({ sessionToken });
  return session && { session, user: user.get({ id: session.userId }) };
}

export const sessionFlows: readonly Fault[] = [
  {
    name: "getUser lays the row over the id that it was asked for",
    catches: ["E2E-27"],
    adapter: (adapter) => ({ getUser: async (id) => ({ id, ...(await adapter.getUser(id)) }) }),
  },
  {
    name: "getUser makes the user who is missing",
    catches: ["E2E-27"],
    adapter: (adapter) => ({ getUser: async (id) => (await adapter.getUser(id)) ?? adapter.createUser({}) }),
  },
  {
    name: "a session is looked for in a column of UUIDs, which refuses whatever else a cookie holds",
    catches: ["E2E-28", "E2E-34"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        if (!uuid.test(sessionToken)) throw new Error("invalid input syntax for type uuid");
        return adapter.getSessionAndUser(sessionToken);
      },
    }),
  },
  {
    name: "expired sessions are answered, and one that is gone cannot be deleted, as Prisma has it",
    catches: ["E2E-30"],
    adapter: (_, database) => ({
      getSessionAndUser: async (sessionToken) => storedIn(database, sessionToken),
      deleteSession: async (sessionToken) => orThrow(database.session.delete({ sessionToken })),
    }),
  },
  {
    name: "an expired session is removed by whoever reads it, and only the first can",
    catches: ["E2E-30"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const row = table.get({ sessionToken });
        if (row === null || row.expires > new Date()) return adapter.getSessionAndUser(sessionToken);
        await adapter.getUser(row.userId);
        orThrow(table.delete({ sessionToken }));
        return null;
      },
    }),
  },
  {
    name: "updateSession saves the session as it was read, whether its row is still there or not",
    catches: ["E2E-33"],
    adapter: (adapter, { session: table }) => {
      const read = new Map<string, NonNullable<ReturnType<typeof table.get>>>();
      return {
        getSessionAndUser: async (sessionToken) => {
          const row = table.get({ sessionToken });
          if (row) read.set(sessionToken, row);
          return adapter.getSessionAndUser(sessionToken);
        },
        updateSession: async (session) => {
          const row = read.get(session.sessionToken);
          const updated = await adapter.updateSession(session);
          return updated ?? (row && table.insert({ ...row, expires: session.expires ?? row.expires }));
        },
      };
    },
  },
  {
    name: "who asks for a session that is being read waits for that answer, and a failed one is the answer for ever",
    catches: ["E2E-35"],
    adapter: (adapter) => {
      const reads = new Map<string, ReturnType<typeof adapter.getSessionAndUser>>();
      return {
        getSessionAndUser: async (sessionToken) => {
          const read = reads.get(sessionToken) ?? adapter.getSessionAndUser(sessionToken);
          reads.set(sessionToken, read);
          const found = await read;
          reads.delete(sessionToken);
          return found;
        },
      };
    },
  },
];
