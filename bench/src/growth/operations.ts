/** The three lookups that every sign-in and every page makes, and the rows that they look among. */
import { createHash } from "node:crypto";
import { accountOf, inDays, sessionOf, tokenOf, userOf } from "../world.ts";
import type { Growing } from "./growing.ts";

/** The records that grow. */
export type Filled = "session" | "account" | "verificationToken";

/** What has keys of its own. */
export type Keyed = "user" | "email" | "identifier" | Filled;

/** The key of that number: as spread over the whole of an index as real ones are. */
export function keyOf(keyed: Keyed, n: number): string {
  return hashOf(`${keyed} ${n}`).slice(0, keyLength);
}

/** The SHA-256 of a text, in hex. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** So many digits of the hash are the key. */
export const keyLength = 32;

/** So many records in a row are one user's, who has the number of the first. */
export const recordsEach = 10;

export const ownerOf = (n: number): number => n - (n % recordsEach);

export interface GrowthOperation {
  readonly name: string;
  readonly filled: Filled;
  /** How many are timed, as a share of those that are asked for. */
  readonly share: number;
  /** Asks for the record of that number, and answers `null` where it is not found. */
  call(adapter: Growing, n: number): unknown;
  /** Puts back what the call took away. */
  restore(adapter: Growing, n: number): unknown;
}

const nothing = async (): Promise<void> => {};
const pairOf = (n: number) => ({ identifier: keyOf("identifier", n), token: keyOf("verificationToken", n) });

export const growthOperations: readonly GrowthOperation[] = [
  {
    name: "getSessionAndUser",
    filled: "session",
    share: 1,
    call: (adapter, n) => adapter.getSessionAndUser(keyOf("session", n)),
    restore: nothing,
  },
  {
    name: "getUserByAccount",
    filled: "account",
    share: 1,
    call: (adapter, n) => adapter.getUserByAccount({ provider: "github", providerAccountId: keyOf("account", n) }),
    restore: nothing,
  },
  {
    name: "useVerificationToken",
    filled: "verificationToken",
    share: 1 / 4,
    call: (adapter, n) => adapter.useVerificationToken(pairOf(n)),
    restore: (adapter, n) => adapter.createVerificationToken({ ...pairOf(n), expires: inDays(1) }),
  },
];

/** What a record has that no other has: of the owner and its own. */
export function wordsOf(record: "user" | Filled, n: number): string[] {
  if (record === "user") return [keyOf("user", n), keyOf("email", n)];
  if (record === "verificationToken") return Object.values(pairOf(n));
  return [keyOf("user", ownerOf(n)), keyOf(record, n)];
}

/** What the adapter wrote itself, whose form all others take. */
export interface First {
  /** The words of the user. A verification token has none. */
  readonly user: readonly string[];
  /** Those of the record. */
  readonly own: readonly string[];
  remove(): unknown;
}

/**
 * Writes a record and its user.
 * @param between is done when the record is not there yet.
 */
export async function writeFirst(
  adapter: Growing,
  filled: Filled,
  between: () => Promise<void> = nothing,
): Promise<First> {
  if (filled === "verificationToken") {
    await between();
    const token = tokenOf(0);
    await adapter.createVerificationToken(token);
    return { user: [], own: [token.identifier, token.token], remove: () => adapter.useVerificationToken(token) };
  }
  const user = await adapter.createUser(userOf(0));
  await between();
  // Without the provider's tokens: a million of them would not be held by the memory in which the servers keep their files.
  const { access_token, refresh_token, id_token, ...account } = accountOf(0, user.id);
  const session = sessionOf(0, user.id);
  await (filled === "session" ? adapter.createSession(session) : adapter.linkAccount(account));
  return {
    user: [user.id, user.email],
    own: [user.id, filled === "session" ? session.sessionToken : account.providerAccountId],
    remove: () => adapter.deleteUser(user.id),
  };
}
