/** Faults of expiry: too late, too early, in the wrong unit, or of more than what expired. */
import type { Fault } from "./fault.ts";
import { highestInt32 } from "./habits.ts";

const second = 1000;
const hour = 60 * 60 * second;
const day = 24 * hour;

/** To the nearest second, as MySQL's DATETIME without a precision has it. */
function rounded(instant: Date): Date {
  return new Date(Math.round(instant.getTime() / second) * second);
}

export const expiry: readonly Fault[] = [
  {
    name: "getSessionAndUser answers what is stored, expired or not, as the official adapters do",
    catches: ["EXP-01", "E2E-09", "E2E-11"],
    adapter: (_, { session, user }) => ({
      getSessionAndUser: async (sessionToken) => {
        const row = session.get({ sessionToken });
        const owner = row && user.get({ id: row.userId });
        return row && owner && { session: row, user: owner };
      },
    }),
  },
  {
    name: "getSessionAndUser allows for clocks that are five minutes apart",
    catches: ["EXP-01"],
    adapter: (adapter, { session, user }) => ({
      getSessionAndUser: async (sessionToken) => {
        const row = session.get({ sessionToken });
        const isLate = row && row.expires <= new Date() && Number(row.expires) > Date.now() - hour / 12;
        return isLate ? { session: row, user: user.get({ id: row.userId }) } : adapter.getSessionAndUser(sessionToken);
      },
    }),
  },
  {
    name: "nothing removes what expired",
    catches: ["EXP-02", "E2E-29"],
    store: () => ({ sessions: { deleteExpired: async () => {}, sweep: async () => 0 } }),
  },
  {
    name: "an expired session is removed with all others of its user",
    catches: ["EXP-02"],
    store: (_, { session: table }) => ({
      sessions: {
        deleteExpired: async (sessionToken) => {
          for (const row of table.find("userId", table.get({ sessionToken })?.userId)) table.delete(row);
        },
      },
    }),
  },
  {
    name: "getSessionAndUser answers expires as the text that the driver gives",
    catches: ["EXP-03", "EXP-15"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { ...found.session, expires: found.session.expires.toISOString() } };
      },
    }),
  },
  {
    name: "createSession answers expires as the number that was stored",
    catches: ["EXP-03"],
    adapter: (adapter) => ({
      createSession: async (session) => {
        const created = await adapter.createSession(session);
        return { ...created, expires: created.expires.getTime() };
      },
    }),
  },
  {
    name: "useVerificationToken makes a Date of a text that is none",
    catches: ["EXP-03"],
    adapter: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        return taken && { ...taken, expires: new Date(`${taken.expires.toISOString()}Z`) };
      },
    }),
  },
  {
    name: "a timer removes each session, and one of a month fires at once",
    catches: ["EXP-04"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        insert: async (row) => {
          const left = Math.max(row.expires.getTime() - Date.now(), 1);
          setTimeout(() => table.delete(row), left > highestInt32 ? 1 : left).unref();
          return sessions.insert(row);
        },
      },
    }),
  },
  {
    name: "a TTL in seconds is given to a command that takes milliseconds",
    catches: ["EXP-04"],
    store: ({ sessions }) => {
      const ends = new Map<string, number>();
      const set = (sessionToken: string, expires: Date) =>
        ends.set(sessionToken, Date.now() + (expires.getTime() - Date.now()) / second);
      return {
        sessions: {
          insert: async (row) => {
            set(row.sessionToken, row.expires);
            return sessions.insert(row);
          },
          update: async (sessionToken, patch) => {
            if (patch.expires) set(sessionToken, patch.expires);
            return sessions.update(sessionToken, patch);
          },
          withUser: async (sessionToken) =>
            (ends.get(sessionToken) ?? Number.POSITIVE_INFINITY) > Date.now() ? sessions.withUser(sessionToken) : null,
        },
      };
    },
  },
  {
    name: "a session ends a minute early, so that nobody is cut off in the middle",
    catches: ["EXP-05"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && found.session.expires.getTime() - hour / 60 > Date.now() ? found : null;
        },
      },
    }),
  },
  {
    name: "expires is a column of seconds in 32 bits",
    catches: ["EXP-06"],
    store: ({ sessions }) => ({
      sessions: {
        insert: (row) =>
          sessions.insert({ ...row, expires: new Date(Math.min(Number(row.expires), highestInt32 * second)) }),
      },
    }),
  },
  {
    name: "a key keeps the TTL that it was made with",
    catches: ["EXP-07"],
    store: ({ sessions }) => {
      const ends = new Map<string, Date>();
      return {
        sessions: {
          insert: async (row) => {
            ends.set(row.sessionToken, row.expires);
            return sessions.insert(row);
          },
          withUser: async (sessionToken) => {
            const end = ends.get(sessionToken);
            return end && end <= new Date() ? null : sessions.withUser(sessionToken);
          },
        },
      };
    },
  },
  {
    name: "a TTL below zero is an error",
    catches: ["EXP-08"],
    store: ({ sessions }) => ({
      sessions: {
        insert: async (row) => {
          if (row.expires <= new Date()) throw new Error("ERR invalid expire time in 'set' command");
          return sessions.insert(row);
        },
      },
    }),
  },
  {
    name: "a TTL below zero is none",
    catches: ["EXP-08"],
    store: ({ sessions }) => ({
      sessions: {
        insert: (row) =>
          sessions.insert({ ...row, expires: row.expires > new Date() ? row.expires : new Date(Date.now() + day) }),
      },
    }),
  },
  {
    name: "expires is declared to keep seconds, and is rounded up to them",
    catches: ["EXP-09"],
    traits: { dateGrain: 1000 },
    store: ({ sessions, tokens }) => ({
      sessions: {
        insert: (row) => sessions.insert({ ...row, expires: rounded(row.expires) }),
        update: (sessionToken, patch) =>
          sessions.update(sessionToken, patch.expires ? { ...patch, expires: rounded(patch.expires) } : patch),
      },
      tokens: { insert: (row) => tokens.insert({ ...row, expires: rounded(row.expires) }) },
    }),
  },
  {
    name: "emailVerified loses its milliseconds when it is changed",
    catches: ["EXP-09"],
    store: ({ users }) => ({
      users: {
        update: (id, patch) =>
          users.update(id, patch.emailVerified ? { ...patch, emailVerified: rounded(patch.emailVerified) } : patch),
      },
    }),
  },
  {
    name: "an expired token is looked at and left",
    catches: ["EXP-13"],
    store: ({ tokens }, { verificationToken: table }) => ({
      tokens: {
        take: async (key) => {
          const row = key.identifier === undefined ? null : table.get(key);
          return row && row.expires <= new Date() ? null : tokens.take(key);
        },
      },
    }),
  },
  {
    name: "a token that expired gets another minute",
    catches: ["EXP-13", "E2E-22"],
    store: ({ tokens }) => ({
      tokens: {
        take: async (key) => {
          const taken = await tokens.take(key);
          const soon = new Date(Date.now() + hour / 60);
          return taken && taken.expires < soon ? { ...taken, expires: soon } : taken;
        },
      },
    }),
  },
  {
    name: "update extends a session by thirty hours at the most",
    catches: ["EXP-15", "E2E-31"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        update: async (sessionToken, patch) => {
          const stored = table.get({ sessionToken })?.expires.getTime() ?? 0;
          const expires = new Date(Math.min(Number(patch.expires), Math.max(stored, Date.now()) + 30 * hour));
          return sessions.update(sessionToken, patch.expires ? { ...patch, expires } : patch);
        },
      },
    }),
  },
  {
    name: "sweep removes tokens that are not used within the hour",
    catches: ["EXP-16"],
    store: ({ tokens }) => ({
      tokens: { sweep: (now, limit) => tokens.sweep(new Date(now.getTime() + hour), limit) },
    }),
  },
  {
    name: "sweep removes sessions by the day, not by the time",
    catches: ["EXP-16"],
    store: ({ sessions }) => ({
      sessions: { sweep: (now, limit) => sessions.sweep(new Date(Math.floor(now.getTime() / day) * day), limit) },
    }),
  },
];
