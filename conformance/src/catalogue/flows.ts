/** E2E: End to end through `Auth()` of `@auth/core`. */

export const flows = {
  "E2E-01": {
    level: "CORE",
    title: "OAuth first sign-in, DB",
    sentence: "the exact order of calls; cookie = stored token; session endpoint shows the user.",
  },
  "E2E-02": {
    level: "CORE",
    title: "OAuth first sign-in, JWT",
    sentence: "no session calls; getUser on next sign-in.",
  },
  "E2E-03": {
    level: "CORE",
    title: "OAuth first sign-in without e-mail",
    sentence: "works twice for two different users.",
  },
  "E2E-04": {
    level: "CORE",
    title: "OAuth with numeric profile id",
    sentence: "sign in, sign out, sign in again: same user.",
  },
  "E2E-05": {
    level: "CORE",
    title: "OAuth numeric id after v4 stored the string",
    sentence: "v5 number finds the v4 row.",
  },
  "E2E-06": { level: "CORE", title: "OAuth with profile() extras and account() extras", sentence: "sign-in succeeds." },
  "E2E-07": { level: "CORE", title: "OAuth returning", sentence: "no new user/account; one new session." },
  "E2E-08": {
    level: "CORE",
    title: "OAuth returning, signed in as same user",
    sentence: "no write; cookie unchanged.",
  },
  "E2E-09": {
    level: "CORE",
    title: "OAuth returning with an expired session cookie",
    sentence: "ends signed in with a new session.",
  },
  "E2E-10": {
    level: "CORE",
    title: "OAuth linking while signed in",
    sentence: "account belongs to the signed-in user; no new session.",
  },
  "E2E-11": {
    level: "SEC",
    title: "OAuth linking with an expired session cookie",
    sentence: "the account is NOT linked to the expired session's user.",
  },
  "E2E-12": {
    level: "SEC",
    title: "OAuth account of someone else while signed in",
    sentence: "OAuthAccountNotLinked, nothing written.",
  },
  "E2E-13": { level: "SEC", title: "OAuth e-mail collision", sentence: "OAuthAccountNotLinked, nothing written." },
  "E2E-14": { level: "CORE", title: "OAuth dangerous linking", sentence: "account linked to the existing user." },
  "E2E-15": {
    level: "SEC",
    title: "3 parallel first sign-ins of one account",
    sentence: "one user, one account; losers see an error, then succeed on retry.",
  },
  "E2E-16": {
    level: "CORE",
    title: "linkAccount fails once, user retries",
    sentence: "documented outcome; adapter must not cause it for long tokens/unknown keys.",
  },
  "E2E-17": {
    level: "CORE",
    title: "E-mail request, new and existing",
    sentence: "one token row with 64-hex token and Date.",
  },
  "E2E-18": { level: "CORE", title: "E-mail callback, new user", sentence: "verified user, session, token gone." },
  "E2E-19": {
    level: "CORE",
    title: "E-mail callback, existing user",
    sentence: "emailVerified set, name kept in session and JWT.",
  },
  "E2E-20": { level: "SEC", title: "E-mail callback replay", sentence: "Verification error, no session." },
  "E2E-21": {
    level: "SEC",
    title: "E-mail callback, 3 parallel clicks",
    sentence: "one session, two Verification errors.",
  },
  "E2E-22": { level: "SEC", title: "E-mail callback, expired token", sentence: "Verification error." },
  "E2E-23": { level: "CORE", title: "E-mail callback with stale unknown session cookie", sentence: "signs in." },
  "E2E-24": {
    level: "CORE",
    title: "E-mail callback while signed in as another user",
    sentence: "old session deleted, new user signed in.",
  },
  "E2E-25": {
    level: "REC",
    title: "E-mail callback link without email param",
    sentence: "signs in (by token) or clean Verification error.",
  },
  "E2E-26": { level: "SEC", title: "E-mail look-alike domain", sentence: "victim@gmaíl.com becomes a NEW user." },
  "E2E-27": { level: "CORE", title: "Credentials JWT", sentence: "no adapter call." },
  "E2E-28": {
    level: "CORE",
    title: "Session read with a JWE in the cookie (DB strategy)",
    sentence: "null, cookie cleared, no throw.",
  },
  "E2E-29": {
    level: "CORE",
    title: "Session read fresh / past updateAge / expired",
    sentence: "0 / 1 updateSession / deleteSession or adapter purge; with the bodies that Auth.js answers.",
  },
  "E2E-30": {
    level: "CORE",
    title: "2 parallel reads of an expired session",
    sentence: "both null, both clear the cookie, no error logged.",
  },
  "E2E-31": {
    level: "CORE",
    title: "update()",
    sentence: "no data persisted by the adapter; expires extended only if due.",
  },
  "E2E-32": { level: "SEC", title: "Sign-out, then replay the cookie", sentence: "null session." },
  "E2E-33": {
    level: "SEC",
    title: "Sign-out in one tab during a session refresh in another",
    sentence: "session stays dead.",
  },
  "E2E-34": {
    level: "CORE",
    title: "Session read with NUL/garbage cookie, then OAuth sign-in",
    sentence: "session null; sign-in still works.",
  },
  "E2E-35": {
    level: "SEC",
    title: "Database down during session read",
    sentence: "body null, cookie kept, back to normal afterwards.",
  },
  "E2E-36": {
    level: "CORE",
    title: "WebAuthn register new user",
    sentence: "the exact order of calls; user, account, authenticator rows.",
  },
  "E2E-37": {
    level: "CORE",
    title: "WebAuthn register while signed in",
    sentence: "account and authenticator added to that user.",
  },
  "E2E-38": {
    level: "CORE",
    title: "WebAuthn authenticate, then again with counter 0",
    sentence: "session each time.",
  },
  "E2E-39": {
    level: "REC",
    title: "WebAuthn register with mixed-case e-mail of an existing user",
    sentence: "documented: not merged by accent, at most by ASCII case.",
  },
  "E2E-40": {
    level: "CORE",
    title: "next-auth v5 auth() shape",
    sentence: "{user: whole row, sessionToken, userId, expires ISO} survives JSON.",
  },
} as const;
