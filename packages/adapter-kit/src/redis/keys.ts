/**
 * Under which keys the records stand: those of the official adapter for Upstash Redis, and the indexes beside them.
 *
 * A record is a JSON string. Its indexes are sorted sets whose members are the keys of the records that they find, scored
 * by the record's expiry in milliseconds, `inf` where it has none. The official adapter's pointers, one key each, hold the
 * key of the last account and the last session of a user.
 */
import type { RecordName } from "../records.ts";

/** What stands before each kind of key; what is absent is as the official adapter has it. */
export interface KeyPrefixes {
  /** Before every key: the mark of one tenant. */
  readonly baseKeyPrefix?: string;
  readonly userKeyPrefix?: string;
  readonly emailKeyPrefix?: string;
  readonly accountKeyPrefix?: string;
  readonly accountByUserIdPrefix?: string;
  readonly sessionKeyPrefix?: string;
  readonly sessionByUserIdKeyPrefix?: string;
  readonly verificationTokenKeyPrefix?: string;
  /** Not in the official adapter, which has no passkeys. */
  readonly authenticatorKeyPrefix?: string;
  readonly authenticatorByUserIdKeyPrefix?: string;
}

/** The prefixes as they come. */
export const defaultPrefixes: Required<KeyPrefixes> = {
  baseKeyPrefix: "",
  userKeyPrefix: "user:",
  emailKeyPrefix: "user:email:",
  accountKeyPrefix: "user:account:",
  accountByUserIdPrefix: "user:account:by-user-id:",
  sessionKeyPrefix: "user:session:",
  sessionByUserIdKeyPrefix: "user:session:by-user-id:",
  verificationTokenKeyPrefix: "user:token:",
  authenticatorKeyPrefix: "user:authenticator:",
  authenticatorByUserIdKeyPrefix: "user:authenticator:by-user-id:",
};

/** A key, and the name that the official adapter gives it; the two differ where a value has a `:` or `%` in it. */
export type Name = readonly [key: string, plain: string];

/** The names of all keys. */
export interface Keys {
  /** The base prefix, with the hash tag in front where there is one. */
  readonly base: string;
  /** The hash tag that was put before the base prefix, or `""`. */
  readonly tag: string;
  /** All prefixes, the base and the tag in front, in the order in which the script takes them. */
  readonly prefixes: readonly string[];
  /** Of a record by the fields that name it. */
  record(record: RecordName, row: Readonly<Record<string, unknown>>): Name;
  /** Of what holds the id of the user with that address. */
  email(address: string): Name;
  /** Of the official adapter's pointer to the user's last account or session. */
  pointer(record: "account" | "session", userId: string): string;
  /**
   * Of the index of a user's records. The user's own key stands in that of the accounts too: the mark that all which
   * the user has is indexed. A user without it was written by another program, and is indexed before that counts.
   */
  byUser(record: "account" | "session" | "authenticator", userId: string): string;
  /** Of the index of the verification tokens with that token. */
  byToken(token: string): string;
}

/** A value as it stands in a key: without `:`, so that no two names make one key. */
export function encodePart(value: string): string {
  return value.replaceAll("%", "%25").replaceAll(":", "%3A");
}

/**
 * The names of the keys of an adapter.
 * @param given the prefixes that are not as they come.
 * @param isCluster whether all keys must stand in one slot: then a hash tag is put before the base prefix, made of it
 *   (`"{auth}"` where it is empty), unless it has one. A key is else called as on a single server.
 * @throws TypeError when two kinds of keys could have one name, or a prefix holds half a character or NUL.
 */
export function keysOf(given: KeyPrefixes = {}, isCluster = false): Keys {
  const all = { ...defaultPrefixes, ...defined(given) };
  const tag = isCluster && !/^[^{]*\{[^}]+\}/.test(all.baseKeyPrefix) ? tagOf(all.baseKeyPrefix) : "";
  const base = tag + all.baseKeyPrefix;
  const prefixOf = (name: keyof KeyPrefixes) => base + all[name];
  const users = prefixOf("userKeyPrefix");
  const emails = prefixOf("emailKeyPrefix");
  const byUser = {
    account: prefixOf("accountByUserIdPrefix"),
    session: prefixOf("sessionByUserIdKeyPrefix"),
    authenticator: prefixOf("authenticatorByUserIdKeyPrefix"),
  };
  const records: Record<RecordName, readonly [prefix: string, ...fields: string[]]> = {
    user: [users, "id"],
    account: [prefixOf("accountKeyPrefix"), "provider", "providerAccountId"],
    session: [prefixOf("sessionKeyPrefix"), "sessionToken"],
    verificationToken: [prefixOf("verificationTokenKeyPrefix"), "identifier", "token"],
    authenticator: [prefixOf("authenticatorKeyPrefix"), "credentialID"],
  };
  const { account, session, verificationToken, authenticator } = records;
  const prefixes = [users, emails, account[0], byUser.account, session[0], byUser.session];
  prefixes.push(authenticator[0], byUser.authenticator, verificationToken[0]);
  checkPrefixes(prefixes);

  const nameOf = (prefix: string, parts: readonly string[]): Name => {
    const key = prefix + parts.map(encodePart).join(":");
    const plain = prefix + parts.join(":");
    // A provider `by-user-id` would have its accounts where the pointers are.
    const isElsewhere = prefixes.some((other) => other.length > prefix.length && key.startsWith(other));
    return [isElsewhere ? `${prefix}%${key.slice(prefix.length)}` : key, plain];
  };

  return {
    base,
    tag,
    prefixes,
    record(record, row) {
      const [prefix, ...fields] = records[record];
      return nameOf(
        prefix,
        fields.map((field) => String(row[field])),
      );
    },
    email: (address) => nameOf(emails, [address]),
    pointer: (record, userId) => byUser[record] + encodePart(userId),
    byUser: (record, userId) => `${byUser[record]}${encodePart(userId)}:all`,
    byToken: (token) => `${verificationToken[0]}by-token::${encodePart(token)}`,
  };
}

/** An option that is `undefined` is absent. */
function defined(given: KeyPrefixes): KeyPrefixes {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => name in defaultPrefixes && value !== undefined),
  );
}

function tagOf(base: string): string {
  return `{${base.replace(/[{}]/g, "") || "auth"}}`;
}

/** Values have no `:` in a key, so where one prefix goes on another one, the rest of it must have one. */
function checkPrefixes(prefixes: readonly string[]): void {
  for (const [at, one] of prefixes.entries()) {
    if (!one.isWellFormed() || one.includes("\0")) throw new TypeError("a key prefix must be text without NUL.");
    const isShared = prefixes.some(
      (other, place) => place !== at && other.startsWith(one) && !other.slice(one.length).includes(":"),
    );
    if (isShared)
      throw new TypeError(`two kinds of keys would stand under ${JSON.stringify(one)}; give each a prefix of its own.`);
  }
}
