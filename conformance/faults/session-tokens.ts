/** Faults of the token that names a session. */
import type { Fault } from "./fault.ts";
import { collated, cut, isLike } from "./habits.ts";

export const sessionTokens: readonly Fault[] = [
  {
    name: "sessions are changed under the engine's default collation",
    catches: ["SES-19", "SES-21"],
    store: (_, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const rows = table.all().filter((row) => collated(row.sessionToken) === collated(sessionToken));
          return rows.map((row) => table.update(row, patch))[0] ?? null;
        },
      },
    }),
  },
  {
    name: "sessions are deleted without regard to case",
    catches: ["SES-19"],
    store: (_, { session: table }) => ({
      sessions: {
        delete: async (sessionToken) => {
          for (const row of table.all()) {
            if (row.sessionToken.toLowerCase() === sessionToken.toLowerCase()) table.delete(row);
          }
        },
      },
    }),
  },
  {
    name: "getSessionAndUser finds tokens without regard to case",
    catches: ["SES-19"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const same = table.all().find((row) => row.sessionToken.toLowerCase() === sessionToken.toLowerCase());
        return adapter.getSessionAndUser(same?.sessionToken ?? sessionToken);
      },
    }),
  },
  {
    name: "the column for session tokens keeps 255 characters, on the way in and in the WHERE",
    catches: ["SES-20"],
    adapter: (adapter) => ({
      createSession: (session) => adapter.createSession({ ...session, sessionToken: cut(session.sessionToken, 255) }),
      getSessionAndUser: (sessionToken) => adapter.getSessionAndUser(cut(sessionToken, 255)),
    }),
  },
  {
    name: "createSession stores what fits of a long token before it is refused",
    catches: ["SES-20"],
    adapter: (adapter) => ({
      createSession: async (session) => {
        const created = await adapter.createSession({ ...session, sessionToken: cut(session.sessionToken, 255) });
        if (created.sessionToken !== session.sessionToken) throw new Error("Data truncated for column sessionToken");
        return created;
      },
    }),
  },
  {
    name: "sessions are deleted with LIKE",
    catches: ["SES-21"],
    store: (_, { session: table }) => ({
      sessions: {
        delete: async (sessionToken) => {
          for (const row of table.all()) if (isLike(row.sessionToken, sessionToken)) table.delete(row);
        },
      },
    }),
  },
  {
    name: "the token is put into the path of a URL unescaped",
    catches: ["SES-21"],
    adapter: (adapter) => {
      const inPath = (token: string) => new URL(`https://kv.example/get/${token}`).pathname.slice(5);
      return {
        createSession: (session) => adapter.createSession({ ...session, sessionToken: inPath(session.sessionToken) }),
        getSessionAndUser: (sessionToken) => adapter.getSessionAndUser(inPath(sessionToken)),
        deleteSession: (sessionToken) => adapter.deleteSession(inPath(sessionToken)),
      };
    },
  },
  {
    name: "a session token has to be word characters and dashes",
    catches: ["SES-21"],
    adapter: (adapter) => ({
      createSession: async (session) => {
        if (!/^[\w-]+$/.test(session.sessionToken)) throw new TypeError("invalid key");
        return adapter.createSession(session);
      },
    }),
  },
  {
    name: "the column for session tokens has no index",
    catches: ["SES-23"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = table.all().find((row) => row.sessionToken === sessionToken);
          return found ? sessions.withUser(found.sessionToken) : null;
        },
      },
    }),
  },
];
