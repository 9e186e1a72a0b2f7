/** DEL: Deletion and referential integrity. */

export const deletion = {
  "DEL-01": { level: "CORE", title: "deleteUser removes the user", sentence: "getUser and getUserByEmail null." },
  "DEL-02": { level: "SEC", title: "deleteUser removes every session", sentence: "3 of 3 unreadable." },
  "DEL-03": {
    level: "SEC",
    title: "deleteUser removes every account",
    sentence: "getUserByAccount null for all; both can be linked to a new user.",
  },
  "DEL-04": { level: "SEC", title: "deleteUser removes authenticators", sentence: "getAuthenticator null, list []." },
  "DEL-05": { level: "CORE", title: "deleteUser without sessions or accounts", sentence: "works." },
  "DEL-06": { level: "CORE", title: "deleteUser with 30 sessions", sentence: "all gone." },
  "DEL-07": {
    level: "CORE",
    title: "e-mail reusable after deleteUser",
    sentence: "createUser succeeds, lookup finds the new one.",
  },
  "DEL-08": { level: "REC", title: "deleteUser unknown id", sentence: "no throw." },
  "DEL-09": {
    level: "CORE",
    title: "deleteUser leaves other users alone",
    sentence: "their sessions, accounts, tokens, authenticators remain.",
  },
  "DEL-10": {
    level: "REC",
    title: "deleteUser is atomic or safely ordered",
    sentence:
      "fault injected after each statement: no readable session, no dangling account that blocks or misroutes sign-in.",
  },
  "DEL-11": {
    level: "SEC",
    title: "dangling account row is null",
    sentence: "account whose user was removed by hand gives null.",
  },
  "DEL-12": {
    level: "SEC",
    title: "dangling session row is null",
    sentence: "session whose user was removed by hand gives null.",
  },
} as const;
