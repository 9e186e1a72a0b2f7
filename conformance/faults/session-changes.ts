/** Faults of extending sessions and of ending them. */
import type { Fault } from "./fault.ts";
import { memoised, rowOf } from "./habits.ts";

export const sessionChanges: readonly Fault[] = [
  {
    name: "update writes the whole value anew, as a SET of a key does",
    catches: ["SES-11", "E2E-29", "E2E-31"],
    store: (_, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) =>
          table.delete({ sessionToken }) &&
          table.insert(rowOf("session", { sessionToken, userId: "", ...patch }), true),
      },
    }),
  },
  {
    name: "update has a WHERE with the user, not with the token",
    catches: ["SES-11"],
    store: (_, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const { userId } = table.get({ sessionToken }) ?? {};
          for (const row of table.find("userId", userId)) table.update(row, patch);
          return table.get({ sessionToken });
        },
      },
    }),
  },
  {
    name: "update does not take an earlier expiry",
    catches: ["SES-11"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const session = table.get({ sessionToken });
          return session && Number(patch.expires) < Number(session.expires)
            ? session
            : sessions.update(sessionToken, patch);
        },
      },
    }),
  },
  {
    name: "update answers the row as it was before",
    catches: ["SES-12"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const before = table.get({ sessionToken });
          await sessions.update(sessionToken, patch);
          return before;
        },
      },
    }),
  },
  {
    name: "updateSession answers the number of changed rows",
    catches: ["SES-12"],
    adapter: (adapter) => ({
      updateSession: async (session) => ({ affectedRows: (await adapter.updateSession(session)) ? 1 : 0 }),
    }),
  },
  {
    name: "updateSession throws when there is nothing to change",
    catches: ["SES-13"],
    adapter: (adapter) => ({
      updateSession: async (session) => ({ ...session, userId: (await adapter.updateSession(session)).userId }),
    }),
  },
  {
    name: "updateSession is an upsert, when it is given all that a row needs",
    catches: ["SES-14"],
    adapter: (adapter) => ({
      updateSession: async ({ sessionToken, userId, expires }) =>
        (await adapter.updateSession({ sessionToken, expires })) ??
        (userId && expires ? adapter.createSession({ sessionToken, userId, expires }) : null),
    }),
  },
  {
    name: "updateSession brings back what deleteSession has put aside",
    catches: ["SES-14", "E2E-33"],
    store: ({ sessions }, { session: table }) => {
      const deleted = new Map<string, ReturnType<typeof table.get>>();
      return {
        sessions: {
          delete: async (sessionToken) => {
            deleted.set(sessionToken, table.get({ sessionToken }));
            return sessions.delete(sessionToken);
          },
          update: async (sessionToken, patch) => {
            const row = deleted.get(sessionToken);
            return row ? table.insert(rowOf("session", { ...row, ...patch })) : sessions.update(sessionToken, patch);
          },
        },
      };
    },
  },
  {
    name: "updateSession without expires writes null",
    catches: ["SES-15"],
    adapter: (_, { session: table }) => ({
      updateSession: async ({ sessionToken, expires }) =>
        table.update({ sessionToken }, rowOf("session", { ...table.get({ sessionToken }), expires })),
    }),
  },
  {
    name: "updateSession without expires ends the session now",
    catches: ["SES-15"],
    adapter: (adapter) => ({
      updateSession: (session) => adapter.updateSession({ ...session, expires: session.expires ?? new Date() }),
    }),
  },
  {
    name: "deleteSession lets the session expire",
    catches: ["SES-16", "E2E-24", "E2E-32"],
    store: (_, { session: table }) => ({
      sessions: {
        delete: async (sessionToken) => void table.update({ sessionToken }, { expires: new Date(0) }),
      },
    }),
  },
  {
    name: "getSessionAndUser is cached, and deleteSession does not know",
    catches: ["SES-11", "SES-16", "E2E-24", "E2E-32"],
    adapter: (adapter) => ({ getSessionAndUser: memoised(adapter.getSessionAndUser) }),
  },
  {
    name: "deleteSession ends all sessions of the user",
    catches: ["SES-07", "SES-16", "SES-18"],
    store: (_, { session: table }) => ({
      sessions: {
        delete: async (sessionToken) => {
          for (const row of table.find("userId", table.get({ sessionToken })?.userId)) table.delete(row);
        },
      },
    }),
  },
  {
    name: "deleteSession throws when there is nothing to delete",
    catches: ["SES-17", "SES-18", "E2E-23"],
    store: (_, { session: table }) => ({
      sessions: {
        delete: async (sessionToken) => {
          if (!table.delete({ sessionToken })) throw new Error("Record to delete does not exist");
        },
      },
    }),
  },
];
