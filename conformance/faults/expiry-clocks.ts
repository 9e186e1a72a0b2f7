/** Faults of clocks and time zones. */
import type { MemoryDatabase } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";

const minute = 60_000;

/** The clients of each database so far. */
const clientsOf = new WeakMap<MemoryDatabase, number>();

/** The wall clock's time at that instant, as if it were the time in UTC. */
function toWallClock(instant: Date): Date {
  return new Date(instant.getTime() - instant.getTimezoneOffset() * minute);
}

/** The instant at which the wall clock has the time that this one has in UTC. */
function fromWallClock(time: Date): Date {
  const [year, month, date] = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()];
  const [hours, minutes, seconds] = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()];
  return new Date(year, month, date, hours, minutes, seconds, time.getUTCMilliseconds());
}

/** The clock of the machine that the database runs on, which no test moves. */
function serverTime(): number {
  return performance.timeOrigin + performance.now();
}

export const expiryClocks: readonly Fault[] = [
  {
    name: "instants are written and read in the local time of the process",
    catches: ["EXP-10"],
    store: ({ sessions }) => ({
      sessions: {
        insert: async (row) => {
          await sessions.insert({ ...row, expires: toWallClock(row.expires) });
          return row;
        },
        update: async (sessionToken, patch) => {
          const { expires } = patch;
          await sessions.update(sessionToken, expires ? { ...patch, expires: toWallClock(expires) } : patch);
          return null;
        },
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && { ...found, session: { ...found.session, expires: fromWallClock(found.session.expires) } };
        },
      },
    }),
  },
  {
    name: "the driver reads a column without a zone as local time",
    catches: ["EXP-10"],
    store: ({ tokens }) => ({
      tokens: {
        take: async (key) => {
          const taken = await tokens.take(key);
          return taken && { ...taken, expires: fromWallClock(taken.expires) };
        },
      },
    }),
  },
  {
    name: "a session is live when it ends after the local time of the process, which is taken for UTC",
    catches: ["EXP-10"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && found.session.expires > toWallClock(new Date()) ? found : null;
        },
      },
    }),
  },
  {
    name: "a client in a time zone of its own takes the local time for UTC when it looks for live sessions",
    catches: ["EXP-11"],
    store: ({ sessions }, database) => {
      const clients = (clientsOf.get(database) ?? 0) + 1;
      clientsOf.set(database, clients);
      const localTime = () => Date.now() + (clients > 1 ? 5.5 * 60 * minute : 0);
      return {
        sessions: {
          withUser: async (sessionToken) => {
            const found = await sessions.withUser(sessionToken);
            return found && found.session.expires.getTime() > localTime() ? found : null;
          },
        },
      };
    },
  },
  {
    name: "only the first client tells the database its time zone",
    catches: ["EXP-11"],
    store: ({ users }, database) => {
      const clients = (clientsOf.get(database) ?? 0) + 1;
      clientsOf.set(database, clients);
      const inZone = (instant: Date) => new Date(instant.getTime() - 8 * 60 * minute);
      return {
        users: {
          update: (id, patch) => {
            const { emailVerified } = patch;
            return users.update(
              id,
              clients > 1 && emailVerified ? { ...patch, emailVerified: inZone(emailVerified) } : patch,
            );
          },
        },
      };
    },
  },
  {
    name: "a text in UTC is read as local time, and the offset is taken off afterwards",
    catches: ["EXP-12"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          if (!found) return null;
          return {
            ...found,
            session: { ...found.session, expires: toWallClock(fromWallClock(found.session.expires)) },
          };
        },
      },
    }),
  },
  {
    name: "a session is looked for among those that are not expired by the server's now()",
    catches: ["EXP-14"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && found.session.expires.getTime() > serverTime() ? found : null;
        },
      },
    }),
  },
  {
    name: "getSessionAndUser leaves expiry to the server's now()",
    catches: ["EXP-14", "E2E-09", "E2E-11"],
    adapter: (_, { session, user }) => ({
      getSessionAndUser: async (sessionToken) => {
        const row = session.get({ sessionToken });
        const owner = row && user.get({ id: row.userId });
        const isLive = row && row.expires.getTime() > serverTime();
        if (row && !isLive) session.delete({ sessionToken });
        return isLive && owner ? { session: row, user: owner } : null;
      },
    }),
  },
];
