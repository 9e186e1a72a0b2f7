/**
 * Provider tokens encrypted at rest: AES-256-GCM with a fresh 96-bit IV each (NIST SP 800-38D, section 8.2.2), stored as
 * `mortise:1:<key id>:<base64url of IV and ciphertext>`. What is authenticated beside the text names the account and the
 * field, so that a value which somebody moved to another row or column does not decrypt (MNT-09).
 */
import { type ErrorCode, MortiseError } from "./errors.ts";
import type { Field, Fields } from "./fields.ts";
import type { Call, Plain } from "./kit.ts";
import type { KeyRing } from "./options.ts";
import { isTooLong } from "./values.ts";

const tokenFields = ["access_token", "refresh_token", "id_token"] as const;
const ivLength = 12;
const utf8 = new TextEncoder();

/** Encrypts and decrypts the tokens of accounts. */
export interface ProviderTokens {
  /** The record as it is to be stored. A token that no longer fits its column is left out, as a longer one would be. */
  seal(record: Plain): Promise<Plain>;
  /** The account as it was before. */
  open(call: Call, account: Plain): Promise<Plain>;
}

/** The imported keys of each ring: an adapter may be made for every request. */
const imported: WeakMap<KeyRing, Map<string, Promise<CryptoKey>>> = new WeakMap();

/** @throws TypeError when the key ring is not usable; its text names the key's id and never the key. */
export function providerTokensOf(fields: Fields, ring: KeyRing | undefined): ProviderTokens | undefined {
  if (!ring) return undefined;
  const { current, acceptPlainUntil } = ring;
  const raw = new Map(Object.entries(ring.keys).map(([id, key]) => [id, bytesOf(id, key)]));
  if (!raw.has(current)) throw unusable(`there is no key "${current}".`);

  const keys = imported.get(ring) ?? new Map<string, Promise<CryptoKey>>();
  imported.set(ring, keys);
  const keyOf = (id: string): Promise<CryptoKey> | undefined => {
    const bytes = raw.get(id);
    if (bytes && !keys.has(id)) {
      keys.set(id, crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
    }
    return keys.get(id);
  };
  const parametersOf = (account: Plain, field: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: "AES-GCM",
    iv,
    additionalData: utf8.encode(JSON.stringify([account.provider, account.providerAccountId, field])),
  });

  const seal = (account: Plain) => async (field: string, text: string) => {
    const iv = crypto.getRandomValues(new Uint8Array(ivLength));
    const key = (await keyOf(current)) as CryptoKey;
    const sealed = await crypto.subtle.encrypt(parametersOf(account, field, iv), key, utf8.encode(text));
    const stored = `mortise:1:${current}:${base64url([...iv, ...new Uint8Array(sealed)])}`;
    return isTooLong(fields[field] as Field, stored) ? null : stored;
  };

  const open =
    ({ method }: Call, account: Plain) =>
    async (field: string, stored: string) => {
      const failure = (message: string, code: ErrorCode = "MORTISE_DECRYPTION_FAILED") =>
        new MortiseError(code, method, `the stored "${field}" ${message}`);
      const [, id, text] = /^mortise:1:([\w-]{1,32}):([\w-]+)$/.exec(stored) ?? [];
      if (!id || !text) {
        if (acceptPlainUntil && new Date() < acceptPlainUntil) return stored;
        throw failure("is not encrypted; set acceptPlainUntil or link the account again.");
      }
      const key = await keyOf(id);
      if (!key) throw failure(`was encrypted with the key "${id}"; add it to the key ring.`, "MORTISE_UNKNOWN_KEY");
      try {
        const bytes = fromBase64(text);
        const parameters = parametersOf(account, field, bytes.slice(0, ivLength));
        return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, bytes.slice(ivLength)));
      } catch {
        throw failure(`was encrypted with another key "${id}" or for another account, or tampered with.`);
      }
    };

  return {
    seal: (record) => each(record, seal(record)),
    open: (call, account) => each(account, open(call, account)),
  };
}

/** The account with each of its tokens replaced, all at once: cryptography has threads of its own. */
async function each(account: Plain, replace: (field: string, value: string) => Promise<string | null>): Promise<Plain> {
  const result = { ...account };
  const replaced = tokenFields.map(async (field) => {
    const value = account[field];
    if (typeof value === "string") result[field] = await replace(field, value);
  });
  await Promise.all(replaced);
  return result;
}

const unusable = (message: string) => new TypeError(`encryptProviderTokens: ${message}`);

function bytesOf(id: string, key: ArrayLike<number> | string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]{1,32}$/.test(id)) throw unusable("the id of a key is 1 to 32 letters, digits, - or _.");
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  try {
    bytes = typeof key === "string" ? fromBase64(key) : ArrayBuffer.isView(key) ? Uint8Array.from(key) : undefined;
  } catch {
    // Reported below, without what was given.
  }
  if (bytes?.length !== 32) throw unusable(`the key "${id}" must be 32 bytes, or their base64.`);
  return bytes;
}

function base64url(bytes: readonly number[]): string {
  const text = bytes.map((byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Of base64 in either alphabet. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
}
