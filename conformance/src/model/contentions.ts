/** What several clients do at once, each time to rows of one kind. */
import { type Call, Instant, KeyRef, UserRef } from "./call.ts";
import type { Choice } from "./calls.ts";

/** A history of several clients at once, about rows of one kind. */
export interface Contention {
  /** What is there beforehand, one or the other or, now and then, nothing. */
  readonly first: readonly Call[];
  /** What else one client does before the others come. */
  readonly before: Choice;
  readonly together: Choice;
}

const few = { keys: [0, 0, 0, 1], isHostile: false };
const ada = new UserRef(0);

const linked: Call = {
  method: "linkAccount",
  args: [
    {
      provider: new KeyRef("provider", 0),
      providerAccountId: new KeyRef("accountId", 0),
      type: "oauth",
      userId: ada,
    },
  ],
};
const session = (seconds: number): Call => ({
  method: "createSession",
  args: [{ sessionToken: new KeyRef("sessionToken", 0), userId: ada, expires: new Instant(seconds) }],
});
const link = (seconds: number): Call => ({
  method: "createVerificationToken",
  args: [
    {
      identifier: new KeyRef("identifier", 0),
      token: new KeyRef("verificationToken", 0),
      expires: new Instant(seconds),
    },
  ],
});
const passkey: Call = {
  method: "createAuthenticator",
  args: [
    {
      credentialID: new KeyRef("credentialID", 0),
      userId: ada,
      providerAccountId: new KeyRef("accountId", 0),
      credentialPublicKey: "cHVibGlj",
      counter: 1,
      credentialDeviceType: "singleDevice",
      credentialBackedUp: false,
    },
  ],
};

const contention = (calls: readonly Call[], before: Choice["weights"], together: Choice["weights"]): Contention => ({
  first: calls,
  before: { ...few, weights: { createUser: 1, ...before } },
  together: { ...few, weights: together },
});

/**
 * What several clients do to few keys at once. Not the sweep, which is a job of two steps that MNT-05 and MNT-06 race,
 * and not the clock: each process has its own.
 */
export const contentions: readonly Contention[] = [
  contention([], {}, { createUser: 3, getUserByEmail: 2, getUser: 1, updateUser: 6, deleteUser: 1 }),
  contention(
    [linked],
    { linkAccount: 1 },
    { linkAccount: 5, unlinkAccount: 2, getUserByAccount: 3, getAccount: 1, listAccounts: 1, deleteUser: 1 },
  ),
  contention(
    [session(330), session(-30)],
    { createSession: 2 },
    { createSession: 3, getSessionAndUser: 3, updateSession: 3, deleteSession: 2, revokeSessions: 1, listSessions: 1 },
  ),
  contention(
    [session(330), session(-30)],
    { createAuthenticator: 1, linkAccount: 1 },
    { createSession: 3, getSessionAndUser: 2, createAuthenticator: 1, linkAccount: 1, deleteUser: 3, updateUser: 1 },
  ),
  contention(
    [link(330), link(330), link(-30)],
    { createVerificationToken: 1 },
    { createVerificationToken: 2, useVerificationToken: 5 },
  ),
  contention(
    [passkey],
    { createAuthenticator: 1 },
    { createAuthenticator: 2, getAuthenticator: 1, listAuthenticatorsByUserId: 1, updateAuthenticatorCounter: 5 },
  ),
];
