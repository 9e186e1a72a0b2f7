/** What one writes by hand over MongoDB's driver: on the collections and indexes of ours, one command a call. */
import type { Collection, Document, Filter, MongoClient, UpdateFilter } from "mongodb-current";
import { ObjectId } from "mongodb-current";
import type { Subject } from "../world.ts";

/** What belongs to a user refers to it by an ObjectId; a verification token refers to nobody. */
interface Row extends Document {
  readonly userId?: ObjectId;
}

/** @param client whose address names the database. */
export function bareMongo(client: MongoClient): Subject {
  const db = client.db();
  const users = db.collection<Document>("users");
  const accounts = db.collection<Row>("accounts");
  const sessions = db.collection<Row>("sessions");
  const tokens = db.collection<Row>("verification_tokens");
  const authenticators = db.collection<Row>("authenticators");
  const namespaceOf = ({ namespace }: Collection<Row>) => namespace;

  const subject: Record<keyof Subject, (...given: never[]) => Promise<unknown>> = {
    async createUser({ id: _, ...given }: Document) {
      const user: Document = { name: null, image: null, ...given };
      await users.insertOne(user);
      return userOf(user);
    },
    getUser: async (id: string) => userOf(await users.findOne({ _id: new ObjectId(id) })),
    getUserByEmail: async (email: string) => userOf(await users.findOne({ email })),
    async getUserByAccount({ provider, providerAccountId }: Document) {
      const found = await withOwner(accounts, { provider, providerAccountId });
      return userOf(found?.owner[0]);
    },
    updateUser: async ({ id, ...patch }: Document) =>
      userOf(await users.findOneAndUpdate({ _id: new ObjectId(id) }, { $set: patch }, { returnDocument: "after" })),
    // The four collections in one command, and the commit.
    deleteUser: (id: string) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          const [_id, filter] = [new ObjectId(id), { userId: new ObjectId(id) }];
          await client.bulkWrite(
            [
              { name: "deleteOne", namespace: users.namespace, filter: { _id } },
              ...[sessions, accounts, authenticators].map((each) => ({
                name: "deleteMany" as const,
                namespace: namespaceOf(each),
                filter,
              })),
            ],
            { session },
          );
        }),
      ),

    linkAccount: (account: Document) => inserted(accounts, account),
    unlinkAccount: async ({ provider, providerAccountId }: Document) =>
      void (await accounts.deleteOne({ provider, providerAccountId })),
    getAccount: async (providerAccountId: string, provider: string) =>
      rowOf(await accounts.findOne({ provider, providerAccountId })),

    createSession: (session: Document) => inserted(sessions, session),
    async getSessionAndUser(sessionToken: string) {
      const found = await withOwner(sessions, { sessionToken, expires: { $gt: new Date() } });
      const user = userOf(found?.owner[0]);
      if (!found || !user) return null;
      const { owner: _, ...session } = found;
      return { session: rowOf(session), user };
    },
    updateSession: ({ sessionToken, ...patch }: Document) => updated(sessions, { sessionToken }, { $set: patch }),
    deleteSession: async (sessionToken: string) => void (await sessions.deleteOne({ sessionToken })),

    async createVerificationToken({ identifier, token, expires }: Document) {
      await tokens.updateOne({ identifier, token }, { $set: { expires } }, { upsert: true });
      return { identifier, token, expires };
    },
    useVerificationToken: async ({ identifier, token }: Document) =>
      rowOf(await tokens.findOneAndDelete({ identifier, token })),

    createAuthenticator: (authenticator: Document) => inserted(authenticators, authenticator),
    getAuthenticator: async (credentialID: string) => rowOf(await authenticators.findOne({ credentialID })),
    listAuthenticatorsByUserId: async (userId: string) =>
      (await authenticators.find({ userId: new ObjectId(userId) }).toArray()).map(rowOf),
    updateAuthenticatorCounter: (credentialID: string, counter: number) =>
      updated(authenticators, { credentialID }, { $max: { counter } }),
  };
  return subject as Subject;
}

async function inserted(collection: Collection<Row>, row: Document) {
  await collection.insertOne({ ...row, userId: new ObjectId(row.userId as string) });
  return row;
}

async function updated(collection: Collection<Row>, filter: Filter<Row>, update: UpdateFilter<Row>) {
  return rowOf(await collection.findOneAndUpdate(filter, update, { returnDocument: "after" }));
}

/** A row and its owner, in one command. */
async function withOwner(collection: Collection<Row>, filter: Filter<Row>) {
  const owner = { from: "users", localField: "userId", foreignField: "_id", as: "owner" };
  const stages = [{ $match: filter }, { $lookup: owner }];
  return collection.aggregate<Row & { readonly owner: readonly Document[] }>(stages).next();
}

function userOf(document: Document | null | undefined) {
  if (!document) return null;
  const { _id, ...user } = document;
  return { id: _id.toHexString(), ...user };
}

function rowOf(document: Document | null) {
  if (!document) return null;
  const { _id, userId, ...row } = document;
  return userId ? { ...row, userId: userId.toHexString() } : row;
}
