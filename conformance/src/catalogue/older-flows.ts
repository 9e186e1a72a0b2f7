/** V4: End to end through next-auth 4. */

export const olderFlows = {
  "V4-01": { level: "CORE", title: "v4 OAuth first sign-in", sentence: "createUser without id works; order as v5." },
  "V4-02": {
    level: "CORE",
    title: "v4 linkAccount with raw token response",
    sentence: "not-before-policy, ext_expires_in, id: sign-in succeeds.",
  },
  "V4-03": { level: "CORE", title: "v4 returning / linking / collision", sentence: "as v5." },
  "V4-04": { level: "CORE", title: "v4 e-mail new / existing / replay", sentence: "as v5." },
  "V4-05": {
    level: "SEC",
    title: "v4 duplicated email query param (array)",
    sentence: "Verification error, no throw, token not consumed.",
  },
  "V4-06": { level: "CORE", title: "v4 session read", sentence: "Date required; body as default callback." },
  "V4-07": { level: "CORE", title: "v4 session read past updateAge, expired, update(), sign-out", sentence: "as v5." },
  "V4-08": { level: "CORE", title: "v4 async generateSessionToken", sentence: "string token stored." },
  "V4-09": {
    level: "CORE",
    title: "v4 createUser failure",
    sentence: "error=OAuthCreateAccount / EmailCreateAccount.",
  },
  "V4-10": {
    level: "CORE",
    title: "one database, v4 then v5",
    sentence: "users and accounts written under v4 sign in under v5 and back.",
  },
  "V4-11": {
    level: "CORE",
    title: "types: assignable to v4 Adapter (@auth/core 0.34.3) and v5 Adapter (0.41.3)",
    sentence: "tsc passes for both.",
  },
} as const;
