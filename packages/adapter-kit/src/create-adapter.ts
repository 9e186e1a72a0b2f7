/** The one place where nineteen quirky methods become plain verbs on rows. */
import type { MethodName, MortiseAdapter, VerificationTokenOutput } from "./adapter.ts";
import { accountId, encodeRecord, invalid, isUserId } from "./arguments.ts";
import { isMortiseError, MortiseError } from "./errors.ts";
import type { Fields } from "./fields.ts";
import type { AccountKey, Records, Value } from "./records.ts";
import { secretsOf, withoutSecrets } from "./secrets.ts";
import type { Store, Traits } from "./store.ts";
import { CorruptField, decodeRecord, isKey } from "./values.ts";

const traits: WeakMap<object, Traits> = new WeakMap();

/**
 * What the store behind an adapter declares of itself.
 * @param adapter what {@link createAdapter} returned, itself and not a spread copy of it.
 */
export function traitsOf(adapter: object): Traits | undefined {
  return traits.get(adapter);
}

/** The highest signature counter: WebAuthn Level 2, section 6.1, gives it 32 bits. */
const highestCounter = 2 ** 32 - 1;

/**
 * Makes an Auth.js adapter of a store. It is synchronous, opens nothing and may be called for every request.
 * @param store the I/O of one backend.
 * @returns own enumerable functions that never use `this` (INT-01, INT-02); the object may be spread, wrapped and frozen.
 */
export function createAdapter<User = any, Account = any, Session = any, Authenticator = any>(
  store: Store,
): MortiseAdapter<User, Account, Session, Authenticator> {
  const { fields } = store;
  const { userIds } = store.traits;
  const userFields = without(fields.user, "id");
  const sessionChange = without(fields.session, "sessionToken", "userId");

  const user = (row: Records["user"] | null) => row && decodeRecord(fields.user, row);
  const accountKey = (input: unknown): AccountKey | null => {
    const { provider, providerAccountId } = Object(input);
    const id = accountId(providerAccountId);
    return isKey(provider) && isKey(id) ? { provider, providerAccountId: id } : null;
  };
  const isOwnerOf = (key: AccountKey, row: AccountKey) =>
    row.provider === key.provider && row.providerAccountId === key.providerAccountId;

  /** Does the work and turns whatever goes wrong into a `MortiseError` of the method. */
  async function run<T>(method: MethodName, sent: Sent, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isMortiseError(error)) throw error;
      if (error instanceof CorruptField) {
        throw new MortiseError("MORTISE_CORRUPT_RECORD", method, `${error.message}; repair the row.`);
      }
      const options = { cause: withoutSecrets(error, secretsOf(...sent)) };
      throw failureOf(store, method, error, options);
    }
  }

  /** Runs with a record that is to be stored. */
  const write = <T>(
    method: MethodName,
    of: Fields,
    record: Record<string, Value>,
    work: () => Promise<T>,
  ): Promise<T> => run(method, [of, record], work);

  const adapter: MortiseAdapter = {
    async createUser(input) {
      const record = encodeRecord("createUser", userFields, input, store.traits, { isNew: true });
      if (record.email === "") record.email = null;
      if (userIds.from === "kit") record.id = crypto.randomUUID();
      return write("createUser", fields.user, record, async () => user(await store.users.insert(record)));
    },

    async getUser(id) {
      if (!isUserId(id, userIds)) return null;
      return run("getUser", [fields.user, { id }], async () => {
        const row = user(await store.users.byId(id));
        return row?.id === id ? row : null;
      });
    },

    async getUserByEmail(email) {
      if (!isKey(email)) return null;
      return run("getUserByEmail", [fields.user, { email }], async () => {
        const row = user(await store.users.byEmail(email));
        // A collation that thinks `í` is `i` must not sign anyone in (HOS-10).
        return row?.email === email ? row : null;
      });
    },

    async getUserByAccount(input) {
      const key = accountKey(input);
      if (key === null) return null;
      return run("getUserByAccount", [fields.account, { ...key }], async () => {
        const found = await store.users.byAccount(key);
        if (found === null) return null;
        const account = decodeRecord(fields.account, found.account);
        const owner = decodeRecord(fields.user, found.user);
        return isOwnerOf(key, account as never) && account.userId === owner.id ? owner : null;
      });
    },

    async updateUser(input) {
      const { id } = Object(input);
      const patch = encodeRecord("updateUser", userFields, input, store.traits);
      if (patch.email === "") patch.email = null;
      return write("updateUser", fields.user, patch, async () => {
        const isEmpty = Object.keys(patch).length === 0;
        const known = isUserId(id, userIds);
        const row = known ? await (isEmpty ? store.users.byId(id) : store.users.update(id, patch)) : null;
        const result = user(row);
        if (result?.id === id) return result;
        throw new MortiseError("MORTISE_NOT_FOUND", "updateUser", "there is no user with this id.");
      });
    },

    async deleteUser(id) {
      if (typeof id !== "string") throw invalid("deleteUser", "the id must be a string.");
      if (isUserId(id, userIds)) await run("deleteUser", [fields.user, { id }], () => store.users.delete(id));
    },

    async linkAccount(input) {
      const given = { ...Object(input), providerAccountId: accountId(Object(input).providerAccountId) };
      const record = encodeRecord("linkAccount", fields.account, given, store.traits, { isNew: true, lenient: true });
      checkOwner("linkAccount", record, userIds);
      return write("linkAccount", fields.account, record, async () =>
        decodeRecord(fields.account, await store.accounts.insert(record as never)),
      );
    },

    async unlinkAccount(input) {
      const key = accountKey(input);
      if (key === null) throw invalid("unlinkAccount", '"provider" and "providerAccountId" must be non-empty strings.');
      await run("unlinkAccount", [fields.account, { ...key }], () => store.accounts.delete(key));
    },

    async createSession(input) {
      const record = encodeRecord("createSession", fields.session, input, store.traits, { isNew: true });
      checkOwner("createSession", record, userIds);
      return write("createSession", fields.session, record, async () =>
        decodeRecord(fields.session, await store.sessions.insert(record as never)),
      );
    },

    async getSessionAndUser(sessionToken) {
      if (!isKey(sessionToken)) return null;
      return run("getSessionAndUser", [fields.session, { sessionToken }], async () => {
        const found = await store.sessions.withUser(sessionToken);
        if (found === null) return null;
        const session = decodeRecord(fields.session, found.session);
        const owner = decodeRecord(fields.user, found.user);
        if (session.sessionToken !== sessionToken || session.userId !== owner.id) return null;
        const now = new Date();
        if ((session.expires as Date) > now) return { session, user: owner };
        await store.sessions.deleteExpired(sessionToken, now);
        return null;
      });
    },

    async updateSession(input) {
      const { sessionToken } = Object(input);
      if (typeof sessionToken !== "string") throw invalid("updateSession", '"sessionToken" must be a string.');
      const patch = encodeRecord("updateSession", sessionChange, input, store.traits);
      if (!isKey(sessionToken) || Object.keys(patch).length === 0) return null;
      return write("updateSession", fields.session, { ...patch, sessionToken }, async () => {
        const row = await store.sessions.update(sessionToken, patch);
        return row && decodeRecord(fields.session, row);
      });
    },

    async deleteSession(sessionToken) {
      if (typeof sessionToken !== "string") throw invalid("deleteSession", "the session token must be a string.");
      if (!isKey(sessionToken)) return;
      await run("deleteSession", [fields.session, { sessionToken }], () => store.sessions.delete(sessionToken));
    },

    async createVerificationToken(input) {
      const record = encodeRecord("createVerificationToken", fields.verificationToken, input, store.traits, {
        isNew: true,
      });
      return write("createVerificationToken", fields.verificationToken, record, async () => {
        await store.tokens.insert(record as never);
        return tokenOf(record);
      });
    },

    async useVerificationToken(input) {
      const { identifier, token } = Object(input);
      if (!isKey(token) || (identifier !== undefined && !isKey(identifier))) return null;
      const key = identifier === undefined ? { token } : { identifier, token };
      return run("useVerificationToken", [fields.verificationToken, key], async () => {
        const row = await store.tokens.take(key);
        if (row === null) return null;
        const taken = decodeRecord(fields.verificationToken, row);
        const isAsked = taken.token === token && (identifier === undefined || taken.identifier === identifier);
        return isAsked && (taken.expires as Date) > new Date() ? tokenOf(taken) : null;
      });
    },

    async getAccount(providerAccountId, provider) {
      const key = accountKey({ provider, providerAccountId });
      if (key === null) return null;
      return run("getAccount", [fields.account, { ...key }], async () => {
        const row = await store.accounts.byKey(key);
        const account = row && decodeRecord(fields.account, row);
        return account && isOwnerOf(key, account as never) ? account : null;
      });
    },

    async getAuthenticator(credentialID) {
      if (!isKey(credentialID)) return null;
      return run("getAuthenticator", [fields.authenticator, { credentialID }], async () => {
        const row = await store.authenticators.byId(credentialID);
        const authenticator = row && decodeRecord(fields.authenticator, row);
        return authenticator?.credentialID === credentialID ? authenticator : null;
      });
    },

    async createAuthenticator(input) {
      const record = encodeRecord("createAuthenticator", fields.authenticator, input, store.traits, { isNew: true });
      checkOwner("createAuthenticator", record, userIds);
      checkCounter("createAuthenticator", record.counter);
      return write("createAuthenticator", fields.authenticator, record, async () =>
        decodeRecord(fields.authenticator, await store.authenticators.insert(record as never)),
      );
    },

    async listAuthenticatorsByUserId(userId) {
      if (!isUserId(userId, userIds)) return [];
      return run("listAuthenticatorsByUserId", [fields.authenticator, { userId }], async () => {
        const rows = await store.authenticators.listByUser(userId);
        return rows.map((row) => decodeRecord(fields.authenticator, row)).filter((row) => row.userId === userId);
      });
    },

    async updateAuthenticatorCounter(credentialID, newCounter) {
      const method = "updateAuthenticatorCounter";
      checkCounter(method, newCounter);
      return run(method, [fields.authenticator, { credentialID }], async () => {
        const row = isKey(credentialID) ? await store.authenticators.advanceCounter(credentialID, newCounter) : null;
        const authenticator = row && decodeRecord(fields.authenticator, row);
        if (authenticator?.credentialID !== credentialID) {
          throw new MortiseError("MORTISE_NOT_FOUND", method, "there is no authenticator with this credential id.");
        }
        if (authenticator?.counter === newCounter) return authenticator;
        throw new MortiseError(
          "MORTISE_COUNTER_REGRESSION",
          method,
          "the stored counter is higher, as it is when an authenticator was cloned; the sign-in is refused.",
        );
      });
    },
  };

  traits.set(adapter, store.traits);
  return adapter;
}

/** The fields and values that a call sends, from which its secrets are known. */
type Sent = [Fields, Readonly<Record<string, unknown>>];

function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function checkOwner(method: MethodName, record: Record<string, Value>, userIds: Traits["userIds"]): void {
  if (isUserId(record.userId, userIds)) return;
  throw invalid(method, `"userId" must be the id of a user: ${userIds.kind === "text" ? "a string" : userIds.kind}.`);
}

function checkCounter(method: MethodName, counter: unknown): void {
  if (Number.isInteger(counter) && (counter as number) >= 0 && (counter as number) <= highestCounter) return;
  throw invalid(method, "the counter must be an integer from 0 to 2^32 - 1.");
}

function tokenOf(row: Record<string, Value>): VerificationTokenOutput {
  const { identifier, token, expires } = row;
  return { identifier: identifier as string, token: token as string, expires: expires as Date };
}

function failureOf(store: Store, method: MethodName, error: unknown, options: { cause: unknown }): MortiseError {
  switch (store.classify(error)) {
    case "duplicate":
      return new MortiseError("MORTISE_DUPLICATE", method, `${duplicates[method] ?? "it"} is there already.`, options);
    case "unknown-user":
      return new MortiseError("MORTISE_UNKNOWN_USER", method, "there is no user with this userId.", options);
    default:
      return new MortiseError("MORTISE_STORE_FAILED", method, "the database failed; see the cause.", options);
  }
}

const duplicates: Partial<Record<MethodName, string>> = {
  createUser: "a user with this e-mail",
  updateUser: "another user with this e-mail",
  linkAccount: "an account with this provider and providerAccountId",
  createSession: "a session with this token",
  createAuthenticator: "an authenticator with this credential id",
};
