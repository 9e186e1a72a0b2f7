/** Faults of making sessions and of reading them. */
import type { Fault } from "./fault.ts";
import { orThrow, rowOf } from "./habits.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;

export const sessions: readonly Fault[] = [
  {
    name: "createSession answers expires as it goes into JSON",
    catches: ["SES-01"],
    adapter: (adapter) => ({
      createSession: async (session) => {
        const created = await adapter.createSession(session);
        return { ...created, expires: created.expires.toISOString() };
      },
    }),
  },
  {
    name: "the column for expires is a DATE",
    catches: ["SES-01", "SES-02"],
    store: ({ sessions }) => ({
      sessions: {
        insert: (session) =>
          sessions.insert({ ...session, expires: new Date(Math.floor(Number(session.expires) / day) * day) }),
      },
    }),
  },
  {
    name: "createSession answers nothing",
    catches: ["SES-01"],
    adapter: (adapter) => ({ createSession: async (session) => void (await adapter.createSession(session)) }),
  },
  {
    name: "withUser reads expires in the time zone of the server",
    catches: ["SES-02"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          const expires = new Date(Number(found?.session.expires) + hour);
          return found && { ...found, session: { ...found.session, expires } };
        },
      },
    }),
  },
  {
    name: "withUser throws when there is no such session",
    catches: ["SES-03", "E2E-23", "E2E-28"],
    store: ({ sessions }) => ({
      sessions: { withUser: async (sessionToken) => orThrow(await sessions.withUser(sessionToken)) },
    }),
  },
  {
    name: "getSessionAndUser answers neither session nor user in an object",
    catches: ["SES-03", "E2E-28", "E2E-32"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) =>
        (await adapter.getSessionAndUser(sessionToken)) ?? { session: null, user: null },
    }),
  },
  {
    name: "getSessionAndUser answers userId as an object, as an ObjectId is one",
    catches: ["SES-04"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { ...found.session, userId: Object(found.session.userId) } };
      },
    }),
  },
  {
    name: "withUser selects all columns of the user but the image",
    catches: ["SES-05"],
    store: ({ sessions }) => ({
      sessions: {
        withUser: async (sessionToken) => {
          const found = await sessions.withUser(sessionToken);
          return found && { ...found, user: { ...found.user, image: null } };
        },
      },
    }),
  },
  {
    name: "getSessionAndUser leaves out the columns that only the app knows",
    catches: ["SES-05"],
    adapter: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        return user && { ...user, role: "member" };
      },
    }),
  },
  {
    name: "getSessionAndUser takes session and user from one flat row of the join",
    catches: ["SES-06"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        const row = found && { ...found.session, ...found.user };
        return row && { session: row, user: row };
      },
    }),
  },
  {
    name: "getSessionAndUser leaves the user inside of the session, as the query included him",
    catches: ["SES-06"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { ...found.session, user: found.user } };
      },
    }),
  },
  {
    name: "the session's id is overwritten by the user's, as both columns have one name",
    catches: ["SES-06"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: { ...found.session, id: found.user.id } };
      },
    }),
  },
  {
    name: "createSession ends the user's other sessions",
    catches: ["SES-07", "E2E-07"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        insert: async (session) => {
          for (const row of table.find("userId", session.userId)) table.delete(row);
          return sessions.insert(session);
        },
      },
    }),
  },
  {
    name: "createSession is an upsert",
    catches: ["SES-08"],
    store: ({ sessions }, { session: table }) => ({
      sessions: {
        insert: async (session) => {
          table.delete(session);
          return sessions.insert(session);
        },
      },
    }),
  },
  {
    name: "createSession logs what went wrong and answers the session",
    catches: ["SES-08", "SES-10"],
    adapter: (adapter) => ({ createSession: (session) => adapter.createSession(session).catch(() => session) }),
  },
  {
    name: "createSession connects the user or creates him",
    catches: ["SES-09"],
    store: ({ sessions }, { user: table }) => ({
      sessions: {
        insert: async (session) => {
          if (!table.get({ id: session.userId })) table.insert(rowOf("user", { id: session.userId }));
          return sessions.insert(session);
        },
      },
    }),
  },
  {
    name: "there is no foreign key, and getSessionAndUser joins the user with a LEFT JOIN",
    catches: ["SES-09", "SES-22"],
    engine: { session: { foreignKey: false } },
    adapter: (_, { session: table, user }) => ({
      getSessionAndUser: async (sessionToken) => {
        const session = table.get({ sessionToken });
        return session && { session, user: user.get({ id: session.userId }) };
      },
    }),
  },
  {
    name: "createSession stores null as the owner where there is none",
    catches: ["SES-10"],
    adapter: (_, { session: table }) => ({
      createSession: async (session) => table.insert(rowOf("session", session), true),
    }),
  },
  {
    name: "getSessionAndUser answers a user without any field where there is none",
    catches: ["SES-22"],
    adapter: (_, { session: table, user }) => ({
      getSessionAndUser: async (sessionToken) => {
        const session = table.get({ sessionToken });
        return session && { session, user: { ...user.get({ id: session.userId }) } };
      },
    }),
  },
];
