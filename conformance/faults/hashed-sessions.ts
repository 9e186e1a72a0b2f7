/** Faults of hashing session tokens, from the start and later. */
import { createHash } from "node:crypto";
import type { MemoryAdapterOptions, MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";
import { answered, rowOf } from "./habits.ts";

/** The form in which the reference stores a token. */
function stored(token: string): string {
  return `sha256:${createHash("sha256").update(token).digest("hex")}`;
}

function isHash(token: string): boolean {
  return token.startsWith("sha256:");
}

/** Whether tokens in the clear are accepted now. */
function isOpen({ hashSessionTokens: option }: MemoryAdapterOptions): boolean {
  return typeof option === "object" && option.acceptPlainUntil > new Date();
}

/** A session with its user, as it is stored. */
function withUser({ session: table, user }: MemoryDatabase, sessionToken: string) {
  const session = table.get({ sessionToken });
  const owner = session && user.get({ id: session.userId });
  return session && owner && session.expires > new Date() ? { session, user: owner } : null;
}

export const hashedSessions: readonly Fault[] = [
  {
    name: "the option to hash tokens does not reach the store",
    catches: ["MNT-07", "MNT-08"],
    options: ({ hashSessionTokens: _, ...options }) => options,
  },
  {
    name: "createSession answers the hash, which becomes the cookie",
    catches: ["MNT-07"],
    adapter: (adapter, _, { hashSessionTokens }) =>
      hashSessionTokens
        ? {
            createSession: async (session) => ({
              ...(await adapter.createSession(session)),
              sessionToken: stored(session.sessionToken),
            }),
          }
        : {},
  },
  {
    name: "getSessionAndUser answers the hash, which becomes the cookie of who signs in again",
    catches: ["MNT-07"],
    adapter: (adapter, _, { hashSessionTokens }) =>
      hashSessionTokens
        ? {
            getSessionAndUser: async (sessionToken) => {
              const found = await adapter.getSessionAndUser(sessionToken);
              return found && { ...found, session: { ...found.session, sessionToken: stored(sessionToken) } };
            },
          }
        : {},
  },
  {
    name: "the token is kept with the user, for support",
    catches: ["MNT-07"],
    adapter: (adapter, { user: table }) => ({
      createSession: async (session) => {
        const created = await adapter.createSession(session);
        table.update({ id: session.userId }, { lastSession: session.sessionToken });
        return created;
      },
    }),
  },
  {
    name: "a token that is found as it is is not hashed",
    catches: ["MNT-07", "MNT-08"],
    adapter: (adapter, database) => ({
      getSessionAndUser: async (token) => withUser(database, token) ?? adapter.getSessionAndUser(token),
    }),
  },
  {
    name: "updateSession does not hash",
    catches: ["MNT-07"],
    adapter: (adapter, { session: table }, { hashSessionTokens }) =>
      hashSessionTokens
        ? { updateSession: async ({ sessionToken, expires }) => expires && table.update({ sessionToken }, { expires }) }
        : { updateSession: adapter.updateSession },
  },
  {
    name: "deleteSession does not hash",
    catches: ["MNT-07"],
    adapter: (adapter, { session: table }, { hashSessionTokens }) =>
      hashSessionTokens === true
        ? { deleteSession: async (sessionToken) => void table.delete({ sessionToken }) }
        : { deleteSession: adapter.deleteSession },
  },
  {
    name: "tokens are hashed in lower case",
    catches: ["MNT-07"],
    adapter: (adapter, _, { hashSessionTokens }) =>
      hashSessionTokens
        ? {
            createSession: async (session) => {
              const sessionToken = session.sessionToken.toLowerCase();
              const created = await adapter.createSession({ ...session, sessionToken });
              return { ...created, sessionToken: session.sessionToken };
            },
            getSessionAndUser: async (sessionToken) => {
              const found = await adapter.getSessionAndUser(sessionToken.toLowerCase());
              return found && { ...found, session: { ...found.session, sessionToken } };
            },
          }
        : {},
  },
  {
    name: "the window for tokens in the clear is not known",
    catches: ["MNT-08"],
    options: (options) => (options.hashSessionTokens ? { ...options, hashSessionTokens: true } : options),
  },
  {
    name: "the window for tokens in the clear never closes",
    catches: ["MNT-08"],
    options: (options) =>
      typeof options.hashSessionTokens === "object"
        ? { ...options, hashSessionTokens: { acceptPlainUntil: new Date(8.64e15) } }
        : options,
  },
  {
    name: "whether the window is open is asked once, when the adapter is made",
    catches: ["MNT-08"],
    options: (options) => {
      if (typeof options.hashSessionTokens !== "object") return options;
      const isOpen = options.hashSessionTokens.acceptPlainUntil > new Date();
      return { ...options, hashSessionTokens: isOpen ? { acceptPlainUntil: new Date(8.64e15) } : true };
    },
  },
  {
    name: "a session in the clear is found and not rewritten",
    catches: ["MNT-08"],
    store: ({ sessions }) => ({
      sessions: {
        update: async (token, { sessionToken: _, ...patch }) =>
          Object.keys(patch).length > 0 ? sessions.update(token, patch) : null,
      },
    }),
  },
  {
    name: "a session is rewritten by a new row, and the old one is left",
    catches: ["MNT-08"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        update: async (token, patch) => {
          const row = table.get({ sessionToken: token });
          return row && patch.sessionToken
            ? table.insert(rowOf("session", { ...row, ...patch }))
            : sessions.update(token, patch);
        },
      },
    }),
  },
  {
    name: "a session is rewritten by what was read, though it was signed out in between",
    catches: ["MNT-08"],
    adapter: (adapter, database, options) => {
      const { session: table } = database;
      return {
        getSessionAndUser: async (sessionToken) => {
          const found = isOpen(options) && !isHash(sessionToken) && withUser(database, sessionToken);
          if (!found) return adapter.getSessionAndUser(sessionToken);
          for (let n = 0; n < 5; n += 1) await answered();
          table.delete({ sessionToken });
          const hashed = { ...found.session, sessionToken: stored(sessionToken) };
          if (!table.get(hashed)) table.insert(rowOf("session", hashed));
          return found;
        },
        deleteSession: async (sessionToken) => {
          table.delete({ sessionToken });
          table.delete({ sessionToken: stored(sessionToken) });
        },
      };
    },
  },
  {
    name: "getSessionAndUser looks for the hash and then for the token, which another read has rewritten by then",
    catches: ["MNT-08"],
    adapter: (adapter, database, options) => ({
      getSessionAndUser: async (sessionToken) => {
        if (!isOpen(options) || isHash(sessionToken)) return adapter.getSessionAndUser(sessionToken);
        const hash = stored(sessionToken);
        let found = withUser(database, hash);
        if (!found) {
          await answered();
          found = withUser(database, sessionToken);
          await answered();
          database.session.update({ sessionToken }, { sessionToken: hash });
        }
        return found && { ...found, session: { ...found.session, sessionToken } };
      },
    }),
  },
  {
    name: "a stored hash is found as a token in the clear, for as long as there are any",
    catches: ["MNT-08"],
    adapter: (adapter, database, options) => ({
      getSessionAndUser: async (token) =>
        isOpen(options) && isHash(token) ? withUser(database, token) : adapter.getSessionAndUser(token),
    }),
  },
  {
    name: "a session in the clear cannot be signed out",
    catches: ["MNT-08"],
    adapter: (_, { session: table }, { hashSessionTokens }) =>
      hashSessionTokens
        ? { deleteSession: async (sessionToken) => void table.delete({ sessionToken: stored(sessionToken) }) }
        : { deleteSession: async (sessionToken) => void table.delete({ sessionToken }) },
  },
  {
    name: "revokeSessions does not know the session that stays by its token in the clear",
    catches: ["MNT-08"],
    store: ({ sessions }) => ({
      sessions: { deleteByUser: (userId, except) => sessions.deleteByUser(userId, except.slice(0, 1)) },
    }),
  },
];
