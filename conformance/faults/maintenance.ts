/** Faults of what an app does with its users' sessions and accounts, and a job with what expired. */
import type { Fault } from "./fault.ts";
import { answered } from "./habits.ts";

const page = 10;

export const maintenance: readonly Fault[] = [
  {
    name: "listSessions lists what expired as well",
    catches: ["MNT-01"],
    adapter: (_, { session: table }) => ({ listSessions: async (userId) => table.find("userId", userId) }),
  },
  {
    name: "listSessions lists one page",
    catches: ["MNT-01"],
    store: ({ sessions }) => ({
      sessions: { listByUser: async (userId) => (await sessions.listByUser(userId)).slice(0, page) },
    }),
  },
  {
    name: "listSessions lists the sessions of everybody",
    catches: ["MNT-01"],
    adapter: (_, { session: table }) => ({
      listSessions: async () => table.all().filter(({ expires }) => expires > new Date()),
    }),
  },
  {
    name: "listSessions leaves out what expires today",
    catches: ["MNT-01"],
    adapter: (adapter) => ({
      listSessions: async (userId) => {
        const today = new Date().toDateString();
        return (await adapter.listSessions(userId)).filter(({ expires }) => expires.toDateString() !== today);
      },
    }),
  },
  {
    name: "revokeSessions ends the one that was to stay too",
    catches: ["MNT-02"],
    store: ({ sessions }) => ({ sessions: { deleteByUser: (userId) => sessions.deleteByUser(userId, []) } }),
  },
  {
    name: "revokeSessions lets the sessions expire, and a refresh extends them again",
    catches: ["MNT-02"],
    store: (_, { session: table }) => ({
      sessions: {
        deleteByUser: async (userId, except) => {
          const ended = table.find("userId", userId).filter(({ sessionToken }) => !except.includes(sessionToken));
          for (const row of ended) table.update(row, { expires: new Date(0) });
          return ended.length;
        },
      },
    }),
  },
  {
    name: "revokeSessions ends one page of sessions",
    catches: ["MNT-02"],
    store: (_, { session: table }) => ({
      sessions: {
        deleteByUser: async (userId, except) => {
          const ended = table.find("userId", userId).filter(({ sessionToken }) => !except.includes(sessionToken));
          for (const row of ended.slice(0, page)) table.delete(row);
          return ended.length;
        },
      },
    }),
  },
  {
    name: "revokeSessions ends everybody's sessions but the one that stays",
    catches: ["MNT-02"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        deleteByUser: async (userId, except) => {
          if (except.length === 0) return sessions.deleteByUser(userId, except);
          const ended = table.all().filter(({ sessionToken }) => !except.includes(sessionToken));
          for (const row of ended) table.delete(row);
          return ended.length;
        },
      },
    }),
  },
  {
    name: "the driver says nothing of the rows where it changed none, and that is counted",
    catches: ["MNT-02"],
    adapter: (adapter) => ({
      revokeSessions: async (...args) => (await adapter.revokeSessions(...args)) || Number(undefined),
    }),
  },
  {
    name: "revokeSessions without a user has no WHERE",
    catches: ["MNT-02"],
    adapter: (adapter, { session: table }) => ({
      revokeSessions: async (userId, options) => {
        if (userId) return adapter.revokeSessions(userId, options);
        const all = table.all();
        for (const row of all) table.delete(row);
        return all.length;
      },
    }),
  },
  {
    name: "listAccounts lists accounts of OAuth alone",
    catches: ["MNT-03"],
    store: ({ accounts }) => ({
      accounts: {
        listByUser: async (userId) => (await accounts.listByUser(userId)).filter(({ type }) => type === "oauth"),
      },
    }),
  },
  {
    name: "listAccounts leaves the tokens out",
    catches: ["MNT-03"],
    store: ({ accounts }) => ({
      accounts: {
        listByUser: async (userId) =>
          (await accounts.listByUser(userId)).map((row) => ({ ...row, access_token: null, refresh_token: null })),
      },
    }),
  },
  {
    name: "listAccounts lists the accounts of everybody",
    catches: ["MNT-03"],
    adapter: (_, { account: table }) => ({ listAccounts: async () => table.all() }),
  },
  {
    name: "sweep forgets the tokens",
    catches: ["MNT-04"],
    store: () => ({ tokens: { sweep: async () => 0 } }),
  },
  {
    name: "sweep removes what expires within five minutes",
    catches: ["MNT-04"],
    store: ({ sessions }) => ({
      sessions: { sweep: (now, limit) => sessions.sweep(new Date(Number(now) + 300_000), limit) },
    }),
  },
  {
    name: "sweep compares days",
    catches: ["MNT-04"],
    store: ({ tokens }) => ({
      tokens: { sweep: (now, limit) => tokens.sweep(new Date(Number(now) - 86_400_000), limit) },
    }),
  },
  {
    name: "sweep answers how many rows it looked at",
    catches: ["MNT-04"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        sweep: async (now, limit) => {
          const rows = table.all();
          await sessions.sweep(now, limit);
          return Math.min(rows.length, limit);
        },
      },
    }),
  },
  {
    name: "sweep has no limit",
    catches: ["MNT-05"],
    store: ({ sessions, tokens }) => ({
      sessions: { sweep: (now) => sessions.sweep(now, Number.MAX_SAFE_INTEGER) },
      tokens: { sweep: (now) => tokens.sweep(now, Number.MAX_SAFE_INTEGER) },
    }),
  },
  {
    name: "sweep takes its limit for each table",
    catches: ["MNT-05"],
    adapter: (adapter, database) => ({
      sweep: async (options) => {
        const { limit = 1_000 } = options ?? {};
        const swept = await adapter.sweep(options);
        if (swept.verificationTokens === limit) return swept;
        const expired = database.verificationToken.all().filter(({ expires }) => expires <= new Date());
        for (const row of expired.slice(0, limit)) database.verificationToken.delete(row);
        return { ...swept, verificationTokens: swept.verificationTokens + expired.slice(0, limit).length };
      },
    }),
  },
  {
    name: "a limit of 0 is taken for none",
    catches: ["MNT-05"],
    adapter: (adapter) => ({ sweep: (options) => adapter.sweep({ limit: options?.limit || undefined }) }),
  },
  {
    name: "two sweeps at once stumble over each other's rows",
    catches: ["MNT-05"],
    store: (_, { session: table }) => ({
      sessions: {
        sweep: async (now, limit) => {
          const expired = table.all().filter(({ expires }) => expires <= now);
          for (const row of expired.slice(0, limit)) {
            await answered();
            if (!table.delete(row)) throw new Error("Record to delete does not exist");
          }
          return Math.min(expired.length, limit);
        },
      },
    }),
  },
  {
    name: "sweep answers how many rows it found, though another sweep came first",
    catches: ["MNT-05"],
    store: (_, { session: table }) => ({
      sessions: {
        sweep: async (now, limit) => {
          const expired = table.all().filter((row) => row.expires <= now);
          await answered();
          const swept = expired.slice(0, limit);
          for (const { sessionToken } of swept) {
            const row = table.get({ sessionToken });
            if (row && row.expires <= now) table.delete(row);
          }
          return swept.length;
        },
      },
    }),
  },
  {
    name: "sweep reads the tokens of what expired, and then removes them by token",
    catches: ["MNT-06"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        sweep: async (now, limit) => {
          const expired = table.all().filter(({ expires }) => expires <= now);
          await sessions.sweep(new Date(0), 1);
          return expired.slice(0, limit).filter((row) => table.delete(row) !== null).length;
        },
      },
    }),
  },
];
