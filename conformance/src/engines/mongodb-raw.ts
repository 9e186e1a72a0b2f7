/** The second path in plain commands of the driver, over documents as the official adapter has them. */
import {
  type Field,
  type Fields,
  type RecordName,
  recordKeys,
  standardFields,
  type Traits,
  type Value,
} from "@mortise/adapter-kit";
import { type Collection, type Db, type Document, MongoServerError, ObjectId } from "mongodb";
import type { ExtraField, RawPath, Row, Variant } from "../harness.ts";

/** What the official adapter calls its collections; passkeys have none there. */
const usual: Readonly<Record<RecordName, string>> = {
  user: "users",
  account: "accounts",
  session: "sessions",
  verificationToken: "verification_tokens",
  authenticator: "authenticators",
};

const records = Object.keys(usual) as RecordName[];

/** What the collections of a variant are called. */
export function collectionsOf({ prefix = "", tables = {} }: Variant = {}): Record<RecordName, string> {
  const named = records.map((record) => [record, prefix + (tables[record] ?? usual[record])]);
  return Object.fromEntries(named);
}

/** Where the second path goes. */
export interface MongoPlace {
  readonly db: Db;
  readonly variant: Variant;
  /** How users are keyed: by ObjectIds, unless by texts. */
  readonly userIds: Traits["userIds"]["kind"];
  /** Collections by their full names, of which no document can be removed. */
  readonly undeletable: Set<string>;
}

export function mongoRawPath({ db, variant, userIds, undeletable }: MongoPlace): RawPath {
  const names = collectionsOf(variant);
  const lifts = new Set<() => Promise<void>>();
  const extras: { [R in RecordName]?: Record<string, ExtraField> } = { ...variant.fields };

  const at = (record: RecordName): Collection => db.collection(names[record]);
  const fieldsOf = (record: RecordName): Fields => ({ ...standardFields[record], ...extras[record] });
  const keyOf = (record: RecordName, row: Row) =>
    toDocument(
      record,
      recordKeys[record].map((field) => [field, row[field]]),
    );
  const ownName = (record: RecordName, field: string) => {
    // A document's id has no other name.
    if (record === "user" && field === "id") return "_id";
    return variant.columns?.[record]?.[field] ?? field;
  };
  const toDocument = (record: RecordName, fields: readonly (readonly [string, Value | undefined])[]): Document =>
    Object.fromEntries(
      fields
        .filter(([, value]) => value !== undefined)
        .map(([field, value]) => [ownName(record, field), isUserId(record, field) ? toId(value) : value]),
    );
  const toId = (id: unknown) =>
    userIds !== "text" && /^[\da-f]{24}$/.test(String(id)) ? new ObjectId(String(id)) : id;
  const insertAll = async (record: RecordName, rows: readonly Row[]) => {
    await at(record).insertMany(rows.map((row) => toDocument(record, Object.entries(row))));
  };
  const insert = (record: RecordName, row: Row) => insertAll(record, [row]);

  /** Remembers how to make good what was done, until it is called. */
  const untilLifted = (undo: () => Promise<unknown>) => {
    const lift = async () => {
      if (lifts.delete(lift)) await undo();
    };
    lifts.add(lift);
    return lift;
  };

  return {
    async rows(record) {
      const documents = await at(record).find().toArray();
      const fields = Object.entries(fieldsOf(record));
      return documents.map((document) =>
        Object.fromEntries(fields.map(([name, field]) => [name, read(name, field, document[ownName(record, name)])])),
      ) as never;
    },
    insert,
    insertAll,
    insertOrphan: insert,
    async delete(record, row) {
      await at(record).deleteOne(keyOf(record, row));
    },
    async refuseInserts(record) {
      await db.createCollection(names[record]).catch(unlessThere);
      const modify = (validator: Document, validationLevel: string) =>
        db.command({ collMod: names[record], validator, validationLevel });
      // No document is without an id. Those that are there are as bad, and a moderate server lets them be changed.
      await modify({ _id: { $exists: false } }, "moderate");
      return untilLifted(() => modify({}, "strict"));
    },
    async refuseDeletes(record) {
      const name = at(record).namespace;
      undeletable.add(name);
      return untilLifted(async () => undeletable.delete(name));
    },
    async spoil(record, row) {
      const name = { user: "emailVerified", account: "expires_at", authenticator: "counter" }[record as "user"];
      const spoilt = { [ownName(record, name ?? "expires")]: "not of this kind" };
      await at(record).updateOne(keyOf(record, row), { $set: spoilt });
    },
    // A collection comes into being with its first document. What is made of a schema is the indexes.
    exists: async (record) => (await indexesOf(at(record))).length > 1,
    async uniqueKeys(record) {
      const fields = new Map(Object.keys(fieldsOf(record)).map((field) => [ownName(record, field), field]));
      const unique = (await indexesOf(at(record))).filter(({ unique, key }) => unique || "_id" in key);
      return unique.map(({ key }) => Object.keys(key).map((name) => fields.get(name) ?? name));
    },
    // A document may have any field, and one that has it not has the default that the app declares.
    async addField(record, name, field) {
      extras[record] = { ...extras[record], [name]: field };
    },
    async dump() {
      return JSON.stringify(await Promise.all(records.map((record) => at(record).find().toArray())));
    },
    execute: async (statement) => void (await db.command(JSON.parse(statement))),
    // No collection is dropped, however full it is, though that is quicker: SecantusDB drops row by row under a lock that
    // every other command waits for, also to let go of the rows it has read, and while these are held each row may take
    // several milliseconds. A drop of 10,000 documents beside four small commands took 35 seconds.
    async clear() {
      for (const lift of lifts) await lift();
      await Promise.all(records.map((record) => at(record).deleteMany()));
    },
  };
}

function isUserId(record: RecordName, field: string): boolean {
  return field === (record === "user" ? "id" : "userId");
}

/** The value of a field in a document, as a row has it. */
function read(name: string, field: Field, value: unknown): unknown {
  if (value instanceof ObjectId) return value.toHexString();
  // The official adapter stores a number where a provider gives one.
  if (name === "providerAccountId") return String(value);
  return value === undefined ? (field.default ?? null) : value;
}

const namespaceNotFound = 26;
const namespaceExists = 48;

async function indexesOf(collection: Collection): Promise<Document[]> {
  return collection.indexes().catch((error) => {
    if (Object(error).code === namespaceNotFound) return [];
    throw error;
  });
}

function unlessThere(error: unknown): void {
  if (!(error instanceof MongoServerError && error.code === namespaceExists)) throw error;
}
