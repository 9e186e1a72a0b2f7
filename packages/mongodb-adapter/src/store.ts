/** The verbs: one command each, where there is one. */
import {
  type AccountKey,
  type AccountRecord,
  type Conflict,
  oneTripEach,
  type RecordName,
  type Store,
  standardFields,
  type Traits,
} from "@mortise/adapter-kit";
import type { Document } from "mongodb";
import { type At, type Place, type Table, useOf } from "./connection.ts";
import { type Fields, type Key, ownerOf, setting, settingAtInsert } from "./documents.ts";
import { mongoSchema } from "./schema.ts";
import { atomically } from "./transactions.ts";

/** Of an account that is linked, with a unique index or without one. */
const refusal = () => Object.assign(new Error("the account is linked"), { conflict: "duplicate" satisfies Conflict });

/** More than a user has of anything, so that a list is one answer. */
const batchSize = 1000;

/** A store over MongoDB. */
export function mongoStore(place: Place): Store {
  const use = useOf(place);
  const on = (record: RecordName, work: (table: Table) => Promise<unknown>): Promise<never> =>
    use(({ at }) => work(at(record))) as Promise<never>;

  const one = (record: RecordName, key: Key) =>
    on(record, async ({ collection, where, toRow }) => toRow(await collection.findOne(where(key))));
  const all = (record: RecordName, key: Key) =>
    on(record, ({ collection, where, toRow }) => collection.find(where(key), { batchSize }).map(toRow).toArray());
  const insert = (record: RecordName, row: Fields) =>
    on(record, async ({ collection, toDocument, toRow }) => {
      const document = toDocument(row);
      await collection.insertOne(document);
      return toRow(document);
    });
  const update = (record: RecordName, key: Key, patch: object, change = setting) =>
    on(record, async ({ collection, where, toDocument, toRow }) => {
      const changed = change(toDocument(patch as Fields));
      return toRow(await collection.findOneAndUpdate(where(key), changed, { returnDocument: "after" }));
    });
  const removeSession = (sessionToken: string, now?: Date) =>
    on("session", (table) =>
      table.collection.deleteOne({ ...table.where({ sessionToken }), ...(now && expired(table, now)) }),
    );
  const sweep = (record: RecordName, now: Date, limit: number) =>
    on(record, async (table) => {
      const found = table.collection.find(expired(table, now), { limit, batchSize: limit, projection: { _id: 1 } });
      const ids = await found.map(({ _id }) => _id).toArray();
      return (await table.collection.deleteMany({ ...expired(table, now), _id: { $in: ids } })).deletedCount;
    });

  return {
    traits: {
      userIds: place.ids === "string" ? { kind: "text", from: "kit" } : { kind: "objectid", from: "store" },
      dateGrain: 1,
      nativeExpiry: true,
      unowned: ["account", "session", "authenticator"],
      ...trips,
    },
    fields: standardFields,

    users: {
      // Without an id, one is made.
      insert: (row) => insert("user", { id: undefined, ...(row as Fields) }),
      byId: (id) => one("user", { id }),
      byEmail: (email) => one("user", { email }),
      byAccount: (key) =>
        use(async ({ at }) => {
          const found = await withOwner(at, "account", isAccount(at("account"), key));
          return (firstOf(key, found.filter(hasUser)) ?? null) as never;
        }),
      update: (id, patch) => update("user", { id }, patch),
      delete: (id) =>
        use(({ client, at }) =>
          atomically(client, async (options) => {
            // The user first: without one, no session signs in and no account is anybody's, whatever comes between.
            for (const record of ["user", "session", "account", "authenticator"] as const) {
              const { collection, where } = at(record);
              await collection.deleteMany(where({ [ownerOf(record)]: id }), options);
            }
          }),
        ),
    },

    accounts: {
      insert: (account) => use(({ at }) => linked(at, account as never)) as never,
      byKey: (key) =>
        on("account", async (table) => {
          const found = table.collection.find(isAccount(table, key));
          return (
            firstOf(key, await found.map((document) => ({ account: table.toRow(document) })).toArray())?.account ?? null
          );
        }),
      delete: (key) => on("account", (table) => table.collection.deleteMany(isAccount(table, key))),
      listByUser: (userId) => all("account", { userId }),
    },

    sessions: {
      insert: (row) => insert("session", row as Fields),
      withUser: (sessionToken) =>
        use(async ({ at }) => {
          const found = await withOwner(at, "session", at("session").where({ sessionToken }));
          return (found.find(hasUser) ?? null) as never;
        }),
      update: (sessionToken, patch) => update("session", { sessionToken }, patch),
      delete: (sessionToken) => removeSession(sessionToken),
      deleteExpired: removeSession,
      listByUser: (userId) => all("session", { userId }),
      deleteByUser: (userId, except) =>
        on("session", async ({ collection, where, name }) => {
          const others = { ...where({ userId }), [name("sessionToken")]: { $nin: except } };
          return (await collection.deleteMany(others)).deletedCount;
        }),
      sweep: (now, limit) => sweep("session", now, limit),
    },

    tokens: {
      insert: ({ identifier, token, expires }) =>
        on("verificationToken", ({ collection, where, toDocument }) => {
          const [key, change] = [where({ identifier, token }), { $set: toDocument({ expires }) }];
          const put = () => collection.updateOne(key, change, { upsert: true });
          // Of two that insert the pair at once one is refused; then the pair is there, and takes the new expiry.
          return put().catch((error) => (isDuplicate(error) ? put() : Promise.reject(error)));
        }),
      take: ({ identifier, token }) =>
        on("verificationToken", async ({ collection, where, toRow }) => {
          let isIt = where(identifier === undefined ? { token } : { identifier, token });
          if (identifier === undefined) {
            const [only, another] = await collection.find(isIt, { limit: 2 }).toArray();
            if (!only || another) return null;
            isIt = { _id: only._id };
          }
          return toRow(await collection.findOneAndDelete(isIt));
        }),
      sweep: (now, limit) => sweep("verificationToken", now, limit),
    },

    authenticators: {
      insert: (row) => insert("authenticator", row),
      byId: (credentialID) => one("authenticator", { credentialID }),
      listByUser: (userId) => all("authenticator", { userId }),
      advanceCounter: (credentialID, counter) =>
        update("authenticator", { credentialID }, { counter }, ($max) => ({ $max })),
    },

    schema: mongoSchema(use),

    classify: (error) => Object(error).conflict ?? (isDuplicate(error) ? "duplicate" : null),
  };
}

const trips: Pick<Traits, "trips" | "reasons"> = {
  trips: { ...oneTripEach, deleteUser: 5 },
  reasons: { deleteUser: "a transaction: a command for each collection, and the commit" },
};

const isDuplicate = (error: unknown): boolean => Object(error).code === 11_000;

const expired = ({ name }: Table, now: Date): Document => ({ [name("expires")]: { $lte: now } });

/**
 * Links an account, unless it is linked, which holds without a unique index too: but for two at once. Only of one that is
 * there already is it asked whose it is, since what a user who is gone left behind makes room.
 */
async function linked(at: At, account: AccountRecord): Promise<Document> {
  const { collection, toDocument, toRow } = at("account");
  const isAccountOf = isAccount(at("account"), account);
  const document = toDocument(account as never);
  const isInserted = async () => {
    const { upsertedCount } = await collection.updateOne(isAccountOf, settingAtInsert(document), { upsert: true });
    return upsertedCount === 1;
  };
  if (await isInserted()) return toRow(document);
  const found = await withOwner(at, "account", isAccountOf);
  if (found.some(hasUser)) throw refusal();
  await collection.deleteMany({ _id: { $in: found.map(({ account }) => account._id) } });
  if (await isInserted()) return toRow(document);
  throw refusal();
}

/** A row under its record's name, and its owner, if there is one. */
type Joined = Document & { readonly user: Document | undefined };

const hasUser = ({ user }: Joined): boolean => user !== undefined;

/** Rows with their owners, in one command; documents get a name of their own in it, so that no field is in the way. */
async function withOwner(at: At, record: RecordName, filter: Document): Promise<Joined[]> {
  const [table, owners] = [at(record), at("user")];
  const from = owners.collection.collectionName;
  const localField = `row.${table.name("userId")}`;
  const documents = await table.collection
    .aggregate([
      { $match: filter },
      { $replaceWith: { row: "$$ROOT" } },
      { $lookup: { from, localField, foreignField: "_id", as: "users" } },
    ])
    .toArray();
  return documents.map(({ row, users: [user] }) => ({ [record]: table.toRow(row), user: owners.toRow(user) }));
}

/** The documents of an account. The official adapter stored what a provider gave as a number as a number. */
function isAccount({ where, name }: Table, { provider, providerAccountId }: AccountKey): Document {
  const number = Number(providerAccountId);
  const spellings = String(number) === providerAccountId ? [providerAccountId, number] : [providerAccountId];
  return { ...where({ provider }), [name("providerAccountId")]: { $in: spellings } };
}

/** Of the documents of an account the official adapter's: one beside it was linked without being looked up. */
function firstOf({ providerAccountId }: AccountKey, found: readonly Document[]): Document | undefined {
  return found.find(({ account }) => account.providerAccountId !== providerAccountId) ?? found[0];
}
