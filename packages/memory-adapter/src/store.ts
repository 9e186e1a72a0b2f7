/** The reference store: every verb one trip, every trip one step that nothing comes between. */
import {
  type AccountKey,
  type Fields,
  oneTripEach,
  type RecordName,
  type Records,
  type Store,
  standardFields,
} from "@mortise/adapter-kit";
import { type MemoryDatabase, Refusal } from "./database.ts";

/**
 * A store over a memory database.
 * @param database the tables; stores over the same ones share their rows.
 */
export function memoryStore(database: MemoryDatabase): Store {
  const { user, account, session, verificationToken, authenticator } = database;

  /** One round trip: other calls come in between two of these, as they do on the way to a server. */
  async function trip<T>(work: () => T): Promise<T> {
    database.trips += 1;
    await Promise.resolve();
    return work();
  }

  return {
    traits: { userIds: { kind: "text", from: "kit" }, dateGrain: 1, trips: oneTripEach },
    fields: standardFields,

    users: {
      insert: (row) => trip(() => user.insert(complete("user", row))),
      byId: (id) => trip(() => user.get({ id })),
      byEmail: (email) => trip(() => user.find("email", email)[0] ?? null),
      byAccount: (key) =>
        trip(() => {
          const link = account.get(pick(key));
          const owner = link && user.get({ id: link.userId });
          return link && owner && { account: link, user: owner };
        }),
      update: (id, patch) => trip(() => user.update({ id }, patch)),
      delete: (id) =>
        trip(() => {
          user.delete({ id });
          for (const row of session.find("userId", id)) session.delete(row);
          for (const row of account.find("userId", id)) account.delete(row);
          for (const row of authenticator.find("userId", id)) authenticator.delete(row);
        }),
    },

    accounts: {
      insert: (row) => trip(() => account.insert(complete("account", row))),
      byKey: (key) => trip(() => account.get(pick(key))),
      delete: (key) => trip(() => void account.delete(pick(key))),
    },

    sessions: {
      insert: (row) => trip(() => session.insert(complete("session", row))),
      withUser: (sessionToken) =>
        trip(() => {
          const row = session.get({ sessionToken });
          const owner = row && user.get({ id: row.userId });
          return row && owner && { session: row, user: owner };
        }),
      update: (sessionToken, patch) => trip(() => session.update({ sessionToken }, patch)),
      delete: (sessionToken) => trip(() => void session.delete({ sessionToken })),
      deleteExpired: (sessionToken, now) =>
        trip(() => {
          const row = session.get({ sessionToken });
          if (row && row.expires <= now) session.delete({ sessionToken });
        }),
    },

    tokens: {
      insert: (row) =>
        trip(() => {
          verificationToken.delete(row);
          verificationToken.insert(row);
        }),
      take: ({ identifier, token }) =>
        trip(() => {
          if (identifier !== undefined) return verificationToken.delete({ identifier, token });
          const [row, ...others] = verificationToken.find("token", token);
          return row && others.length === 0 ? verificationToken.delete(row) : null;
        }),
    },

    authenticators: {
      insert: (row) => trip(() => authenticator.insert(complete("authenticator", row))),
      byId: (credentialID) => trip(() => authenticator.get({ credentialID })),
      listByUser: (userId) => trip(() => authenticator.find("userId", userId)),
      advanceCounter: (credentialID, counter) =>
        trip(() => {
          const row = authenticator.get({ credentialID });
          return row && authenticator.update({ credentialID }, { counter: Math.max(row.counter, counter) });
        }),
    },

    classify: (error) => (error instanceof Refusal ? error.conflict : null),
  };
}

/** The row with `null` in every field that was left out. */
function complete<R extends RecordName>(record: R, row: object): Records[R] {
  const fields: Fields = standardFields[record];
  return { ...Object.fromEntries(Object.keys(fields).map((field) => [field, null])), ...row } as never;
}

function pick({ provider, providerAccountId }: AccountKey): { provider: string; providerAccountId: string } {
  return { provider, providerAccountId };
}
