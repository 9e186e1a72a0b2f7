/**
 * Which fields each record has and of what kind, as data. A value is converted by the kind of its field and never by
 * what it looks like: a user called `2020-01-01` stays a string (FID-02, FID-03, VT-14).
 */
import type { RecordName, Value } from "./records.ts";

/** How the value of a field is read and written. */
export type FieldKind = "string" | "number" | "boolean" | "date" | "json";

export interface Field {
  readonly kind: FieldKind;
  /** `"key"`: part of a key, so never empty, never longer than {@link longestKey}; `"value"`: must be there. Absent: may be null. */
  readonly required?: "key" | "value";
  /** A whole number: fractions are cut off. */
  readonly integer?: true;
  /** Never appears in the text of an error. */
  readonly secret?: true;
  /** The longest value that the store keeps whole. A longer one is refused before it is sent, so that nothing truncates it. */
  readonly longest?: { readonly length: number; readonly unit: "bytes" | "characters" };
  /**
   * What a new record gets where nothing is given, and what a stored one has that was written without the field: for a
   * database that has no defaults of its own.
   */
  readonly default?: Value;
}

/** The fields of one record by name. */
export type Fields = Readonly<Record<string, Field>>;

/** The fields of all five records. */
export type RecordFields = Readonly<Record<RecordName, Fields>>;

/** The longest key in UTF-16 code units. No key that Auth.js makes comes near; one beyond it is nobody's (HOS-20). */
export const longestKey = 4096;

/** With properties for all that a field may say: engines are fastest with objects that have the same ones in the same order. */
function field(kind: FieldKind, required?: Field["required"], secret?: true, integer?: true): Field {
  return { kind, required, secret, integer, longest: undefined, default: undefined } as object as Field;
}

const key = field("string", "key");
const secretKey = field("string", "key", true);
const text = field("string");
const secretText = field("string", undefined, true);
const requiredText = field("string", "value");
const requiredDate = field("date", "value");

/** The fields that Auth.js itself knows (`@auth/core` 0.41, `src/adapters.ts`). */
export const standardFields: RecordFields = {
  user: {
    id: key,
    name: secretText,
    email: secretText,
    emailVerified: field("date"),
    image: secretText,
  },
  account: {
    userId: key,
    type: requiredText,
    provider: key,
    providerAccountId: secretKey,
    refresh_token: secretText,
    access_token: secretText,
    expires_at: field("number", undefined, undefined, true),
    token_type: text,
    scope: text,
    id_token: secretText,
    session_state: secretText,
  },
  session: {
    sessionToken: secretKey,
    userId: key,
    expires: requiredDate,
  },
  verificationToken: {
    identifier: secretKey,
    token: secretKey,
    expires: requiredDate,
  },
  authenticator: {
    credentialID: secretKey,
    userId: key,
    providerAccountId: secretKey,
    credentialPublicKey: field("string", "value", true),
    counter: field("number", "value", undefined, true),
    credentialDeviceType: requiredText,
    credentialBackedUp: field("boolean", "value"),
    transports: text,
  },
};
