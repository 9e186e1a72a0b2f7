/**
 * An Auth.js adapter for MongoDB.
 * @module
 */
import { type AdapterOptions, createAdapter, type MortiseAdapter, type Names } from "@mortise/adapter-kit";
import type { MongoClient } from "mongodb";
import { checkedColumns } from "./documents.ts";
import { mongoStore } from "./store.ts";

/** What the collections are called, under the names of the official adapter's option. */
export interface Collections {
  readonly Users?: string;
  readonly Accounts?: string;
  readonly Sessions?: string;
  readonly VerificationTokens?: string;
  /** Passkeys; the official adapter has none. */
  readonly Authenticators?: string;
}

export interface MongoDBAdapterOptions extends AdapterOptions {
  /** The names of collections, where they are not {@link defaultCollections}. */
  readonly collections?: Collections;
  /** The database. Absent: the one that the client's address names. */
  readonly databaseName?: string;
  /** Called and awaited each time the adapter is done with the client: to close one that a function made. */
  readonly onClose?: (client: MongoClient) => Promise<void>;
  /**
   * How users are keyed. `"objectid"`, if absent: by an ObjectId, as the official adapter does; outside of the database
   * it is its 24 hex digits. `"string"`: by a random UUID as a string, or whatever strings are there.
   */
  readonly ids?: "objectid" | "string";
  /** The names of fields in the documents, where they are not those of Auth.js. A user's id is always `_id`. */
  readonly columns?: NonNullable<Names["columns"]>;
}

/** What the collections are called, if nothing is said. */
export const defaultCollections: Required<Collections> = {
  Users: "users",
  Accounts: "accounts",
  Sessions: "sessions",
  VerificationTokens: "verification_tokens",
  Authenticators: "authenticators",
};

/**
 * An Auth.js adapter over MongoDB. It asks for no client before its first method is called, opens nothing and may be
 * called for every request.
 *
 * Every read goes to the primary, whatever the client prefers, so that what was written is seen. Writes have the client's
 * own write concern; without one, the server's default holds, which is `majority`. Give the client a
 * `serverSelectionTimeoutMS` of a few seconds: with the driver's 30 a visitor waits that long while the database is away.
 *
 * Documents may hold any fields. Those of the app's own are declared in `options.fields`, and what is not declared is
 * neither read nor written. Call `createSchema` once, in a migration: keys are not unique without its indexes.
 * @param client a `MongoClient`, connected or not; a promise of one; or a function that answers either, called each time
 *   the adapter needs it. Driver 6 and 7.
 * @param options those of the official adapter, and what the app wants otherwise than it comes.
 * @throws TypeError when an option is not usable.
 *
 * @example
 * ```ts
 * import { MongoDBAdapter } from "@mortise/mongodb-adapter";
 * import { MongoClient } from "mongodb";
 *
 * const client = new MongoClient("mongodb://localhost:27017/app", { serverSelectionTimeoutMS: 5000 });
 * const adapter = MongoDBAdapter(client);
 * ```
 */
export function MongoDBAdapter(
  client: MongoClient | Promise<MongoClient> | (() => MongoClient | Promise<MongoClient>),
  options: MongoDBAdapterOptions = {},
): MortiseAdapter {
  const { collections, databaseName, onClose, ids = "objectid", columns } = options;
  const names = { ...defaultCollections, ...collections };
  const store = mongoStore({
    client,
    databaseName,
    onClose,
    ids,
    columns: checkedColumns(columns),
    collections: {
      user: names.Users,
      account: names.Accounts,
      session: names.Sessions,
      verificationToken: names.VerificationTokens,
      authenticator: names.Authenticators,
    },
  });
  return createAdapter(store, options);
}
