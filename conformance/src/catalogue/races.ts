/** CON: Concurrency and atomicity. */

export const races = {
  "CON-01": { level: "SEC", title: "10 parallel useVerificationToken: one winner", sentence: "exactly one non-null." },
  "CON-02": {
    level: "SEC",
    title: "single use across two adapter instances",
    sentence: "one winner over two clients/processes (no in-process lock).",
  },
  "CON-03": { level: "REC", title: "losers get null", sentence: "no rejection for the losers." },
  "CON-04": { level: "SEC", title: "parallel createUser same e-mail: one winner", sentence: "others reject, one row." },
  "CON-05": {
    level: "SEC",
    title: "parallel linkAccount same account: one winner",
    sentence: "others reject, owner is the winner's user.",
  },
  "CON-06": { level: "SEC", title: "parallel createSession same token: one winner", sentence: "others reject." },
  "CON-07": {
    level: "SEC",
    title: "updateSession vs deleteSession",
    sentence: "a deleted session is never resurrected (100 rounds).",
  },
  "CON-08": {
    level: "REC",
    title: "expired purge vs updateSession",
    sentence: "a session extended in between is not purged.",
  },
  "CON-09": { level: "CORE", title: "10 parallel deleteSession", sentence: "all resolve." },
  "CON-10": { level: "REC", title: "parallel updateUser of different fields", sentence: "no lost update." },
  "CON-11": { level: "SEC", title: "deleteUser vs createSession", sentence: "no readable orphan session afterwards." },
  "CON-12": { level: "SEC", title: "deleteUser vs updateUser", sentence: "user is not resurrected." },
  "CON-13": {
    level: "REC",
    title: "parallel updateAuthenticatorCounter keeps the maximum",
    sentence: "9,3,7,2,8 ends at 9.",
  },
  "CON-14": { level: "CORE", title: "parallel createAuthenticator for one user", sentence: "all listed." },
  "CON-15": { level: "CORE", title: "50 parallel createUser, distinct e-mails", sentence: "all succeed, all found." },
  "CON-16": { level: "CORE", title: "100 parallel getSessionAndUser", sentence: "all correct, no cross-talk." },
} as const;
