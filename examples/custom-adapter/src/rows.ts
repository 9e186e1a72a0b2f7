/** Rows of what Auth.js passes, which is not always what its types say: a provider may answer anything. */
import type { AdapterAccount, AdapterAuthenticator, AdapterUser } from "@auth/core/adapters";
import { pair } from "./database.ts";

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** The key of an account, or `null` of what is none. Some providers give a number as id; it is the same as its digits. */
export function accountKey(provider: unknown, id: unknown): string | null {
  return isText(provider) && (isText(id) || typeof id === "number") ? pair(provider, String(id)) : null;
}

/** Whole seconds, where a provider says when its token ends by a fraction or by a text. */
function seconds(value: unknown): number | null {
  const number = value === null || value === undefined || value === "" ? Number.NaN : Math.round(Number(value));
  return Number.isSafeInteger(number) ? number : null;
}

/** These fields where they hold a text, and `null` where they do not. */
function texts(input: object, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(
    names.map((name) => [name, Object(input)[name]]).map(([name, value]) => [name, isText(value) ? value : null]),
  );
}

/** A user with an id of our own: the one that Auth.js makes up is nobody's. */
export function newUser(input: Partial<AdapterUser>): AdapterUser {
  const { emailVerified } = input;
  const verified = emailVerified instanceof Date ? emailVerified : null;
  return {
    ...texts(input, ["name", "email", "image"]),
    id: crypto.randomUUID(),
    emailVerified: verified,
  } as AdapterUser;
}

const accountTexts = [
  "userId",
  "type",
  "provider",
  "refresh_token",
  "access_token",
  "token_type",
  "scope",
  "id_token",
  "session_state",
];

export function newAccount(input: AdapterAccount): AdapterAccount {
  const { providerAccountId, expires_at } = input;
  const row = {
    ...texts(input, accountTexts),
    providerAccountId: String(providerAccountId),
    expires_at: seconds(expires_at),
  };
  return row as unknown as AdapterAccount;
}

export function newAuthenticator(input: AdapterAuthenticator): AdapterAuthenticator {
  const { counter, credentialBackedUp } = input;
  const names = [
    "credentialID",
    "userId",
    "providerAccountId",
    "credentialPublicKey",
    "credentialDeviceType",
    "transports",
  ];
  return { ...texts(input, names), counter, credentialBackedUp } as AdapterAuthenticator;
}
