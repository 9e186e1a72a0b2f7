/** Faults that show when people sign in with a provider. */
import type { Fault } from "./fault.ts";

const month = 30 * 24 * 60 * 60 * 1000;

export const oauthFlows: readonly Fault[] = [
  {
    name: "createSession makes a token of its own, and answers the one that it was given",
    catches: ["E2E-01", "E2E-18", "E2E-36"],
    adapter: (adapter) => ({
      createSession: async (session) => {
        await adapter.createSession({ ...session, sessionToken: crypto.randomUUID() });
        return session;
      },
    }),
  },
  {
    name: "linkAccount writes oauth for the type, which was the only one",
    catches: ["E2E-01", "E2E-36"],
    adapter: (adapter) => ({ linkAccount: (account) => adapter.linkAccount({ ...account, type: "oauth" }) }),
  },
  {
    name: "byAccount joins accounts of the type oauth alone",
    catches: ["E2E-10", "E2E-12", "E2E-38"],
    store: ({ users, accounts }) => ({
      users: {
        byAccount: async (key) => ((await accounts.byKey(key))?.type === "oauth" ? users.byAccount(key) : null),
      },
    }),
  },
  {
    name: "getSessionAndUser extends the session whenever it is read",
    catches: ["E2E-08", "E2E-29", "E2E-31"],
    adapter: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        if (!found) return null;
        const expires = new Date(Date.now() + month);
        await adapter.updateSession({ sessionToken, expires });
        return { ...found, session: { ...found.session, expires } };
      },
    }),
  },
  {
    name: "getSessionAndUser gives the session another token each time that it is read",
    catches: ["E2E-08", "E2E-10"],
    adapter: (adapter, { session: table }) => ({
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(sessionToken);
        return found && { ...found, session: table.update({ sessionToken }, { sessionToken: crypto.randomUUID() }) };
      },
    }),
  },
  {
    name: "getUserByEmail finds users whose e-mail is verified",
    catches: ["E2E-13", "E2E-14", "E2E-16", "E2E-19"],
    adapter: (adapter) => ({
      getUserByEmail: async (email) => {
        const user = await adapter.getUserByEmail(email);
        return user?.emailVerified ? user : null;
      },
    }),
  },
  {
    name: "whoever signs in with an e-mail that nobody has verified gets its user",
    catches: ["E2E-13"],
    adapter: (adapter, { user: table }) => {
      const unverified = (email: unknown) => table.find("email", email).find((user) => user.emailVerified === null);
      return {
        getUserByEmail: async (email) => (unverified(email) ? null : adapter.getUserByEmail(email)),
        createUser: async (user) => (user.email && unverified(user.email)) || adapter.createUser(user),
      };
    },
  },
];
