/**
 * The five records that an adapter keeps, in canonical JavaScript values. Everything that crosses the line between
 * `createAdapter` and a `Store` is made of these.
 */

/** What a field of a record may hold: a plain value, or JSON where the field is declared as such. */
export type Value = string | number | boolean | Date | null | readonly Value[] | { readonly [key: string]: Value };

/** Fields beyond the standard ones, which the app declared in its own tables. */
interface Extras {
  [field: string]: Value;
}

export interface UserRecord extends Extras {
  id: string;
  name: string | null;
  /** Unique where it is not `null`; compared byte for byte. */
  email: string | null;
  emailVerified: Date | null;
  image: string | null;
}

export interface AccountRecord extends Extras {
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

export interface SessionRecord extends Extras {
  /** Unique; an opaque, case-sensitive secret. */
  sessionToken: string;
  userId: string;
  expires: Date;
}

export interface VerificationTokenRecord extends Extras {
  /** Unique together with `token`. */
  identifier: string;
  /** SHA-256 of what the link carries, in hex: Auth.js hashes it before it gets here. */
  token: string;
  expires: Date;
}

/** A passkey as Auth.js makes it. */
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
}

export interface AuthenticatorRecord extends AuthenticatorFields, Extras {
  /** Comma-separated, as Auth.js joins it. */
  transports: string | null;
}

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
export interface AccountKey {
  readonly provider: string;
  readonly providerAccountId: string;
}
