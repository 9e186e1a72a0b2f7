/**
 * In which form session tokens are stored. A token that has the form of a stored hash never signs anyone in, whatever
 * the options: who can read the database must not be able to present what stands there (MNT-07).
 */
import { hexDigest } from "./digest.ts";
import type { AdapterOptions } from "./options.ts";
import { isKey } from "./values.ts";

/** Whether a string has the form in which a hashed token is stored. */
export function isStoredForm(token: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(token);
}

/** Whether a value can be the token of a session: what a browser presents, not what is stored. */
export function isSessionToken(value: unknown): value is string {
  return isKey(value) && !isStoredForm(value);
}

/** Under which keys a token may be stored: first where it belongs, then, for as long as it is accepted, in the clear. */
type Forms = readonly [stored: string, plain?: string];

export type FormsOf = (token: string) => Forms | Promise<Forms>;

/** @param option as `AdapterOptions` has it. */
export function sessionTokensOf(option: AdapterOptions["hashSessionTokens"]): FormsOf {
  if (!option) return (token) => [token];
  const until = option === true ? 0 : option.acceptPlainUntil.getTime();
  return async (token) => {
    if (isStoredForm(token)) return [token];
    const stored = `sha256:${await hexDigest("SHA-256", token)}`;
    return Date.now() < until ? [stored, token] : [stored];
  };
}
