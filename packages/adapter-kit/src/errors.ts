/** The errors of every adapter. Codes are frozen within a major version; messages are for people and may change. */
import type { AnyMethodName } from "./adapter.ts";

export type ErrorCode =
  /** An argument is missing or not of its kind. Nothing was sent to the database. */
  | "MORTISE_INVALID_ARGUMENT"
  /** A record with that key is there already. Nothing was changed. */
  | "MORTISE_DUPLICATE"
  /** The record to change is not there. */
  | "MORTISE_NOT_FOUND"
  /** The record names a user that is not there. Nothing was stored. */
  | "MORTISE_UNKNOWN_USER"
  /** The stored signature counter is higher than the given one: the mark of a cloned authenticator. */
  | "MORTISE_COUNTER_REGRESSION"
  /** The database could not be asked, or refused. Its own error is the `cause`. */
  | "MORTISE_STORE_FAILED"
  /** A stored value is not of its field's kind. */
  | "MORTISE_CORRUPT_RECORD"
  /** A stored provider token names an encryption key that the key ring does not have. */
  | "MORTISE_UNKNOWN_KEY"
  /** A stored provider token cannot be decrypted: it was tampered with, moved, or encrypted with another key. */
  | "MORTISE_DECRYPTION_FAILED"
  /** The adapter was closed. */
  | "MORTISE_CLOSED";

/**
 * What every method of an adapter rejects with. The text never contains a token, an address or another value that was
 * passed in (HOS-19): Auth.js logs it with stack and cause.
 */
export class MortiseError extends Error {
  override readonly name = "MortiseError";
  declare readonly code: ErrorCode;
  /** The method of the adapter that was called. */
  declare readonly method: AnyMethodName;

  /**
   * @param code one of the frozen codes.
   * @param method the method that was called; it starts the message.
   * @param message what happened and what mends it, without any value that was passed in.
   * @param options `cause`: the driver's error, cleaned of what was passed in.
   */
  constructor(code: ErrorCode, method: AnyMethodName, message: string, options?: { cause: unknown }) {
    super(`${method}: ${message}`, options);
    this.code = code;
    this.method = method;
  }
}

/**
 * Whether this is a {@link MortiseError}, also one of another copy of this package, where `instanceof` says no.
 * @param error whatever was caught.
 */
export function isMortiseError(error: unknown): error is MortiseError {
  return error instanceof Error && error.name === "MortiseError";
}
