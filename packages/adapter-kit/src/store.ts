/**
 * A store is the part of an adapter that does the I/O: plain verbs on canonical records, one trip each where the
 * database can. It checks nothing and converts nothing that `createAdapter` already did; it lets the driver's errors
 * through and says with `classify` what they mean.
 */
import type { MethodName, SchemaProblem } from "./adapter.ts";
import type { RecordFields } from "./fields.ts";
import type {
  AccountKey,
  AccountLink,
  AccountRecord,
  AuthenticatorRecord,
  SessionRecord,
  UserRecord,
  VerificationTokenRecord,
} from "./records.ts";

/** What a store declares of itself. The kit acts on it, and the suite holds the store to it. */
export interface Traits {
  /**
   * How users are keyed. `uuid`, `integer` and `objectid` ids (MongoDB's, 24 hex digits) are strings outside of the store;
   * any other string is nobody's id.
   */
  readonly userIds: {
    readonly kind: "text" | "uuid" | "integer" | "objectid";
    /** Who makes the id of a new user: the kit (a random UUID), or the store (a sequence, a column default). */
    readonly from: "kit" | "store";
    /** The highest id of an integer column. Absent: 2^53 - 1. */
    readonly max?: number;
  };
  /** The grain at which dates are kept, in milliseconds: 1 or 1000. The kit cuts dates down to it before they are sent. */
  readonly dateGrain: 1 | 1000;
  /**
   * Whether the database itself removes what expired, so that its clock counts beside the application's. Then an expiry
   * is waited for where elsewhere a test moves the clock.
   */
  readonly nativeExpiry?: true;
  /** Of which records the database takes rows whose user is not there, where it has no foreign keys. They are nobody's. */
  readonly unowned?: readonly ("account" | "session" | "authenticator")[];
  /** Round trips of each method on its ordinary path. */
  readonly trips: Readonly<Record<MethodName, number>>;
  /** Why a method takes more than one trip; the report prints it. */
  readonly reasons?: Readonly<Partial<Record<MethodName, string>>>;
}

/** What the database's error means, where it means one of these. */
export type Conflict = "duplicate" | "unknown-user";

/** A record about to be inserted: optional fields may be absent, and a user's id is where the store makes it. */
export type New<R extends { [field: string]: unknown }, Required extends keyof R = never> = Pick<R, Required> & {
  [field: string]: R[string];
};

export interface Store {
  readonly traits: Traits;
  /** The fields of this store's records: the standard ones, and those that the app declared in addition. */
  readonly fields: RecordFields;

  readonly users: {
    /** Rejects when the id or the e-mail is taken. Answers the row as stored. */
    insert(user: New<UserRecord>): Promise<UserRecord>;
    byId(id: string): Promise<UserRecord | null>;
    byEmail(email: string): Promise<UserRecord | null>;
    /** The account with its owner, or `null` when either is missing. Of the account no more is read than whose it is. */
    byAccount(key: AccountKey): Promise<{ account: AccountLink; user: UserRecord } | null>;
    /** Changes these fields in one statement, never by reading first. `null` when there is no such user. */
    update(id: string, patch: Partial<UserRecord>): Promise<UserRecord | null>;
    /** Removes the user with all accounts, sessions and authenticators, atomically, in the database's own terms. */
    delete(id: string): Promise<void>;
  };

  readonly accounts: {
    /** Rejects when the key is taken, and where the database can, when there is no such user. */
    insert(account: New<AccountRecord, "userId" | "type" | "provider" | "providerAccountId">): Promise<AccountRecord>;
    byKey(key: AccountKey): Promise<AccountRecord | null>;
    delete(key: AccountKey): Promise<void>;
    listByUser(userId: string): Promise<AccountRecord[]>;
  };

  readonly sessions: {
    /** Rejects when the token is taken, and where the database can, when there is no such user. */
    insert(session: New<SessionRecord, "sessionToken" | "userId" | "expires">): Promise<SessionRecord>;
    /** The session with its user, expired or not, or `null` when either is missing. */
    withUser(sessionToken: string): Promise<{ session: SessionRecord; user: UserRecord } | null>;
    /**
     * `null` when there is no such session, or where reading the row back would cost a trip. The patch may hold another
     * `sessionToken`: then the row goes on under that one.
     */
    update(sessionToken: string, patch: Partial<SessionRecord>): Promise<SessionRecord | null>;
    delete(sessionToken: string): Promise<void>;
    /** Removes the session if, at that moment, it still expires at `now` or before. */
    deleteExpired(sessionToken: string, now: Date): Promise<void>;
    /** Expired or not. */
    listByUser(userId: string): Promise<SessionRecord[]>;
    /** Removes the sessions of a user but those with these tokens, in one step, and answers how many. */
    deleteByUser(userId: string, except: readonly string[]): Promise<number>;
    /**
     * Removes at most `limit` sessions that, at the moment of their removal, expire at `now` or before, and answers how
     * many (MNT-06).
     */
    sweep(now: Date, limit: number): Promise<number>;
  };

  readonly tokens: {
    /** Inserts, or gives the pair that is there the new expiry. */
    insert(token: VerificationTokenRecord): Promise<void>;
    /**
     * Removes and answers the token; exactly one of any number of concurrent callers, in any process, gets it. Without
     * an identifier the token alone must name exactly one row, else nothing is removed (VT-15, VT-16).
     */
    take(key: { readonly identifier?: string; readonly token: string }): Promise<VerificationTokenRecord | null>;
    /** As {@link Store.sessions}' `sweep`. */
    sweep(now: Date, limit: number): Promise<number>;
  };

  readonly authenticators: {
    /** Rejects when the credential id is taken, and where the database can, when there is no such user. */
    insert(authenticator: AuthenticatorRecord): Promise<AuthenticatorRecord>;
    byId(credentialID: string): Promise<AuthenticatorRecord | null>;
    listByUser(userId: string): Promise<AuthenticatorRecord[]>;
    /** Sets the counter to the higher of what is stored and `counter`, atomically, and answers the row as it is then. */
    advanceCounter(credentialID: string, counter: number): Promise<AuthenticatorRecord | null>;
  };

  readonly schema: {
    /** Creates what is not there and leaves what is there; any number of processes may do so at once. */
    create(): Promise<void>;
    /** What is missing or otherwise, with the statement that mends it. */
    verify(): Promise<SchemaProblem[]>;
  };

  /** What an error that a verb rejected with means; `null` when it is neither of the two. */
  classify(error: unknown): Conflict | null;
}

/** The trips of a store that needs one for each method; spread it and name what takes more. */
export const oneTripEach: Traits["trips"] = {
  createUser: 1,
  getUser: 1,
  getUserByEmail: 1,
  getUserByAccount: 1,
  updateUser: 1,
  deleteUser: 1,
  linkAccount: 1,
  unlinkAccount: 1,
  createSession: 1,
  getSessionAndUser: 1,
  updateSession: 1,
  deleteSession: 1,
  createVerificationToken: 1,
  useVerificationToken: 1,
  getAccount: 1,
  getAuthenticator: 1,
  createAuthenticator: 1,
  listAuthenticatorsByUserId: 1,
  updateAuthenticatorCounter: 1,
};
