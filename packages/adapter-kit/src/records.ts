/**
 * The five records that an adapter keeps, in canonical JavaScript values. Everything that crosses the line between
 * `createAdapter` and a `Store` is made of these.
 */

/** What a field of a record may hold: a plain value, or JSON where the field is declared as such. */
export type Value = string | number | boolean | Date | null | readonly Value[] | { readonly [key: string]: Value };

/** The fields of a user that Auth.js knows. */
export interface UserFields {
  id: string;
  name: string | null;
  /** Unique where it is not `null`; compared byte for byte. */
  email: string | null;
  emailVerified: Date | null;
  image: string | null;
}

/** The fields of an account that Auth.js knows. */
export interface AccountFields {
  userId: string;
  /** `"oauth"`, `"oidc"`, `"email"` or `"webauthn"`, as Auth.js says it. */
  type: string;
  /** Unique together with `providerAccountId`. */
  provider: string;
  providerAccountId: string;
  refresh_token: string | null;
  access_token: string | null;
  /** Whole seconds since the epoch. */
  expires_at: number | null;
  token_type: string | null;
  scope: string | null;
  id_token: string | null;
  session_state: string | null;
}

/** The fields of a session that Auth.js knows. */
export interface SessionFields {
  /** Unique; an opaque, case-sensitive secret. */
  sessionToken: string;
  userId: string;
  expires: Date;
}

/** The fields of a verification token that Auth.js knows. */
export interface VerificationTokenFields {
  /** Unique together with `token`. */
  identifier: string;
  /** SHA-256 of what the link carries, in hex: Auth.js hashes it before it gets here. */
  token: string;
  expires: Date;
}

/** The fields of an authenticator (passkey) that Auth.js knows. */
export interface AuthenticatorFields {
  /** Unique; standard base64, case-sensitive, up to 1,364 characters. */
  credentialID: string;
  userId: string;
  providerAccountId: string;
  /** Standard base64 of a COSE key. */
  credentialPublicKey: string;
  /** A uint32 that never goes backwards. */
  counter: number;
  credentialDeviceType: string;
  credentialBackedUp: boolean;
  /** Comma-separated, as Auth.js joins it. */
  transports: string | null;
}

/** Fields beyond the standard ones, which the app declared in its own tables. */
interface Extras {
  [field: string]: Value;
}

export interface UserRecord extends UserFields, Extras {}
export interface AccountRecord extends AccountFields, Extras {}
export interface SessionRecord extends SessionFields, Extras {}
export interface VerificationTokenRecord extends VerificationTokenFields, Extras {}
export interface AuthenticatorRecord extends AuthenticatorFields, Extras {}

/** The record of each name. */
export interface Records {
  user: UserRecord;
  account: AccountRecord;
  session: SessionRecord;
  verificationToken: VerificationTokenRecord;
  authenticator: AuthenticatorRecord;
}

export type RecordName = keyof Records;

/** The two fields that name an account. */
export type AccountKey = {
  readonly provider: string;
  readonly providerAccountId: string;
  /** Whether the provider gave a number. A database without types of its own may hold it in another spelling (ADO-05). */
  readonly isNumber?: boolean;
};

/** Which account, and whose. */
export type AccountLink = Pick<AccountFields, "userId" | "provider" | "providerAccountId">;

/** The fields that name a row of each record: no two rows have the same values in all of them. */
export const recordKeys: { readonly [R in RecordName]: readonly string[] } = {
  user: ["id"],
  account: ["provider", "providerAccountId"],
  session: ["sessionToken"],
  verificationToken: ["identifier", "token"],
  authenticator: ["credentialID"],
};
