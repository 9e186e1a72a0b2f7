/** RTT: Round trips. */

export const trips = {
  "RTT-01": {
    level: "REC",
    title: "getSessionAndUser",
    sentence: "within the trait's count (1 wherever the engine can join, look up or script).",
  },
  "RTT-02": { level: "REC", title: "getUserByAccount, getUserByEmail, getUser", sentence: "likewise." },
  "RTT-03": {
    level: "REC",
    title: "createUser, linkAccount, createSession",
    sentence: "likewise; the stored row is returned without a second read.",
  },
  "RTT-04": { level: "REC", title: "updateUser, updateSession", sentence: "likewise." },
  "RTT-05": { level: "REC", title: "useVerificationToken", sentence: "likewise, and atomic." },
  "RTT-06": {
    level: "REC",
    title: "deleteUser",
    sentence: "independent of how many sessions and accounts the user has.",
  },
  "RTT-07": {
    level: "REC",
    title: "the five authenticator methods",
    sentence: "likewise; listing is not one trip a passkey.",
  },
  "RTT-08": {
    level: "REC",
    title: "no hidden trips",
    sentence: "none at construction; none for schema, connection checks or prepares after the first call.",
  },
} as const;
