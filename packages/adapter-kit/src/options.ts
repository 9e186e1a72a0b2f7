/** What every adapter takes beside its backend's own arguments. Each works on every store without a line of its own. */
import type { Fields } from "./fields.ts";

export interface AdapterOptions {
  /**
   * Fields of the app's own, for a store whose database has no columns to tell them from. A store over tables knows them
   * by the columns and needs none of this. A field may have a `default`.
   */
  readonly fields?: { readonly user?: Fields; readonly account?: Fields; readonly session?: Fields };
  /**
   * What becomes of fields that the store does not have. `"drop"`, if absent: they are left out. `"reject"`: the call
   * rejects with `MORTISE_INVALID_ARGUMENT`, so that a misspelt field is found. What a provider answers is never the
   * app's choice, so `linkAccount` drops in either case (ACC-05), and so does `createUser` with what `profile()` gave no
   * value.
   */
  readonly unknownFields?: "drop" | "reject";
  /**
   * Stores the SHA-256 of each session token in place of the token, so that who reads the database cannot sign in
   * (MNT-07). `acceptPlainUntil`: sessions that were stored in the clear work on until then, and are rewritten when they
   * are used (MNT-08); a read that finds no hash makes two trips more while that lasts. Without it they end at once.
   */
  readonly hashSessionTokens?: boolean | { readonly acceptPlainUntil: Date };
  /**
   * Encrypts `access_token`, `refresh_token` and `id_token` of accounts by AES-256-GCM, bound to the account they belong
   * to (MNT-09).
   */
  readonly encryptProviderTokens?: KeyRing;
}

export interface KeyRing {
  /** The id of the key that new tokens are encrypted with. */
  readonly current: string;
  /**
   * The keys by id: 32 bytes (a `Uint8Array`, a `Buffer`), or their base64. Keep a key here for as long as tokens are stored that it encrypted. An id
   * is 1 to 32 letters, digits, `-` or `_`.
   */
  readonly keys: Readonly<Record<string, ArrayLike<number> | string>>;
  /** Tokens that were stored in the clear are read until then. Absent: reading one is an error. */
  readonly acceptPlainUntil?: Date;
}
