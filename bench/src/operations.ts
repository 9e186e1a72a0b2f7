/** What is timed: the methods that Auth.js calls, each as Auth.js calls it. */
import type { Call } from "./rounds.ts";
import { accountOf, authenticatorOf, inDays, type Method, sessionOf, tokenOf, userOf, type World } from "./world.ts";

export interface Operation {
  readonly name: string;
  /** The methods without which a contestant has no such operation. */
  readonly methods: readonly Method[];
  /** Whether the handlers of Auth.js ask, who read no answers in another form than theirs. */
  readonly isFlow?: boolean;
  /** Makes one call ready in a world. */
  make(world: World): Call | Promise<Call>;
}

/** The fourteen methods of a classic adapter. */
export const classicOperations: readonly Operation[] = [
  {
    name: "createUser",
    methods: ["createUser"],
    make({ subject, next }) {
      const user = userOf(next());
      return {
        run: () => subject.createUser(user as never),
        after: async () => ({ found: await subject.getUserByEmail?.(user.email) }),
      };
    },
  },
  {
    name: "getUser",
    methods: ["getUser"],
    make({ subject, resident }) {
      const { id } = resident();
      return { run: () => subject.getUser(id) };
    },
  },
  {
    name: "getUserByEmail",
    methods: ["getUserByEmail"],
    make({ subject, resident }) {
      const { email } = resident();
      return { run: () => subject.getUserByEmail(email) };
    },
  },
  {
    name: "getUserByAccount",
    methods: ["getUserByAccount"],
    make({ subject, resident }) {
      const { provider, providerAccountId } = resident();
      return { run: () => subject.getUserByAccount({ provider, providerAccountId }) };
    },
  },
  {
    name: "updateUser",
    methods: ["updateUser"],
    make({ subject, resident, next }) {
      const { id } = resident();
      const name = `Ada ${next()}`;
      return {
        run: () => subject.updateUser({ id, name }),
        after: async () => ({ found: await subject.getUser?.(id) }),
      };
    },
  },
  {
    name: "deleteUser",
    methods: ["deleteUser"],
    async make({ subject, settle }) {
      const { id, email, sessionToken, provider, providerAccountId } = await settle();
      return {
        run: () => subject.deleteUser(id),
        after: async () => ({
          user: await subject.getUser?.(id),
          byEmail: await subject.getUserByEmail?.(email),
          session: await subject.getSessionAndUser?.(sessionToken),
          // Who has no such method cannot be asked.
          account: (await subject.getAccount?.(providerAccountId, provider)) ?? null,
        }),
      };
    },
  },
  {
    name: "linkAccount",
    methods: ["linkAccount"],
    make({ subject, resident, next }) {
      const account = accountOf(next(), resident().id);
      const { provider, providerAccountId } = account;
      return {
        run: () => subject.linkAccount(account),
        after: async () => ({ owner: await subject.getUserByAccount?.({ provider, providerAccountId }) }),
      };
    },
  },
  {
    name: "unlinkAccount",
    methods: ["unlinkAccount", "linkAccount"],
    async make({ subject, resident, next }) {
      const account = accountOf(next(), resident().id);
      await subject.linkAccount(account);
      const { provider, providerAccountId } = account;
      return {
        run: () => subject.unlinkAccount({ provider, providerAccountId }),
        after: async () => ({ owner: await subject.getUserByAccount?.({ provider, providerAccountId }) }),
      };
    },
  },
  {
    name: "createSession",
    methods: ["createSession"],
    make({ subject, resident, next }) {
      const session = sessionOf(next(), resident().id);
      return {
        run: () => subject.createSession(session),
        after: async () => ({ found: await subject.getSessionAndUser?.(session.sessionToken) }),
      };
    },
  },
  {
    name: "getSessionAndUser",
    methods: ["getSessionAndUser"],
    make({ subject, resident }) {
      const { sessionToken } = resident();
      return { run: () => subject.getSessionAndUser(sessionToken) };
    },
  },
  {
    name: "updateSession",
    methods: ["updateSession"],
    make({ subject, resident, next }) {
      const { sessionToken } = resident();
      // MySQL's timestamp, which better-auth's tables have, ends in 2038.
      const expires = inDays(30 + (next() % 1000));
      return {
        run: () => subject.updateSession({ sessionToken, expires }),
        after: async () => ({ found: await subject.getSessionAndUser?.(sessionToken) }),
      };
    },
  },
  {
    name: "deleteSession",
    methods: ["deleteSession", "createSession"],
    async make({ subject, resident, next }) {
      const session = sessionOf(next(), resident().id);
      await subject.createSession(session);
      return {
        run: () => subject.deleteSession(session.sessionToken),
        after: async () => ({ found: await subject.getSessionAndUser?.(session.sessionToken) }),
      };
    },
  },
  {
    name: "createVerificationToken",
    methods: ["createVerificationToken"],
    make({ subject, next }) {
      const token = tokenOf(next());
      return {
        run: () => subject.createVerificationToken({ ...token }),
        after: async () => ({ taken: await subject.useVerificationToken?.(token) }),
      };
    },
  },
  {
    name: "useVerificationToken",
    methods: ["useVerificationToken", "createVerificationToken"],
    async make({ subject, next }) {
      const { identifier, token, expires } = tokenOf(next());
      await subject.createVerificationToken({ identifier, token, expires });
      return {
        run: () => subject.useVerificationToken({ identifier, token }),
        after: async () => ({ again: await subject.useVerificationToken({ identifier, token }) }),
      };
    },
  },
];

/** The five methods more that passkeys need. */
export const passkeyOperations: readonly Operation[] = [
  {
    name: "getAccount",
    methods: ["getAccount"],
    make({ subject, resident }) {
      const { provider, providerAccountId } = resident();
      return { run: () => subject.getAccount(providerAccountId, provider) };
    },
  },
  {
    name: "createAuthenticator",
    methods: ["createAuthenticator"],
    make({ subject, resident, next }) {
      const authenticator = authenticatorOf(next(), resident().id);
      return {
        run: () => subject.createAuthenticator(authenticator),
        after: async () => ({ found: await subject.getAuthenticator?.(authenticator.credentialID) }),
      };
    },
  },
  {
    name: "getAuthenticator",
    methods: ["getAuthenticator", "createAuthenticator"],
    make({ subject, resident }) {
      const { credentialID } = resident();
      return { run: () => subject.getAuthenticator(credentialID) };
    },
  },
  {
    name: "listAuthenticatorsByUserId",
    methods: ["listAuthenticatorsByUserId", "createAuthenticator"],
    async make({ subject, settle }) {
      const { id } = await settle();
      return { run: () => subject.listAuthenticatorsByUserId(id) };
    },
  },
  {
    name: "updateAuthenticatorCounter",
    methods: ["updateAuthenticatorCounter", "createAuthenticator"],
    make({ subject, resident, next }) {
      const { credentialID } = resident();
      const counter = next();
      return {
        run: () => subject.updateAuthenticatorCounter(credentialID, counter),
        after: async () => ({ found: await subject.getAuthenticator?.(credentialID) }),
      };
    },
  },
];
