/** A database that people live in, as one contestant keeps it. */
import type { Adapter } from "@auth/core/adapters";

/** An adapter, or as much of one as a contestant has. */
export type Subject = Partial<Adapter>;

export type Method = keyof Adapter;

/** Somebody who has an account, a session and, where there are any, a passkey. */
export interface Resident {
  readonly id: string;
  readonly email: string;
  readonly provider: string;
  readonly providerAccountId: string;
  readonly sessionToken: string;
  readonly credentialID: string;
}

export interface World {
  readonly subject: Required<Adapter>;
  has(methods: readonly Method[]): boolean;
  /** The residents in turn. */
  resident(): Resident;
  /** A number that was not used before: what is new is made of it. */
  next(): number;
  /** Counts on from here: what is new after this is the same in all worlds that began here. */
  restart(at: number): void;
  /** Somebody new with all that a resident has. */
  settle(): Promise<Resident>;
}

const residents = 100;
const aDay = 86_400_000;
/** When the bench began, in whole seconds: the official tables of MySQL keep no more. */
const now = Math.floor(Date.now() / 1000) * 1000;

/** An instant so many days from now, the same for all contestants. */
export function inDays(days: number): Date {
  return new Date(now + days * aDay);
}

/**
 * A record as it is when it has come over a network: each text in one piece. V8 keeps a text that a program put together
 * in its pieces until somebody reads it, and who reads it first would pay for what the bench did.
 */
function received<T>(record: T): T {
  return structuredClone(record);
}

export function userOf(n: number): { id: string; name: string; email: string; emailVerified: Date; image: string } {
  return received({
    // Auth.js makes one, and no adapter takes it.
    id: uuidOf(n),
    name: `Ada ${n}`,
    email: `ada.${n}@example.com`,
    emailVerified: inDays(-30),
    image: `https://example.com/${n}.png`,
  });
}

export function accountOf(n: number, userId: string) {
  return received({
    userId,
    type: "oauth" as const,
    provider: "github",
    providerAccountId: `github-${n}`,
    refresh_token: `refresh-${hexOf(n)}`,
    access_token: `access-${hexOf(n)}`,
    expires_at: 1_795_255_971,
    token_type: "bearer" as const,
    scope: "read:user user:email",
    id_token: `id-${hexOf(n)}`,
    session_state: `state-${n}`,
  });
}

export function sessionOf(n: number, userId: string): { sessionToken: string; userId: string; expires: Date } {
  return received({ sessionToken: uuidOf(n), userId, expires: inDays(30) });
}

export function tokenOf(n: number): { identifier: string; token: string; expires: Date } {
  return received({ identifier: `ada.${n}@example.com`, token: hexOf(n), expires: inDays(1) });
}

export function authenticatorOf(n: number, userId: string) {
  return received({
    credentialID: btoa(hexOf(n)),
    userId,
    providerAccountId: `passkey-${n}`,
    credentialPublicKey: btoa(hexOf(n + 1)),
    counter: 0,
    credentialDeviceType: "multiDevice",
    credentialBackedUp: true,
    transports: "internal,hybrid",
  });
}

/** 64 hex digits, no two alike and spread over the whole range as hashes are. */
function hexOf(n: number): string {
  let digits = "";
  for (let word = 0; word < 8; word += 1) {
    const mixed = Math.imul((n + 1) ^ (word << 24), 0x9e3779b1) ^ Math.imul(n + word, 0x85ebca6b);
    digits += (mixed >>> 0).toString(16).padStart(8, "0");
  }
  return digits;
}

function uuidOf(n: number): string {
  return hexOf(n).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5");
}

/** Fills an empty database through the contestant itself. */
export async function openWorld(own: Subject): Promise<World> {
  let last = 0;
  let turn = 0;
  const subject = own as Required<Adapter>;
  const has = (methods: readonly Method[]) => methods.every((method) => typeof own[method] === "function");
  const settle = async (): Promise<Resident> => {
    last += 1;
    const n = last;
    const { id, email } = await subject.createUser(userOf(n));
    const account = accountOf(n, id);
    const session = sessionOf(n, id);
    const authenticator = authenticatorOf(n, id);
    if (has(["linkAccount"])) await subject.linkAccount(account);
    if (has(["createSession"])) await subject.createSession(session);
    if (has(["createAuthenticator"])) await subject.createAuthenticator(authenticator);
    const { provider, providerAccountId } = account;
    const { sessionToken } = session;
    return { id, email, provider, providerAccountId, sessionToken, credentialID: authenticator.credentialID };
  };
  const settled: Resident[] = [];
  while (settled.length < residents) settled.push(...(await Promise.all(Array.from({ length: 10 }, settle))));
  return {
    subject,
    has,
    settle,
    restart(at) {
      last = at;
      turn = at;
    },
    resident() {
      turn += 1;
      return settled[turn % settled.length] as Resident;
    },
    next() {
      last += 1;
      return last;
    },
  };
}
