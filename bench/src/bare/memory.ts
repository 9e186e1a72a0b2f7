/** The memory adapter's store without the kit before it. */
import type { Store } from "@mortise/adapter-kit";
import type { Subject } from "../world.ts";

/** The store's verbs under the names of the methods, with nothing checked and nothing converted. */
export function bareStore(store: Store): Subject {
  return {
    createUser: (user) => store.users.insert({ ...user, id: crypto.randomUUID() } as never) as never,
    getUser: (id) => store.users.byId(id) as never,
    getUserByEmail: (email) => store.users.byEmail(email) as never,
    getUserByAccount: async (key) => ((await store.users.byAccount(key))?.user ?? null) as never,
    updateUser: ({ id, ...patch }) => store.users.update(id, patch as never) as never,
    deleteUser: (id) => store.users.delete(id),
    linkAccount: (account) => store.accounts.insert(account as never) as never,
    unlinkAccount: (key) => store.accounts.delete(key) as never,
    getAccount: (providerAccountId, provider) => store.accounts.byKey({ provider, providerAccountId }) as never,
    createSession: (session) => store.sessions.insert(session as never) as never,
    getSessionAndUser: (sessionToken) => store.sessions.withUser(sessionToken) as never,
    updateSession: ({ sessionToken, ...patch }) => store.sessions.update(sessionToken, patch as never) as never,
    deleteSession: (sessionToken) => store.sessions.delete(sessionToken),
    async createVerificationToken(token) {
      await store.tokens.insert(token as never);
      return token;
    },
    useVerificationToken: (key) => store.tokens.take(key),
    createAuthenticator: (authenticator) => store.authenticators.insert(authenticator as never) as never,
    getAuthenticator: (credentialID) => store.authenticators.byId(credentialID) as never,
    listAuthenticatorsByUserId: (userId) => store.authenticators.listByUser(userId) as never,
    updateAuthenticatorCounter: (credentialID, counter) =>
      store.authenticators.advanceCounter(credentialID, counter) as never,
  };
}
