/** SES: Sessions. */

export const sessions = {
  "SES-01": {
    level: "CORE",
    title: "createSession returns sessionToken and Date expires",
    sentence: "exact same token, expires instanceof Date with the same instant.",
  },
  "SES-02": {
    level: "CORE",
    title: "createSession/read round trip",
    sentence: "getSessionAndUser returns session and user equal to what was stored.",
  },
  "SES-03": { level: "CORE", title: "getSessionAndUser unknown", sentence: "null (strict)." },
  "SES-04": { level: "CORE", title: "session.userId equals user.id", sentence: "=== comparison." },
  "SES-05": {
    level: "CORE",
    title: "user in getSessionAndUser equals getUser",
    sentence: "all fields, custom ones included.",
  },
  "SES-06": {
    level: "SEC",
    title: "session and user columns are not mixed",
    sentence: "no sessionToken in user, no email in session (join column clash on id/expires).",
  },
  "SES-07": {
    level: "CORE",
    title: "several sessions per user",
    sentence: "independent; deleting one keeps the others.",
  },
  "SES-08": { level: "SEC", title: "duplicate sessionToken throws", sentence: "rejects and the first owner stays." },
  "SES-09": { level: "SEC", title: "createSession unknown userId", sentence: "throws, or the session is unreadable." },
  "SES-10": {
    level: "SEC",
    title: "createSession userId undefined throws",
    sentence: "never a session without owner.",
  },
  "SES-11": { level: "CORE", title: "updateSession moves expires only", sentence: "userId and custom fields survive." },
  "SES-12": { level: "REC", title: "updateSession return", sentence: "null/undefined or the full session with Date." },
  "SES-13": { level: "REC", title: "updateSession unknown: no throw", sentence: "resolves." },
  "SES-14": { level: "SEC", title: "updateSession unknown: nothing created", sentence: "token stays unknown." },
  "SES-15": { level: "REC", title: "updateSession without expires", sentence: "session unchanged." },
  "SES-16": { level: "CORE", title: "deleteSession removes at once", sentence: "next read is null." },
  "SES-17": { level: "CORE", title: "deleteSession unknown: no throw", sentence: "resolves." },
  "SES-18": { level: "CORE", title: "deleteSession twice in a row", sentence: "resolves." },
  "SES-19": { level: "SEC", title: "sessionToken case-sensitive", sentence: "AbC does not match abc." },
  "SES-20": {
    level: "REC",
    title: "sessionToken 1 KB",
    sentence: "custom generateSessionToken of 1,024 chars works or is rejected at create, never truncated.",
  },
  "SES-21": {
    level: "SEC",
    title: "sessionToken odd characters usable",
    sentence: "a?b, a/b, a%b, 'A B', emoji each find only themselves.",
  },
  "SES-22": { level: "SEC", title: "getSessionAndUser never returns user null", sentence: "orphan row gives null." },
  "SES-23": {
    level: "REC",
    title: "lookup is indexed",
    sentence: "explain/timing: 10,000 sessions, read under a bound.",
  },
} as const;
