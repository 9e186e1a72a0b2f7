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
import type { MemoryDatabase } from "./database.ts";
import { memorySchema } from "./schema.ts";
import { Refusal, type Table } from "./table.ts";

/**
 * A store over a memory database.
 * @param server the database; stores over the same one share their rows.
 * @param prefix of the tables: stores with other prefixes share nothing with this one.
 */
export function memoryStore(server: MemoryDatabase, prefix = ""): Store {
  const database = prefix === "" ? server : server.namespace(prefix);
  const { user, account, session, verificationToken, authenticator } = database;

  const schema = memorySchema(database);

  /** One round trip: other calls come in between two of these, as they do on the way to a server. */
  async function trip<T>(work: () => T | Promise<T>): Promise<T> {
    server.trips += 1;
    const isLost = server.losesNext;
    server.losesNext = false;
    await (server.delay > 0 ? new Promise((resolve) => setTimeout(resolve, server.delay)) : Promise.resolve());
    if (server.isDown) throw new Refusal(null, "the database cannot be reached");
    const answer = await work();
    if (isLost) throw new Refusal(null, "the connection was dropped");
    return answer;
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
          const tables = [session, account, authenticator, user];
          if (tables.some(({ refuses }) => refuses.deletes)) throw new Refusal(null, "a table keeps its rows");
          for (const row of session.find("userId", id)) session.delete(row);
          for (const row of account.find("userId", id)) account.delete(row);
          for (const row of authenticator.find("userId", id)) authenticator.delete(row);
          user.delete({ id });
        }),
    },

    accounts: {
      insert: (row) => trip(() => account.insert(complete("account", row))),
      byKey: (key) => trip(() => account.get(pick(key))),
      delete: (key) => trip(() => void account.delete(pick(key))),
      listByUser: (userId) => trip(() => account.find("userId", userId)),
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
      listByUser: (userId) => trip(() => session.find("userId", userId)),
      deleteByUser: (userId, except) =>
        trip(() => {
          const ended = session.find("userId", userId).filter(({ sessionToken }) => !except.includes(sessionToken));
          for (const row of ended) session.delete(row);
          return ended.length;
        }),
      sweep: (now, limit) => trip(() => sweep(session, now, limit)),
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
      sweep: (now, limit) => trip(() => sweep(verificationToken, now, limit)),
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

    schema: {
      create: () => trip(() => schema.create()),
      verify: () => trip(() => schema.verify()),
    },

    classify: (error) => (error instanceof Refusal ? error.conflict : null),
  };
}

/** Removes what expired, the rows being gone through from the first on. */
function sweep(
  table: Table<Records["session"]> | Table<Records["verificationToken"]>,
  now: Date,
  limit: number,
): number {
  const expired = table
    .all()
    .filter(({ expires }) => expires <= now)
    .slice(0, limit);
  for (const row of expired) table.delete(row as never);
  return expired.length;
}

/** The row with `null` in every field that was left out. */
function complete<R extends RecordName>(record: R, row: object): Records[R] {
  const fields: Fields = standardFields[record];
  return { ...Object.fromEntries(Object.keys(fields).map((field) => [field, null])), ...row } as never;
}

function pick({ provider, providerAccountId }: AccountKey): { provider: string; providerAccountId: string } {
  return { provider, providerAccountId };
}
