/**
 * The types of `DrizzleAdapter`: which databases and tables it takes, and how the records that it returns follow from the
 * tables. Nothing here exists at run time.
 */
import type {
  AccountFields,
  AuthenticatorFields,
  MortiseAdapter,
  SessionFields,
  UserFields,
  VerificationTokenFields,
} from "@mortise/adapter-kit";
import type { MySqlDatabase, MySqlQueryResultHKT, PreparedQueryHKTBase } from "drizzle-orm/mysql-core";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { TablesRelationalConfig } from "drizzle-orm/relations";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";

/**
 * What fits everything and is everything: a record whose table the compiler does not know, and a value that Auth.js types
 * otherwise than the database holds it. It is what the records of a `MortiseAdapter` are when nothing is said.
 */
export type Anything = Awaited<ReturnType<MortiseAdapter["createUser"]>>;

/** A Drizzle database of PostgreSQL, over any driver and with any schema. */
export type PgDatabaseLike = PgDatabase<PgQueryResultHKT, Anything, TablesRelationalConfig>;
/** A Drizzle database of MySQL, over any driver and with any schema. */
export type MySqlDatabaseLike = MySqlDatabase<MySqlQueryResultHKT, PreparedQueryHKTBase, Anything, Anything>;
/** A Drizzle database of SQLite, over any driver and with any schema. */
export type SQLiteDatabaseLike = BaseSQLiteDatabase<"sync" | "async", Anything, Anything, Anything>;

/** The Drizzle databases that the adapter takes. */
export type DatabaseLike = PgDatabaseLike | MySqlDatabaseLike | SQLiteDatabaseLike;

/** The dialect of a database, as Drizzle names it in a table's type. */
export type DialectOf<Database> = Database extends PgDatabaseLike
  ? "pg"
  : Database extends MySqlDatabaseLike
    ? "mysql"
    : "sqlite";

/** A Drizzle table of that dialect whose rows have at least these columns. */
export interface TableLike<Dialect extends string, Row> {
  readonly _: { readonly config: { readonly dialect: Dialect } };
  readonly $inferSelect: Row;
}

/** Ids may be integers in the database; the adapter makes them strings. */
export type Id = string | number;

type Owned<Fields> = Omit<Fields, "userId"> & { userId: Id };

export type UserRow = Omit<UserFields, "id"> & { id: Id };
export type AccountRow = Owned<AccountFields>;
export type SessionRow = Owned<SessionFields>;
export type VerificationTokenRow = VerificationTokenFields;
export type AuthenticatorRow = Owned<AuthenticatorFields>;

/**
 * The tables that an app may bring, each in place of the default one. A type parameter for each table, so that a name
 * that is none of the five is an error and each table is known by its own columns.
 */
export interface Tables<Dialect extends string, Users, Accounts, Sessions, Authenticators> {
  readonly usersTable?: Users | undefined;
  readonly accountsTable?: Accounts | undefined;
  readonly sessionsTable?: Sessions | undefined;
  readonly verificationTokensTable?: TableLike<Dialect, VerificationTokenRow> | undefined;
  readonly authenticatorsTable?: Authenticators | undefined;
}

/** The adapter over these tables. A record whose table the app did not bring fits whatever the app says it is. */
export type AdapterOf<Users, Accounts, Sessions, Authenticators> = MortiseAdapter<
  RecordOf<Users, UserColumns>,
  RecordOf<Accounts, AccountColumns> & OtherKeys,
  RecordOf<Sessions, OwnerColumn>,
  RecordOf<Authenticators, OwnerColumn>
>;

/** The rows of a table, with these columns typed otherwise than the table has them. */
export type RecordOf<Table, As> = [Table] extends [never]
  ? Anything
  : Table extends { readonly $inferSelect: infer Row }
    ? { [Column in keyof Row]: Column extends keyof As ? As[Column] : Row[Column] }
    : never;

export interface OwnerColumn {
  userId: string;
}

/** Auth.js types the e-mail of a stored user as a string, though a provider may have given none. */
export interface UserColumns {
  id: string;
  email: string;
}

/**
 * Auth.js types a missing token as absent and the database has it as `null`, and each version of Auth.js has its own
 * type of account and of token.
 */
export interface AccountColumns extends OwnerColumn {
  type: Anything;
  refresh_token: Anything;
  access_token: Anything;
  expires_at: Anything;
  token_type: Anything;
  scope: Anything;
  id_token: Anything;
  session_state: Anything;
}

/** Auth.js lets an account have any JSON under any key; without this, a column of another type would not fit. */
export interface OtherKeys {
  [column: string]: Anything;
}
