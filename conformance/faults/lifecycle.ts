/** Faults of making adapters, of ending them, and of what they leave behind. */
import { setTimeout } from "node:timers";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import type { Fault } from "./fault.ts";
import { answered } from "./habits.ts";

const aDay = 24 * 60 * 60 * 1000;
const kept: object[] = [];

export const lifecycle: readonly Fault[] = [
  {
    name: "the adapter cannot be made while the database is away",
    catches: ["LIF-01", "LIF-10"],
    construct: ({ isDown }) => {
      if (isDown) throw new Error("connect ECONNREFUSED");
    },
  },
  {
    name: "the adapter warms its connection up when it is made, and nobody waits for that",
    catches: ["LIF-01", "LIF-02", "RTT-08"],
    object: (adapter) => {
      adapter.getUser("warm-up").catch(() => {});
      return adapter;
    },
  },
  {
    name: "the adapter has a timer for its next attempt to connect from the moment it is made",
    catches: ["LIF-01", "LIF-02"],
    construct: () => void setTimeout(() => {}, 1),
  },
  {
    name: "every adapter that was made is kept, to close them all at the end",
    catches: ["LIF-02"],
    object: (adapter) => {
      kept.push(adapter);
      return adapter;
    },
  },
  {
    name: "every adapter has a timer for its sweeps, which nobody ends",
    catches: ["LIF-02"],
    object: (adapter) => {
      setTimeout(() => adapter.sweep(), aDay).unref();
      return adapter;
    },
  },
  {
    name: "who calls while the first call prepares gets what is not there yet",
    catches: ["LIF-03"],
    adapter: (adapter) => {
      let client: MortiseAdapter | undefined;
      let isPreparing = false;
      return {
        getUserByEmail: async (email) => {
          if (!isPreparing) {
            isPreparing = true;
            await answered();
            client = adapter;
          }
          if (!client) throw new TypeError("Cannot read properties of undefined (reading 'query')");
          return client.getUserByEmail(email);
        },
      };
    },
  },
  {
    name: "every call prepares the connection until one of them has come to an end",
    catches: ["LIF-03"],
    object: (adapter) => {
      let isReady = false;
      const calls = Object.entries(adapter).map(([name, method]) => [
        name,
        async (...args: unknown[]) => {
          if (!isReady) await adapter.getUser("select 1");
          isReady = true;
          return Reflect.apply(method, adapter, args);
        },
      ]);
      return Object.fromEntries(calls);
    },
  },
  {
    name: "the connection belongs to the last of the calls that made one",
    catches: ["LIF-03"],
    adapter: (adapter) => {
      let asked = "";
      return {
        getUser: async (id) => {
          asked = id;
          await answered();
          return adapter.getUser(asked);
        },
      };
    },
  },
  {
    name: "close does nothing",
    catches: ["LIF-13"],
    adapter: () => ({ close: async () => {} }),
  },
  {
    name: "a second close throws",
    catches: ["LIF-13"],
    adapter: (adapter) => {
      let isClosed = false;
      return {
        close: async () => {
          if (isClosed) throw new Error("Called end on pool more than once");
          isClosed = true;
          await adapter.close();
        },
      };
    },
  },
  {
    name: "close ends the client, which is the app's own",
    catches: ["LIF-13"],
    adapter: (adapter, database) => ({
      close: async () => {
        database.isDown = true;
        await adapter.close();
      },
    }),
  },
  {
    name: "a call after close fails with what it stumbles over",
    catches: ["LIF-13"],
    adapter: (adapter) => ({
      createUser: (user) =>
        adapter.createUser(user).catch((error) => {
          if (error.code !== "MORTISE_CLOSED") throw error;
          throw new TypeError("Cannot read properties of undefined (reading 'query')", { cause: error });
        }),
    }),
  },
  {
    name: "close leaves the timers of the calls running",
    catches: ["LIF-13"],
    adapter: (adapter) => ({
      getUser: (id) => {
        setTimeout(() => {}, 1_000);
        return adapter.getUser(id);
      },
    }),
  },
  {
    name: "an expired session is removed in the background, and nobody hears when that fails",
    catches: ["LIF-14"],
    store: ({ sessions }) => ({
      sessions: {
        deleteExpired: async (sessionToken) => void sessions.delete(sessionToken),
      },
    }),
  },
  {
    name: "calls are logged in the background, and what cannot be written down rejects there",
    catches: ["LIF-14"],
    adapter: (adapter) => {
      const log = async (...args: unknown[]) => {
        await answered();
        return args.map((arg) => `${arg}`).join();
      };
      return {
        getAuthenticator: (credentialID) => {
          void log("getAuthenticator", credentialID);
          return adapter.getAuthenticator(credentialID);
        },
      };
    },
  },
  {
    name: "a session with an expiry that is no date never expires",
    catches: ["LIF-15"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const session = table.get({ sessionToken });
        const user = await adapter.getUser(session?.userId ?? "");
        return session && user && !(session.expires <= new Date()) ? { session, user } : null;
      },
    }),
  },
  {
    name: "the rows of all users are parsed to find one, and one that does not parse ends the search",
    catches: ["LIF-15"],
    adapter: (adapter, { user: table }) => ({
      getUser: async (id) => {
        for (const row of table.all()) row.emailVerified?.toISOString();
        return adapter.getUser(id);
      },
    }),
  },
  {
    name: "a passkey is listed with whatever counter it has",
    catches: ["LIF-15"],
    adapter: (_, { authenticator: table }) => ({
      listAuthenticatorsByUserId: async (userId) => table.find("userId", userId),
    }),
  },
  {
    name: "useVerificationToken answers whatever was stored as expiry",
    catches: ["LIF-15"],
    adapter: (_, { verificationToken: table }) => ({
      useVerificationToken: async ({ identifier, token }) => {
        const row = table.delete({ identifier: identifier ?? "", token });
        return row && !(row.expires <= new Date()) ? row : null;
      },
    }),
  },
];
