/** The columns and keys of the five tables, told once for the three dialects; each brings its kinds of column. */
import type { Names, NamesOf } from "@mortise/adapter-kit";

/**
 * What the tables are called, and columns of the app's own.
 * @typeParam Users columns of users beside those of Auth.js, under the names of their properties; and so on.
 */
export interface TablesOptions<Users, Accounts, Sessions> extends Names {
  readonly users?: Users;
  readonly accounts?: Accounts;
  readonly sessions?: Sessions;
}

/** No columns. */
export type None = Record<never, never>;

/** A column of that name. */
type Column<C> = (name: string) => C;

interface Kinds<Id, Owner, Word, Key, Email, Text, Instant, Expires, Whole, Counter, Flag> {
  /** A user's id, made where none is given. */
  readonly id: Column<Id>;
  /** The id of the user to whom the row belongs; the row goes when the user goes. */
  readonly owner: Column<Owner>;
  /** A short string that is never null. */
  readonly word: Column<Word>;
  /** A part of a key, compared byte for byte, never null. */
  readonly key: Column<Key>;
  /** Unique where it is not null. */
  readonly email: Column<Email>;
  /** A string of any length, wide enough for the tokens of a provider (FID-07). */
  readonly text: Column<Text>;
  readonly instant: Column<Instant>;
  /** An instant that is never null. */
  readonly expires: Column<Expires>;
  /** Whole numbers beyond 31 bits (FID-09). */
  readonly whole: Column<Whole>;
  /** A uint32 that is never null (WAN-07). */
  readonly counter: Column<Counter>;
  readonly flag: Column<Flag>;
}

/**
 * The columns of each table.
 * @param kinds one dialect's kinds of column.
 * @param names what the columns are called.
 */
export function shapes<Id, Owner, Word, Key, Email, Text, Instant, Expires, Whole, Counter, Flag>(
  kinds: Kinds<Id, Owner, Word, Key, Email, Text, Instant, Expires, Whole, Counter, Flag>,
  { column }: NamesOf,
) {
  const { id, owner, word, key, email, text, instant, expires, whole, counter, flag } = kinds;
  return {
    user: {
      id: id(column("user", "id")),
      name: text(column("user", "name")),
      email: email(column("user", "email")),
      emailVerified: instant(column("user", "emailVerified")),
      image: text(column("user", "image")),
    },
    account: {
      userId: owner(column("account", "userId")),
      type: word(column("account", "type")),
      provider: word(column("account", "provider")),
      providerAccountId: key(column("account", "providerAccountId")),
      refresh_token: text(column("account", "refresh_token")),
      access_token: text(column("account", "access_token")),
      expires_at: whole(column("account", "expires_at")),
      token_type: text(column("account", "token_type")),
      scope: text(column("account", "scope")),
      id_token: text(column("account", "id_token")),
      session_state: text(column("account", "session_state")),
    },
    session: {
      sessionToken: key(column("session", "sessionToken")),
      userId: owner(column("session", "userId")),
      expires: expires(column("session", "expires")),
    },
    verificationToken: {
      identifier: key(column("verificationToken", "identifier")),
      token: key(column("verificationToken", "token")),
      expires: expires(column("verificationToken", "expires")),
    },
    authenticator: {
      credentialID: key(column("authenticator", "credentialID")),
      userId: owner(column("authenticator", "userId")),
      providerAccountId: key(column("authenticator", "providerAccountId")),
      credentialPublicKey: key(column("authenticator", "credentialPublicKey")),
      counter: counter(column("authenticator", "counter")),
      credentialDeviceType: word(column("authenticator", "credentialDeviceType")),
      credentialBackedUp: flag(column("authenticator", "credentialBackedUp")),
      transports: text(column("authenticator", "transports")),
    },
  };
}

/** What Drizzle's columns have in common, whatever the dialect. */
interface TextBuilder {
  notNull(): unknown;
  unique(): unknown;
}

/**
 * The kinds of string for a dialect whose `text` is as good a key as any.
 * @param text the dialect's `text`.
 */
export function textKinds<T extends TextBuilder>(text: Column<T>) {
  const required = (name: string) => text(name).notNull() as ReturnType<T["notNull"]>;
  return {
    word: required,
    key: required,
    email: (name: string) => text(name).unique() as ReturnType<T["unique"]>,
    text: (name: string) => text(name),
  };
}

/** What a dialect makes keys and indexes of. The three have the same names and each its own types. */
interface Constraints {
  primaryKey(config: { columns: never }): unknown;
  index(name: string): { on(column: never): unknown };
  unique(name: string): { on(column: never): unknown };
}

/**
 * The keys and indexes of each table, as the third argument of a dialect's table function.
 * @param constraints the dialect's own functions.
 * @param names what the tables are called: an index has its table's name before its own.
 */
export function keys({ primaryKey, index, unique }: Constraints, { table: name }: NamesOf) {
  const key = (...columns: unknown[]) => primaryKey({ columns: columns as never }) as never;
  const by = (name: string, column: unknown) => index(name).on(column as never) as never;
  return {
    account: (table: { provider: unknown; providerAccountId: unknown; userId: unknown }) => [
      key(table.provider, table.providerAccountId),
      by(`${name("account")}_userId_index`, table.userId),
    ],
    session: (table: { sessionToken: unknown; userId: unknown; expires: unknown }) => [
      key(table.sessionToken),
      by(`${name("session")}_userId_index`, table.userId),
      by(`${name("session")}_expires_index`, table.expires),
    ],
    verificationToken: (table: { identifier: unknown; token: unknown; expires: unknown }) => [
      key(table.identifier, table.token),
      by(`${name("verificationToken")}_token_index`, table.token),
      by(`${name("verificationToken")}_expires_index`, table.expires),
    ],
    authenticator: (table: { userId: unknown; credentialID: unknown }) => [
      key(table.userId, table.credentialID),
      unique(`${name("authenticator")}_credentialID_unique`).on(table.credentialID as never) as never,
    ],
  };
}
