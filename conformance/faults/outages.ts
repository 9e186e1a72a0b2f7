/** Faults of what becomes of a call that the database does not answer. */
import type { Fault } from "./fault.ts";

export const outages: readonly Fault[] = [
  {
    name: "getSessionAndUser takes any error for an unknown session",
    catches: ["LIF-04", "E2E-35"],
    adapter: (adapter) => ({ getSessionAndUser: (token) => adapter.getSessionAndUser(token).catch(() => null) }),
  },
  {
    name: "withUser answers undefined rows of a failed query as none",
    catches: ["LIF-04", "E2E-35"],
    store: ({ sessions }) => ({
      sessions: { withUser: (sessionToken) => sessions.withUser(sessionToken).catch(() => null) },
    }),
  },
  {
    name: "getUserByAccount logs what went wrong and answers null",
    catches: ["LIF-05"],
    adapter: (adapter) => ({ getUserByAccount: (account) => adapter.getUserByAccount(account).catch(() => null) }),
  },
  {
    name: "byEmail answers null when the connection is refused",
    catches: ["LIF-06"],
    store: ({ users }) => ({ users: { byEmail: (email) => users.byEmail(email).catch(() => null) } }),
  },
  {
    name: "getUser has a fallback for when the database is away",
    catches: ["LIF-07"],
    adapter: (adapter) => ({
      getUser: (id) => adapter.getUser(id).catch(() => ({ id, name: null, email: null, emailVerified: null })),
    }),
  },
  {
    name: "useVerificationToken takes an error for a token that was used",
    catches: ["LIF-08"],
    adapter: (adapter) => ({ useVerificationToken: (key) => adapter.useVerificationToken(key).catch(() => null) }),
  },
  {
    name: "createSession goes on with the session that it could not store",
    catches: ["LIF-09"],
    adapter: (adapter, database) => ({
      createSession: (session) =>
        adapter.createSession(session).catch((error) => {
          if (database.isDown) return session;
          throw error;
        }),
    }),
  },
  {
    name: "createUser keeps what it could not store, and stores it with the next call",
    catches: ["LIF-09"],
    adapter: (adapter, database) => {
      const queue: { readonly email?: string | null | undefined }[] = [];
      return {
        createUser: (user) =>
          adapter.createUser(user).catch((error) => {
            if (database.isDown) queue.push(user);
            throw error;
          }),
        getUser: async (id) => {
          const user = await adapter.getUser(id);
          for (const waiting of queue.splice(0)) await adapter.createUser(waiting);
          return user;
        },
      };
    },
  },
  {
    name: "linkAccount does not wait for the answer",
    catches: ["LIF-09"],
    adapter: (adapter) => ({
      linkAccount: async (account) => void adapter.linkAccount(account).catch(() => {}),
    }),
  },
  {
    name: "the first call makes the connection, and that it failed is remembered",
    catches: ["LIF-10"],
    adapter: (adapter) => {
      let ready: Promise<unknown> | undefined;
      return {
        getUserByEmail: async (email) => {
          ready ??= adapter.getUser("the first call makes the connection");
          await ready;
          return adapter.getUserByEmail(email);
        },
      };
    },
  },
  {
    name: "after a failure the database is not asked for a minute, to let it recover",
    catches: ["LIF-10"],
    adapter: (adapter) => {
      let openUntil = 0;
      return {
        getUserByEmail: async (email) => {
          if (Date.now() < openUntil) throw new Error("the circuit is open");
          return adapter.getUserByEmail(email).catch((error) => {
            openUntil = Date.now() + 60_000;
            throw error;
          });
        },
      };
    },
  },
  {
    name: "a read whose connection is dropped has found nobody",
    catches: ["LIF-11"],
    adapter: (adapter) => ({
      getUser: (id) =>
        adapter.getUser(id).catch((error) => {
          if (isDropped(error)) return null;
          throw error;
        }),
    }),
  },
  {
    name: "a write whose connection is dropped waits for its answer for ever",
    catches: ["LIF-11"],
    adapter: (adapter) => ({
      createUser: (user) =>
        adapter.createUser(user).catch((error) => {
          if (isDropped(error)) return new Promise(() => {});
          throw error;
        }),
    }),
  },
  {
    name: "a connection that was dropped is used again",
    catches: ["LIF-11"],
    adapter: (adapter) => {
      let dropped: unknown;
      return {
        getUser: async (id) => {
          if (dropped) throw dropped;
          return adapter.getUser(id).catch((error) => {
            if (isDropped(error)) dropped = error;
            throw error;
          });
        },
      };
    },
  },
  {
    name: "createUser throws an error of its own and drops the driver's",
    catches: ["LIF-12"],
    adapter: (adapter) => ({
      createUser: (user) =>
        adapter.createUser(user).catch(() => {
          throw new Error("Could not create the user");
        }),
    }),
  },
  {
    name: "getSessionAndUser throws the text of the driver's error as the cause",
    catches: ["LIF-12"],
    adapter: (adapter) => ({
      getSessionAndUser: (sessionToken) =>
        adapter.getSessionAndUser(sessionToken).catch((error) => {
          throw new Error("Could not read the session", { cause: String(error) });
        }),
    }),
  },
  {
    name: "insert rejects with the reply of the server, which is not an Error",
    catches: ["LIF-12"],
    adapter: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount(account).catch((error) => {
          throw { code: error.code, message: error.message };
        }),
    }),
  },
];

function isDropped({ cause }: { readonly cause?: unknown }): boolean {
  return cause instanceof Error && cause.message === "the connection was dropped";
}
