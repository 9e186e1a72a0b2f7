/** ACC: Accounts. */

export const accounts = {
  "ACC-01": {
    level: "CORE",
    title: "linkAccount then getUserByAccount",
    sentence: "returns the owner with all user fields.",
  },
  "ACC-02": {
    level: "CORE",
    title: "linkAccount minimal (webauthn)",
    sentence: "only provider, providerAccountId, type, userId.",
  },
  "ACC-03": {
    level: "CORE",
    title: "linkAccount stores the seven token fields",
    sentence: "getAccount/raw read returns them with the same types.",
  },
  "ACC-04": {
    level: "CORE",
    title: "linkAccount undefined values",
    sentence: "keys with undefined are stored as null/absent.",
  },
  "ACC-05": {
    level: "CORE",
    title: "linkAccount unknown keys do not fail",
    sentence: "ext_expires_in, refresh_expires_in, not-before-policy, u2f:x.",
  },
  "ACC-06": {
    level: "CORE",
    title: "linkAccount ignores incoming id",
    sentence: "two accounts carrying the same token-response id both link.",
  },
  "ACC-07": {
    level: "CORE",
    title: "linkAccount numeric providerAccountId",
    sentence: "stored and found by number and by string.",
  },
  "ACC-08": { level: "CORE", title: "linkAccount expires_at float", sentence: "1795255971.5 links (rounded)." },
  "ACC-09": {
    level: "CORE",
    title: "linkAccount expires_at numeric string",
    sentence: "links, reads back as a number.",
  },
  "ACC-10": { level: "REC", title: "linkAccount session_state object", sentence: "links (serialised or dropped)." },
  "ACC-11": { level: "CORE", title: "getUserByAccount unknown", sentence: "null." },
  "ACC-12": {
    level: "SEC",
    title: "getUserByAccount needs both fields",
    sentence: "right id with wrong provider and vice versa are null.",
  },
  "ACC-13": {
    level: "CORE",
    title: "same providerAccountId under two providers",
    sentence: "two owners, no collision.",
  },
  "ACC-14": {
    level: "SEC",
    title: "providerAccountId case-sensitive",
    sentence: "AbC and abc are different accounts.",
  },
  "ACC-15": {
    level: "CORE",
    title: "one user, many accounts",
    sentence: "three providers and two accounts of one provider.",
  },
  "ACC-16": { level: "SEC", title: "duplicate account, other user, throws", sentence: "rejects." },
  "ACC-17": {
    level: "SEC",
    title: "duplicate account keeps the first owner",
    sentence: "getUserByAccount still returns the first user.",
  },
  "ACC-18": {
    level: "REC",
    title: "duplicate account, same user",
    sentence: "throws or no-op, exactly one row afterwards.",
  },
  "ACC-19": {
    level: "REC",
    title: "linkAccount unknown userId throws",
    sentence: "no account row for a user that does not exist.",
  },
  "ACC-20": { level: "CORE", title: "linkAccount never swallows a failure", sentence: "a failing write rejects." },
  "ACC-21": {
    level: "CORE",
    title: "unlinkAccount removes exactly one",
    sentence: "sibling accounts and sessions remain.",
  },
  "ACC-22": { level: "REC", title: "unlinkAccount twice", sentence: "no throw." },
  "ACC-23": { level: "CORE", title: "unlink, then link to another user", sentence: "new owner is returned." },
  "ACC-24": {
    level: "CORE",
    title: "getAccount positional order and miss",
    sentence: "getAccount(providerAccountId, provider); null when either is wrong.",
  },
  "ACC-25": {
    level: "SEC",
    title: "getUserByAccount leaks no account columns",
    sentence: "result has no access_token, provider, userId.",
  },
} as const;
