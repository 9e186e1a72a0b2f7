/**
 * What Auth.js takes as an adapter, said in our own structural types, so that no copy of `@auth/core` has to be
 * installed and the result fits whichever one the app has (next-auth 4 and 5, `@auth/core` 0.34 and 0.41).
 *
 * What a method takes is a type parameter too where there may be more than the fields named here: an app's own columns,
 * and whatever a provider answers.
 *
 * The records that methods return are type parameters. They default to `any`, which is assignable to an app's augmented
 * `User`; an adapter that knows its tables fills them in.
 */

import type { AuthenticatorFields, RecordName, SessionFields, VerificationTokenFields } from "./records.ts";

/** A user as Auth.js hands it over: any standard field may be missing, and there may be more. */
export interface UserInput {
  id?: string | undefined;
  name?: string | null | undefined;
  email?: string | null | undefined;
  emailVerified?: Date | null | undefined;
  image?: string | null | undefined;
}

/** A change to a user: `undefined` leaves a field alone, `null` clears it. */
export interface UserPatch extends UserInput {
  id: string;
}

/** The two fields that name an account. Some providers of Auth.js give a number as id; it is the same as its digits. */
export interface AccountKeyInput {
  provider: string;
  providerAccountId: string | number;
}

/** An account as Auth.js hands it over; the tokens and whatever else the provider answered come with it. */
export interface AccountInput {
  userId: string;
  type: string;
  provider: string;
  providerAccountId: string;
}

export type SessionInput = SessionFields;

/** A change to a session. `userId` is not changed. */
export interface SessionPatch {
  sessionToken: string;
  userId?: string | undefined;
  expires?: Date | undefined;
}

export type VerificationTokenInput = VerificationTokenFields;

export interface VerificationTokenKeyInput {
  /** `undefined` when the link does not carry the address: then the token alone must name one row. */
  identifier?: string | undefined;
  token: string;
}

export interface AuthenticatorInput extends Omit<AuthenticatorFields, "transports"> {
  transports?: string | null | undefined;
}

/** A verification token as the adapter returns it: these three keys and no others (VT-01). */
export type VerificationTokenOutput = VerificationTokenFields;

/**
 * What Auth.js calls: the nineteen methods as own enumerable functions that never use `this`.
 *
 * Every method may reject with a {@link MortiseError}; where a comment names no code, only `MORTISE_STORE_FAILED` (the
 * database could not be asked) and `MORTISE_CORRUPT_RECORD` (a stored value is not of its field's kind) are possible.
 * How many round trips each takes is declared by the store: see `traitsOf`.
 */
export interface AuthMethods<User = any, Account = any, Session = any, Authenticator = any> {
  /**
   * Stores a new user and returns the row as stored, database defaults included. The id is always the adapter's own:
   * one that is passed in is ignored (USR-13). Fields that the table does not have are dropped.
   * @throws MORTISE_DUPLICATE when the e-mail is taken (USR-11).
   * @throws MORTISE_INVALID_ARGUMENT when a field is not of its kind.
   */
  createUser<Input extends UserInput>(user: Input): Promise<User>;
  /** The user with that id, or `null`; any value that cannot be an id is nobody's (HOS-08). */
  getUser(id: string): Promise<User | null>;
  /** The user with exactly that e-mail, byte for byte, or `null` (HOS-10). */
  getUserByEmail(email: string): Promise<User | null>;
  /** The owner of that account, or `null`. Both fields must match byte for byte (ACC-12, ACC-14). */
  getUserByAccount(account: AccountKeyInput): Promise<User | null>;
  /**
   * Changes the fields that are given and returns the complete user. `undefined` leaves a field alone, `null` clears it.
   * @throws MORTISE_NOT_FOUND when there is no such user (USR-24); none is created.
   * @throws MORTISE_DUPLICATE when the new e-mail is taken (USR-27).
   * @throws MORTISE_INVALID_ARGUMENT when a field is not of its kind.
   */
  updateUser<Input extends UserPatch>(user: Input): Promise<User>;
  /**
   * Removes the user and every account, session and authenticator of theirs, at once. Resolves when there is no such user.
   * @throws MORTISE_INVALID_ARGUMENT when the id is not a string.
   */
  deleteUser(id: string): Promise<void>;
  /**
   * Links an account to a user. Keys of the provider's answer that the table does not have are dropped, an `id` among
   * them is ignored (ACC-05, ACC-06), and a number is taken as a provider's account id (ACC-07). An optional value that
   * its column cannot keep becomes `null`, so that no odd answer of a provider ends a sign-in half way.
   * @throws MORTISE_DUPLICATE when the account is linked already; the first owner keeps it (ACC-16, ACC-17).
   * @throws MORTISE_UNKNOWN_USER when there is no such user and the database has its foreign key (ACC-19).
   * @throws MORTISE_INVALID_ARGUMENT when `userId`, `provider`, `providerAccountId` or `type` is missing.
   */
  linkAccount<Input extends AccountInput>(account: Input): Promise<Account>;
  /**
   * Removes exactly that account. Resolves when there is none (ACC-22).
   * @throws MORTISE_INVALID_ARGUMENT when one of the two fields is missing.
   */
  unlinkAccount(account: AccountKeyInput): Promise<void>;
  /**
   * Stores a session and returns it.
   * @throws MORTISE_DUPLICATE when the token is taken (SES-08).
   * @throws MORTISE_UNKNOWN_USER when there is no such user and the database has its foreign key (SES-09).
   * @throws MORTISE_INVALID_ARGUMENT when a field is missing or `expires` is not a valid `Date` (SES-10).
   */
  createSession<Input extends SessionInput>(session: Input): Promise<Session>;
  /**
   * The live session of that token with its user, or `null`. An expired session is nobody's: it is removed on the way,
   * unless it was extended in the meantime, which costs one more trip (EXP-01, EXP-02).
   */
  getSessionAndUser(sessionToken: string): Promise<{ session: Session; user: User } | null>;
  /**
   * Moves the expiry of a session and changes nothing else. Resolves with `null` when there is no such session, and
   * where reading it back would cost another trip; none is created (SES-13, SES-14).
   * @throws MORTISE_INVALID_ARGUMENT when the token is not a string or `expires` is not a valid `Date`.
   */
  updateSession<Input extends SessionPatch>(session: Input): Promise<Session | null>;
  /**
   * Removes a session at once. Resolves when there is none (SES-17).
   * @throws MORTISE_INVALID_ARGUMENT when the token is not a string.
   */
  deleteSession(sessionToken: string): Promise<void>;
  /**
   * Stores a one-time token and returns it. The same pair again takes the new expiry (VT-12).
   * @throws MORTISE_INVALID_ARGUMENT when a field is missing, or the identifier is longer than the store keeps (VT-20).
   */
  createVerificationToken(token: VerificationTokenInput): Promise<VerificationTokenOutput>;
  /**
   * Takes a one-time token: of any number of callers exactly one gets it, the others get `null` (CON-01, VT-04). An
   * expired one is taken all the same and answered with `null` (EXP-13).
   */
  useVerificationToken(key: VerificationTokenKeyInput): Promise<VerificationTokenOutput | null>;
  /** The account with that key, or `null`. The arguments stand in the order in which Auth.js passes them (ACC-24). */
  getAccount(providerAccountId: string, provider: string): Promise<Account | null>;
  /** The authenticator (passkey) with that credential id, or `null`. */
  getAuthenticator(credentialID: string): Promise<Authenticator | null>;
  /**
   * Stores an authenticator and returns it.
   * @throws MORTISE_DUPLICATE when the credential id is taken (WAN-11).
   * @throws MORTISE_UNKNOWN_USER when there is no such user and the database has its foreign key.
   * @throws MORTISE_INVALID_ARGUMENT when a field is missing or not of its kind.
   */
  createAuthenticator(authenticator: AuthenticatorInput): Promise<Authenticator>;
  /** All authenticators of a user; empty for a user who has none or does not exist (WAN-13). */
  listAuthenticatorsByUserId(userId: string): Promise<Authenticator[]>;
  /**
   * Moves the signature counter of an authenticator forward, or leaves it where it is, and returns the row.
   * @throws MORTISE_NOT_FOUND when there is no such authenticator (WAN-16).
   * @throws MORTISE_COUNTER_REGRESSION when the stored counter is higher: the mark of a cloned authenticator (WAN-19).
   * @throws MORTISE_INVALID_ARGUMENT when the counter is not a uint32.
   */
  updateAuthenticatorCounter(credentialID: string, newCounter: number): Promise<Authenticator>;
}

/** The name of one of the nineteen methods. */
export type MethodName = keyof AuthMethods;

/** What {@link Maintenance.sweep} removed. */
export interface Swept {
  readonly sessions: number;
  readonly verificationTokens: number;
}

/** What an app does with its users' sessions, and what a job does with the database. Auth.js calls none of these. */
export interface Maintenance<Account = any, Session = any> {
  /**
   * The live sessions of a user, none that expired; empty for a user who has none or does not exist (MNT-01). One trip.
   * With `hashSessionTokens` the `sessionToken` is the stored hash, which `deleteSession` takes too.
   */
  listSessions(userId: string): Promise<Session[]>;
  /**
   * Ends the sessions of a user at once, in one trip (MNT-02).
   * @param options `except`: the token of one session that stays, as the visitor's cookie has it.
   * @returns how many ended.
   * @throws MORTISE_INVALID_ARGUMENT when an argument is not a string.
   */
  revokeSessions(userId: string, options?: { readonly except?: string | undefined }): Promise<number>;
  /** The accounts of a user; empty for a user who has none or does not exist (MNT-03). One trip. */
  listAccounts(userId: string): Promise<Account[]>;
  /**
   * Removes sessions and verification tokens that expired, and nothing else (MNT-04). Any number of sweeps may run at
   * once, and a session that is extended in the meantime stays (MNT-05, MNT-06). Two trips; four on
   * MySQL and MongoDB.
   * @param options `limit`: the most rows that one call removes, 1,000 if absent. Call again until the answer is less.
   * @throws MORTISE_INVALID_ARGUMENT when the limit is no positive integer.
   */
  sweep(options?: { readonly limit?: number | undefined }): Promise<Swept>;
  /**
   * Creates the tables (collections, indexes) that are not there; what is there is left as it is. May be called again and
   * by several processes at once (SCH-01 to SCH-03). No other method creates anything (SCH-10).
   * @returns what {@link verifySchema} says afterwards: empty, unless tables were there that lack something.
   */
  createSchema(): Promise<SchemaProblem[]>;
  /** What the database lacks for the promises of this adapter to hold, with the statement that adds it. Changes nothing. */
  verifySchema(): Promise<SchemaProblem[]>;
  /** Ends this adapter: every later call rejects with `MORTISE_CLOSED`. The client is the app's own and stays open. */
  close(): Promise<void>;
}

/** One thing that the database lacks or has otherwise. */
export interface SchemaProblem {
  readonly kind:
    | "missing-table"
    | "missing-column"
    | "missing-unique-key"
    | "missing-index"
    | "missing-foreign-key"
    /** Rows that stand in the way of a unique key; nothing deletes them. */
    | "duplicates"
    /** A key is compared by a collation that takes different strings for the same. */
    | "collation"
    /** A setting of the server under which it may lose what it acknowledged. */
    | "setting";
  readonly record: RecordName | null;
  /** The fields that it is about. */
  readonly fields: readonly string[];
  /** A sentence for people, without any stored value in it. */
  readonly message: string;
  /** The statement that mends it, where one does. */
  readonly statement?: string;
  /** With `duplicates`: how many values stand in more than one row. */
  readonly count?: number;
}

/** An Auth.js adapter, and what an app does beside Auth.js. All are own enumerable functions that never use `this`. */
export interface MortiseAdapter<User = any, Account = any, Session = any, Authenticator = any>
  extends AuthMethods<User, Account, Session, Authenticator>,
    Maintenance<Account, Session> {}

/** The name of any method of an adapter. */
export type AnyMethodName = keyof MortiseAdapter;
