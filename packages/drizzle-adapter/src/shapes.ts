/** The columns and keys of the five tables, told once for the three dialects; each brings its kinds of column. */
import type { Names, NamesOf, RecordName } from "@mortise/adapter-kit";

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

/** One dialect's kinds of column. */
interface Kinds {
  /** A user's id, made where none is given. */
  readonly id: Column<unknown>;
  /** The id of the user to whom the row belongs; the row goes when the user goes. */
  readonly owner: Column<unknown>;
  /** A short string that is never null. */
  readonly word: Column<unknown>;
  /** A part of a key, compared byte for byte, never null. */
  readonly key: Column<unknown>;
  /** Unique where it is not null. */
  readonly email: Column<unknown>;
  /** A string of any length, wide enough for the tokens of a provider (FID-07). */
  readonly text: Column<unknown>;
  readonly instant: Column<unknown>;
  /** An instant that is never null. */
  readonly expires: Column<unknown>;
  /** Whole numbers beyond 31 bits (FID-09). */
  readonly whole: Column<unknown>;
  /** A uint32 that is never null (WAN-07). */
  readonly counter: Column<unknown>;
  readonly flag: Column<unknown>;
}

/** The kind of each column. */
const columns = {
  user: { id: "id", name: "text", email: "email", emailVerified: "instant", image: "text" },
  account: {
    userId: "owner",
    type: "word",
    provider: "word",
    providerAccountId: "key",
    refresh_token: "text",
    access_token: "text",
    expires_at: "whole",
    token_type: "text",
    scope: "text",
    id_token: "text",
    session_state: "text",
  },
  session: { sessionToken: "key", userId: "owner", expires: "expires" },
  verificationToken: { identifier: "key", token: "key", expires: "expires" },
  authenticator: {
    credentialID: "key",
    userId: "owner",
    providerAccountId: "key",
    credentialPublicKey: "key",
    counter: "counter",
    credentialDeviceType: "word",
    credentialBackedUp: "flag",
    transports: "text",
  },
} as const satisfies Record<RecordName, Record<string, keyof Kinds>>;

/** The columns of each table. */
type Shapes<K extends Kinds> = {
  [R in RecordName]: {
    [F in keyof (typeof columns)[R]]: (typeof columns)[R][F] extends keyof Kinds
      ? ReturnType<K[(typeof columns)[R][F]]>
      : never;
  };
};

/**
 * The columns of each table.
 * @param kinds one dialect's kinds of column.
 * @param names what the columns are called.
 */
export function shapes<K extends Kinds>(kinds: K, { column }: NamesOf): Shapes<K> {
  const shapeOf = ([record, fields]: [string, Readonly<Record<string, keyof Kinds>>]) => [
    record,
    Object.fromEntries(
      Object.entries(fields).map(([field, kind]) => [field, kinds[kind](column(record as RecordName, field))]),
    ),
  ];
  return Object.fromEntries(Object.entries(columns).map(shapeOf)) as Shapes<K>;
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
  const by = <F extends string>(record: RecordName, field: F, table: Record<F, unknown>) =>
    index(`${name(record)}_${field}_index`).on(table[field] as never) as never;
  return {
    account: (table: { provider: unknown; providerAccountId: unknown; userId: unknown }) => [
      key(table.provider, table.providerAccountId),
      by("account", "userId", table),
    ],
    session: (table: { sessionToken: unknown; userId: unknown; expires: unknown }) => [
      key(table.sessionToken),
      by("session", "userId", table),
      by("session", "expires", table),
    ],
    verificationToken: (table: { identifier: unknown; token: unknown; expires: unknown }) => [
      key(table.identifier, table.token),
      by("verificationToken", "token", table),
      by("verificationToken", "expires", table),
    ],
    authenticator: (table: { userId: unknown; credentialID: unknown }) => [
      key(table.userId, table.credentialID),
      unique(`${name("authenticator")}_credentialID_unique`).on(table.credentialID as never) as never,
    ],
  };
}
