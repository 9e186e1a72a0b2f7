/** The columns and keys of the five tables, told once for the three dialects; each brings its kinds of column. */

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
 * The columns of each table under the names of the official adapter.
 * @param kinds one dialect's kinds of column.
 */
export function shapes<Id, Owner, Word, Key, Email, Text, Instant, Expires, Whole, Counter, Flag>(
  kinds: Kinds<Id, Owner, Word, Key, Email, Text, Instant, Expires, Whole, Counter, Flag>,
) {
  const { id, owner, word, key, email, text, instant, expires, whole, counter, flag } = kinds;
  return {
    user: {
      id: id("id"),
      name: text("name"),
      email: email("email"),
      emailVerified: instant("emailVerified"),
      image: text("image"),
    },
    account: {
      userId: owner("userId"),
      type: word("type"),
      provider: word("provider"),
      providerAccountId: key("providerAccountId"),
      refresh_token: text("refresh_token"),
      access_token: text("access_token"),
      expires_at: whole("expires_at"),
      token_type: text("token_type"),
      scope: text("scope"),
      id_token: text("id_token"),
      session_state: text("session_state"),
    },
    session: {
      sessionToken: key("sessionToken"),
      userId: owner("userId"),
      expires: expires("expires"),
    },
    verificationToken: {
      identifier: key("identifier"),
      token: key("token"),
      expires: expires("expires"),
    },
    authenticator: {
      credentialID: key("credentialID"),
      userId: owner("userId"),
      providerAccountId: key("providerAccountId"),
      credentialPublicKey: key("credentialPublicKey"),
      counter: counter("counter"),
      credentialDeviceType: word("credentialDeviceType"),
      credentialBackedUp: flag("credentialBackedUp"),
      transports: text("transports"),
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
 */
export function keys({ primaryKey, index, unique }: Constraints) {
  const key = (...columns: unknown[]) => primaryKey({ columns: columns as never }) as never;
  const by = (name: string, column: unknown) => index(name).on(column as never) as never;
  return {
    account: (table: { provider: unknown; providerAccountId: unknown; userId: unknown }) => [
      key(table.provider, table.providerAccountId),
      by("account_userId_index", table.userId),
    ],
    session: (table: { sessionToken: unknown; userId: unknown; expires: unknown }) => [
      key(table.sessionToken),
      by("session_userId_index", table.userId),
      by("session_expires_index", table.expires),
    ],
    verificationToken: (table: { identifier: unknown; token: unknown; expires: unknown }) => [
      key(table.identifier, table.token),
      by("verificationToken_token_index", table.token),
      by("verificationToken_expires_index", table.expires),
    ],
    authenticator: (table: { userId: unknown; credentialID: unknown }) => [
      key(table.userId, table.credentialID),
      unique("authenticator_credentialID_unique").on(table.credentialID as never) as never,
    ],
  };
}
