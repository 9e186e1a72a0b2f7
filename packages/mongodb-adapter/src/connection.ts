/** The app's client, and the collections of the records in it. */
import type { Names, RecordName } from "@mortise/adapter-kit";
import { type Collection, type Db, type MongoClient, ObjectId } from "mongodb";
import { type Shape, shapeOf, type ToId } from "./documents.ts";

/** A client, connected or not, or how to come by one. */
type Client = MongoClient | Promise<MongoClient> | (() => MongoClient | Promise<MongoClient>);

/** Where the records are, and who is told when the client is no longer used. */
export interface Place {
  readonly client: Client;
  readonly databaseName: string | undefined;
  readonly onClose: ((client: MongoClient) => Promise<void>) | undefined;
  readonly collections: Readonly<Record<RecordName, string>>;
  readonly columns: Names["columns"];
  readonly ids: "objectid" | "string";
}

/** The collection of one record, and the shape of its documents. */
export interface Table extends Shape {
  readonly collection: Collection;
}

/** The collection of a record. */
export type At = (record: RecordName) => Table;

/** What a verb works with. */
interface Connection {
  readonly client: MongoClient;
  readonly db: Db;
  readonly at: At;
}

/** Does the work with a client, which is asked for each time: one that could not be had is not kept (LIF-10). */
export type Use = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/**
 * Read from the primary, whatever the client's preference: a redirect is followed by a read of what was just written. And
 * numbers are numbers, whatever the client makes of them elsewhere.
 */
const settings = {
  readPreference: "primary",
  promoteLongs: true,
  promoteValues: true,
} as const;

export function useOf({ client, databaseName, onClose, collections, columns, ids }: Place): Use {
  return async (work) => {
    const own = await (typeof client === "function" ? client() : client);
    try {
      const db = own.db(databaseName);
      const toId: ToId = ids === "string" ? (id) => id : objectIds(own);
      return await work({
        client: own,
        db,
        at: (record) => ({
          ...shapeOf(record, columns, toId),
          collection: db.collection(collections[record], settings),
        }),
      });
    } finally {
      await onClose?.(own);
    }
  };
}

/** A driver takes no ObjectId of another copy of it, and an app may have two: the client's own is the one to make. */
function objectIds({ options }: MongoClient): ToId {
  const made = options.pkFactory.createPk();
  // An app may have told its driver to make other ids.
  const Own: typeof ObjectId = made._bsontype === "ObjectId" ? made.constructor : ObjectId;
  return (id) => new Own(id);
}
