/** The tables as Kysely's types have them. */
import type {
  AccountFields,
  AuthenticatorFields,
  SessionFields,
  UserFields,
  VerificationTokenFields,
} from "@mortise/adapter-kit";
import { Kysely } from "kysely";

/** A row with its instants as the database's driver answers them. */
type Dated<Fields, Instant> = {
  [F in keyof Fields]: Fields[F] extends Date ? Instant : Fields[F] extends Date | null ? Instant | null : Fields[F];
};

/**
 * The tables that Auth.js needs, to be a part of an app's own type of its database.
 * @typeParam Instant how the driver answers an instant: a `Date`, with SQLite a `string`.
 */
export interface Database<Instant = Date> {
  User: Dated<UserFields, Instant>;
  Account: AccountFields;
  Session: Dated<SessionFields, Instant>;
  VerificationToken: Dated<VerificationTokenFields, Instant>;
}

/** The table of passkeys, which the official adapter does not have. */
export type AuthenticatorTable = AuthenticatorFields;

/** The tables with columns of any type, as kysely-codegen may have made them. */
export type Codegen = { [T in keyof Database]: { [Column in keyof Database[T]]: unknown } };

/**
 * A Kysely database whose type has what Auth.js needs; one that does not compile lacks a table or a column.
 * @typeParam DB the app's own type of its database.
 * @typeParam Needed what it must have: `Codegen` for a type that kysely-codegen made, `Database` if absent.
 */
export class KyselyAuth<DB extends Needed, Needed = Database> extends Kysely<DB> {}
