/**
 * Provider tokens encrypted at rest: AES-256-GCM with a fresh 96-bit IV each (NIST SP 800-38D, section 8.2.2), stored as
 * `mortise:1:<key id>:<base64url of IV and ciphertext>`. What is authenticated beside the text names the account and the
 * field, so that a value which somebody moved to another row or column does not decrypt (MNT-09).
 */
import type { AnyMethodName } from "./adapter.ts";
import { type ErrorCode, MortiseError } from "./errors.ts";
import type { Kit, Plain } from "./kit.ts";
import type { KeyRing } from "./options.ts";
import { isTooLong } from "./values.ts";

const tokenFields = ["access_token", "refresh_token", "id_token"] as const;
const envelope = /^mortise:1:([\w-]{1,32}):([\w-]+)$/;
const ivLength = 12;

/** Encrypts and decrypts the tokens of accounts. */
export interface ProviderTokens {
  /** The record as it is to be stored. A token that no longer fits its column is left out, as a longer one would be. */
  seal(record: Plain): Promise<Plain>;
  /** The account as it was before. */
  open(method: AnyMethodName, account: Plain): Promise<Plain>;
}

/** The imported keys of each ring: an adapter may be made for every request. */
const imported: WeakMap<KeyRing, Map<string, Promise<CryptoKey>>> = new WeakMap();

/** @throws TypeError when the key ring is not usable; its text names the key's id and never the key. */
export function providerTokensOf({ fields, options: { encryptProviderTokens: ring } }: Kit): ProviderTokens {
  if (!ring) return { seal: async (record) => record, open: async (_, account) => account };
  const raw = new Map(Object.entries(ring.keys).map(([id, key]) => [id, bytesOf(id, key)]));
  if (!raw.has(ring.current)) throw new TypeError(`encryptProviderTokens: there is no key "${ring.current}".`);

  const keys = imported.get(ring) ?? new Map<string, Promise<CryptoKey>>();
  imported.set(ring, keys);
  const keyOf = (id: string): Promise<CryptoKey> | undefined => {
    const bytes = raw.get(id);
    const key =
      keys.get(id) ?? (bytes && crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
    if (key) keys.set(id, key);
    return key;
  };
  const bindingOf = (account: Plain, field: string): BufferSource =>
    new TextEncoder().encode(JSON.stringify([account.provider, account.providerAccountId, field]));

  async function seal(account: Plain, field: string, text: string): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(ivLength));
    const algorithm = { name: "AES-GCM", iv, additionalData: bindingOf(account, field) };
    const key = (await keyOf(ring?.current as string)) as CryptoKey;
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, new TextEncoder().encode(text)));
    return `mortise:1:${ring?.current}:${base64url([...iv, ...sealed])}`;
  }

  async function open(method: AnyMethodName, account: Plain, field: string, stored: string): Promise<string> {
    const fail = (code: ErrorCode, message: string) =>
      new MortiseError(code, method, `the stored "${field}" ${message}`);
    const [, id, text] = envelope.exec(stored) ?? [];
    if (id === undefined || text === undefined) {
      if (Date.now() < (ring?.acceptPlainUntil?.getTime() ?? 0)) return stored;
      throw fail(
        "MORTISE_DECRYPTION_FAILED",
        "is not encrypted; set acceptPlainUntil if it may be, else link it again.",
      );
    }
    const key = await keyOf(id);
    if (!key) throw fail("MORTISE_UNKNOWN_KEY", `was encrypted with the key "${id}"; add it to the key ring.`);
    try {
      const bytes = fromBase64(text);
      const [iv, sealed] = [bytes.slice(0, ivLength), bytes.slice(ivLength)];
      const algorithm = { name: "AES-GCM", iv, additionalData: bindingOf(account, field) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, sealed));
    } catch {
      const why = `was not encrypted with the key "${id}" of this ring for this account, or was tampered with.`;
      throw fail("MORTISE_DECRYPTION_FAILED", why);
    }
  }

  /** The account with each of its tokens replaced. */
  async function each(
    account: Plain,
    replace: (field: string, value: string) => Promise<string | null>,
  ): Promise<Plain> {
    const result = { ...account };
    for (const field of tokenFields) {
      const value = account[field];
      if (typeof value === "string") result[field] = await replace(field, value);
    }
    return result;
  }

  return {
    seal: (record) =>
      each(record, async (name, text) => {
        const sealed = await seal(record, name, text);
        const field = fields.account[name];
        return field && isTooLong(field, sealed) ? null : sealed;
      }),
    open: (method, account) => each(account, (field, stored) => open(method, account, field, stored)),
  };
}

function bytesOf(id: string, key: ArrayLike<number> | string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]{1,32}$/.test(id)) {
    throw new TypeError("encryptProviderTokens: the id of a key is 1 to 32 letters, digits, - or _.");
  }
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  try {
    bytes = typeof key === "string" ? fromBase64(key) : ArrayBuffer.isView(key) ? Uint8Array.from(key) : undefined;
  } catch {
    // Reported below, without what was given.
  }
  if (bytes?.length !== 32)
    throw new TypeError(`encryptProviderTokens: the key "${id}" must be 32 bytes, or their base64.`);
  return bytes;
}

function base64url(bytes: readonly number[]): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Of base64 in either alphabet. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0));
}
