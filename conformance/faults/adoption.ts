/** Faults of taking over what the official adapter wrote. The reference has no official counterpart; Drizzle has. */
import { createHash } from "node:crypto";
import { standardFields } from "@mortise/adapter-kit";
import type { Fault } from "./fault.ts";
import { rowOf } from "./habits.ts";

const hash = (text: unknown) => createHash("sha256").update(String(text)).digest("hex");

export const adoption: readonly Fault[] = [
  {
    name: "createUser keeps instants in seconds, and the official tables have milliseconds",
    catches: ["ADO-01", "ADO-07"],
    overDrizzle: (adapter) => ({
      createUser: (user) => {
        const emailVerified = user.emailVerified && new Date(Math.floor(user.emailVerified.getTime() / 1000));
        return adapter.createUser({ ...user, emailVerified });
      },
    }),
  },
  {
    name: "createSession takes its session in a property, as the adapter's own call does",
    catches: ["ADO-01", "SCH-04"],
    overDrizzle: (adapter) => ({ createSession: ({ session }) => adapter.createSession(session as never) }),
  },
  {
    name: "a user who was never verified is refused as a broken row",
    catches: ["ADO-02"],
    overDrizzle: (adapter) => ({
      getUserByAccount: async (key) => {
        const user = await adapter.getUserByAccount(key);
        if (user?.emailVerified === null) throw new Error('the stored "emailVerified" is not a date');
        return user;
      },
    }),
  },
  {
    name: "getUser reads the picture from a column of its own",
    catches: ["ADO-02"],
    overDrizzle: (adapter) => ({
      getUser: async (id) => {
        const user = await adapter.getUser(id);
        return user && { ...user, image: user.picture };
      },
    }),
  },
  {
    name: "session tokens are hashed without being asked to",
    catches: ["ADO-03", "ADO-07", "SCH-04"],
    overDrizzle: (adapter) => ({
      createSession: async (session) => {
        const created = await adapter.createSession({ ...session, sessionToken: hash(session.sessionToken) });
        return { ...created, sessionToken: session.sessionToken };
      },
      getSessionAndUser: async (sessionToken) => {
        const found = await adapter.getSessionAndUser(hash(sessionToken));
        return found && { ...found, session: { ...found.session, sessionToken } };
      },
    }),
  },
  {
    name: "a session of the official adapter has its whole time again when it is first read",
    catches: ["ADO-03"],
    overDrizzle: (adapter) => ({
      getSessionAndUser: async (sessionToken) => {
        await adapter.updateSession({ sessionToken, expires: new Date(Date.now() + 2_592_000_000) });
        return adapter.getSessionAndUser(sessionToken);
      },
    }),
  },
  {
    name: "verification tokens are hashed once more",
    catches: ["ADO-04", "ADO-07"],
    overDrizzle: (adapter) => ({
      createVerificationToken: (token) => adapter.createVerificationToken({ ...token, token: hash(token.token) }),
      useVerificationToken: async ({ identifier, token }) => {
        const taken = await adapter.useVerificationToken({ identifier, token: hash(token) });
        return taken && { ...taken, token };
      },
    }),
  },
  {
    name: "a link that was taken is put back for the official adapter",
    catches: ["ADO-04"],
    overDrizzle: (adapter) => ({
      useVerificationToken: async (key) => {
        const taken = await adapter.useVerificationToken(key);
        if (taken) await adapter.createVerificationToken(taken);
        return taken;
      },
    }),
  },
  {
    name: "accounts are keyed by provider and id in one string",
    catches: ["ADO-05"],
    overDrizzle: (adapter) => ({
      getUserByAccount: ({ provider, providerAccountId }) =>
        adapter.getUserByAccount({ provider, providerAccountId: `${provider}:${providerAccountId}` }),
    }),
  },
  {
    name: "a number that the official adapter was given as an account's id is looked for by its digits",
    catches: ["ADO-05"],
    overDrizzle: (adapter) => ({
      getUserByAccount: ({ provider, providerAccountId }) =>
        adapter.getUserByAccount({ provider, providerAccountId: String(providerAccountId) }),
    }),
  },
  {
    name: "ids say what they are of, in front",
    catches: ["ADO-06"],
    overDrizzle: (adapter) => ({
      createUser: async (user) => {
        const created = await adapter.createUser(user);
        return { ...created, id: `user_${created.id}` };
      },
      getUser: (id) => adapter.getUser(id.replace("user_", "")),
    }),
  },
  {
    name: "access tokens are encoded without being asked to",
    catches: ["ADO-07"],
    overDrizzle: (adapter) => ({
      linkAccount: (account) =>
        adapter.linkAccount({ ...account, access_token: Buffer.from(String(account.access_token)).toString("base64") }),
    }),
  },
  {
    name: "deleteUser marks the user as deleted",
    catches: ["ADO-08"],
    overDrizzle: (adapter) => ({ deleteUser: async (id) => void (await adapter.updateUser({ id, email: null })) }),
  },
  {
    name: "deleteUser ends the sessions and leaves the accounts to a job",
    catches: ["ADO-08"],
    overDrizzle: (adapter) => ({ deleteUser: async (id) => void (await adapter.revokeSessions(id)) }),
  },
  {
    name: "updateUser leaves the e-mail of a verified user",
    catches: ["ADO-09"],
    overDrizzle: (adapter) => ({
      updateUser: async ({ email, ...patch }) => ({ ...(await adapter.updateUser(patch)), ...(email && { email }) }),
    }),
  },
  {
    name: "an e-mail that a user has had resolves to them",
    catches: ["ADO-09"],
    overDrizzle: (adapter) => {
      const former = new Map<unknown, string>();
      return {
        updateUser: async (user) => {
          former.set((await adapter.getUser(user.id))?.email, user.id);
          return adapter.updateUser(user);
        },
        getUserByEmail: async (email) =>
          (await adapter.getUserByEmail(email)) ?? adapter.getUser(former.get(email) ?? "nobody"),
      };
    },
  },
  {
    name: "verifySchema does not look for indexes",
    catches: ["ADO-10"],
    overDrizzle: (adapter) => ({
      verifySchema: async () => (await adapter.verifySchema()).filter(({ kind }) => kind !== "missing-index"),
    }),
  },
  {
    name: "verifySchema names the first unique key that is missing",
    catches: ["ADO-10"],
    overDrizzle: (adapter) => ({
      verifySchema: async () => {
        const problems = await adapter.verifySchema();
        const first = problems.find(({ kind }) => kind === "missing-unique-key");
        return problems.filter((problem) => problem === first || problem.kind !== "missing-unique-key");
      },
    }),
  },
  {
    name: "verifySchema gives no statement",
    catches: ["ADO-10"],
    overDrizzle: (adapter) => ({
      verifySchema: async () => (await adapter.verifySchema()).map(({ statement: _, ...problem }) => problem),
    }),
  },
  {
    name: "verifySchema knows keys by their names, and the official schema has others",
    catches: ["ADO-10"],
    overDrizzle: (adapter) => ({
      verifySchema: async () => [
        ...(await adapter.verifySchema()),
        { kind: "missing-unique-key", record: "user", fields: ["email"], message: "no key", statement: "select 1" },
      ],
    }),
  },
  {
    name: "verifySchema does not look at rows",
    catches: ["ADO-11"],
    overDrizzle: (adapter) => ({
      verifySchema: async () => (await adapter.verifySchema()).filter(({ kind }) => kind !== "duplicates"),
    }),
  },
  {
    name: "verifySchema says that there are duplicates, and not how many",
    catches: ["ADO-11"],
    overDrizzle: (adapter) => ({
      verifySchema: async () => (await adapter.verifySchema()).map(({ count: _, ...problem }) => problem),
    }),
  },
  {
    name: "getUserByEmail answers the columns that Auth.js knows",
    catches: ["ADO-12"],
    overDrizzle: (adapter) => ({
      getUserByEmail: async (email) => {
        const user = await adapter.getUserByEmail(email);
        return user && rowOf("user", user);
      },
    }),
  },
  {
    name: "updateUser writes the columns that Auth.js knows",
    catches: ["ADO-12"],
    overDrizzle: (adapter) => ({
      updateUser: ({ id, ...patch }) => {
        const known = Object.entries(patch).filter(([name]) => Object.hasOwn(standardFields.user, name));
        return adapter.updateUser({ id, ...Object.fromEntries(known) });
      },
    }),
  },
];
