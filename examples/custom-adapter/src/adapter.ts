/**
 * An Auth.js adapter over a key-value store, as somebody would write it for an app of their own. Two of its methods are
 * wrong in a way that no sign-in by hand shows; `mended.ts` has them right.
 */
import type { Adapter, AdapterUser } from "@auth/core/adapters";
import { accounts, authenticators, emails, pair, sessions, tokens, users } from "./database.ts";
import { accountKey, isText, newAccount, newAuthenticator, newUser } from "./rows.ts";

const userOf = async (row: { userId: string } | null) => row && users.get(row.userId);

async function existing(userId: unknown): Promise<AdapterUser> {
  const user = await users.get(userId);
  if (user) return user;
  throw new Error("there is no such user");
}

const adapter = {
  async createUser(input) {
    const user = newUser(input);
    // WRONG: whoever registers with a taken address is handed the user who has it.
    const taken = await emails.get(user.email);
    if (taken) return existing(taken.id);
    if (isText(user.email)) await emails.put(user.email, { id: user.id });
    await users.put(user.id, user);
    return user;
  },
  getUser: (id) => users.get(id),
  async getUserByEmail(email) {
    const found = await emails.get(email);
    return found && users.get(found.id);
  },
  getUserByAccount: async ({ provider, providerAccountId }) =>
    userOf(await accounts.get(accountKey(provider, providerAccountId))),
  async updateUser({ id, ...change }) {
    const before = await existing(id);
    const isMoved = change.email !== undefined && change.email !== before.email;
    if (isMoved && isText(change.email) && !(await emails.add(change.email, { id }))) {
      throw new Error("that e-mail is taken");
    }
    const fields = ["name", "email", "emailVerified", "image"];
    const given = Object.entries(change).filter(([field, value]) => fields.includes(field) && value !== undefined);
    const user = await users.change(id, Object.fromEntries(given));
    if (isMoved) await emails.take(before.email);
    return user ?? existing(id);
  },
  async deleteUser(id) {
    await emails.take((await users.take(id))?.email);
    const isOwned = ({ userId }: { userId: string }) => userId === id;
    for (const { sessionToken } of await sessions.find(isOwned)) await sessions.take(sessionToken);
    for (const row of await accounts.find(isOwned)) await accounts.take(pair(row.provider, row.providerAccountId));
    for (const { credentialID } of await authenticators.find(isOwned)) await authenticators.take(credentialID);
  },

  async linkAccount(input) {
    const account = newAccount(input);
    await existing(account.userId);
    const key = accountKey(account.provider, account.providerAccountId);
    if (key && (await accounts.add(key, account))) return account;
    throw new Error("that account cannot be linked");
  },
  async unlinkAccount({ provider, providerAccountId }) {
    await accounts.take(accountKey(provider, providerAccountId));
  },
  getAccount: (providerAccountId, provider) => accounts.get(accountKey(provider, providerAccountId)),

  async createSession({ sessionToken, userId, expires }) {
    await existing(userId);
    if (isText(sessionToken) && (await sessions.add(sessionToken, { sessionToken, userId, expires }))) {
      return { sessionToken, userId, expires };
    }
    throw new Error("that session token cannot be used");
  },
  async getSessionAndUser(sessionToken) {
    const session = await sessions.get(sessionToken);
    if (!session) return null;
    const isOver = ({ expires }: { expires: Date }) => expires.getTime() <= Date.now();
    if (isOver(session)) {
      await sessions.take(session.sessionToken, isOver);
      return null;
    }
    const user = await userOf(session);
    return user && { session, user };
  },
  updateSession: ({ sessionToken, expires }) => sessions.change(sessionToken, expires ? { expires } : {}),
  async deleteSession(sessionToken) {
    await sessions.take(sessionToken);
  },

  async createVerificationToken({ identifier, token, expires }) {
    await tokens.put(pair(identifier, token), { identifier, token, expires });
    return { identifier, token, expires };
  },
  async useVerificationToken({ identifier, token }) {
    const key = pair(identifier, token);
    // WRONG: everybody who reads the token before somebody has removed it gets it.
    const found = await tokens.get(key);
    if (found) await tokens.take(key);
    return found;
  },

  getAuthenticator: (id) => authenticators.get(id),
  async createAuthenticator(input) {
    const authenticator = newAuthenticator(input);
    await existing(authenticator.userId);
    if (await authenticators.add(authenticator.credentialID, authenticator)) return authenticator;
    throw new Error("that authenticator is registered already");
  },
  listAuthenticatorsByUserId: (id) => authenticators.find(({ userId }) => userId === id),
  async updateAuthenticatorCounter(id, counter) {
    // A counter that goes back is the mark of a copied passkey.
    const found = await authenticators.change(id, { counter }, (row) => row.counter <= counter);
    if (found) return found;
    throw new Error("there is no such authenticator, or its counter is higher");
  },
} satisfies Adapter;

export default adapter;
