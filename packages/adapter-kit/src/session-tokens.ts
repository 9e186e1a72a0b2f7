/**
 * In which form session tokens are stored. A token that has the form of a stored hash never signs anyone in, whatever
 * the options: who can read the database must not be able to present what stands there (MNT-07).
 */
import type { AdapterOptions } from "./options.ts";
import { isKey } from "./values.ts";

const hashForm = /^sha256:[0-9a-f]{64}$/;

/** Whether a string has the form in which a hashed token is stored. */
export function isStoredForm(token: string): boolean {
  return hashForm.test(token);
}

/** Whether a value can be the token of a session: what a browser presents, not what is stored. */
export function isSessionToken(value: unknown): value is string {
  return isKey(value) && !isStoredForm(value);
}

export interface SessionTokens {
  /** Under which keys a token may be stored: first where it belongs, then, for as long as it is accepted, in the clear. */
  formsOf(token: string): Promise<readonly [stored: string, plain?: string]>;
}

/** @param option as `AdapterOptions` has it. */
export function sessionTokensOf(option: AdapterOptions["hashSessionTokens"]): SessionTokens {
  if (!option) return { formsOf: async (token) => [token] };
  const until = option === true ? 0 : option.acceptPlainUntil.getTime();
  return {
    async formsOf(token) {
      if (isStoredForm(token)) return [token];
      const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
      const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const stored = `sha256:${hex}`;
      return Date.now() < until ? [stored, token] : [stored];
    },
  };
}
