/** EXP: Expiry and clock. */

export const expiry = {
  "EXP-01": { level: "SEC", title: "getSessionAndUser on an expired session", sentence: "null." },
  "EXP-02": {
    level: "REC",
    title: "expired session is eventually removed",
    sentence: "after the null read (or purge call) the row is gone.",
  },
  "EXP-03": {
    level: "SEC",
    title: "expires is a Date",
    sentence: "instanceof Date, valid, from createSession, getSessionAndUser, useVerificationToken.",
  },
  "EXP-04": {
    level: "CORE",
    title: "30-day session survives",
    sentence: "not dropped at once (setTimeout overflow at 24.8 days, TTL in wrong unit).",
  },
  "EXP-05": { level: "CORE", title: "session one second from expiry still valid", sentence: "returned." },
  "EXP-06": { level: "REC", title: "session with expires in 2100", sentence: "round trips." },
  "EXP-07": {
    level: "CORE",
    title: "updateSession extends a KV TTL",
    sentence: "after the first TTL passes the session is still there.",
  },
  "EXP-08": { level: "REC", title: "createSession already expired", sentence: "no throw (negative TTL), unreadable." },
  "EXP-09": {
    level: "REC",
    title: "millisecond precision",
    sentence: "expires and emailVerified keep ms, or are rounded down at most to the second.",
  },
  "EXP-10": {
    level: "CORE",
    title: "process TZ changes",
    sentence: "TZ=America/Los_Angeles and Asia/Kolkata: instants identical.",
  },
  "EXP-11": { level: "CORE", title: "database session time zone not UTC", sentence: "instants identical." },
  "EXP-12": { level: "REC", title: "DST gap instant", sentence: "02:30 local on a spring-forward day round trips." },
  "EXP-13": {
    level: "SEC",
    title: "expired verification token",
    sentence: "null, or returned with the past Date; consumed either way.",
  },
  "EXP-14": {
    level: "REC",
    title: "expiry uses the application clock",
    sentence: "with fake timers +31 days the session is expired, -31 days it is not.",
  },
  "EXP-15": {
    level: "CORE",
    title: "updateAge math works",
    sentence: "after read past updateAge the stored expires is now+maxAge ±1 s.",
  },
  "EXP-16": {
    level: "REC",
    title: "purge helper deletes only expired rows",
    sentence: "live sessions and tokens remain.",
  },
} as const;
