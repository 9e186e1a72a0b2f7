/** MNT: Maintenance and session management. */

export const maintenance = {
  "MNT-01": {
    level: "REC",
    title: "listSessions",
    sentence: "all live sessions of a user, none of another's, no expired one.",
  },
  "MNT-02": {
    level: "SEC",
    title: "revokeSessions",
    sentence: "all, or all but one, of a user's sessions are dead at once.",
  },
  "MNT-03": { level: "REC", title: "listAccounts", sentence: "all accounts of a user, none of another's." },
  "MNT-04": {
    level: "REC",
    title: "sweep removes expired sessions and tokens",
    sentence: "and only those; returns how many.",
  },
  "MNT-05": {
    level: "REC",
    title: "sweep in batches",
    sentence: "a limit is kept; repeated calls finish the work; two sweeps at once do no harm.",
  },
  "MNT-06": {
    level: "SEC",
    title: "sweep against a refresh",
    sentence: "a session extended while the sweep runs survives.",
  },
  "MNT-07": {
    level: "SEC",
    title: "hashed session tokens",
    sentence: "with the option on, no raw token is anywhere in the database; every session case still holds.",
  },
  "MNT-08": {
    level: "REC",
    title: "hashing switched on later",
    sentence: "sessions stored in the clear keep working for the stated window and are rewritten on use.",
  },
  "MNT-09": {
    level: "SEC",
    title: "encrypted provider tokens",
    sentence:
      "with the option on, no token is readable in the database; rotation of the key, a wrong key and a tampered value are each handled with a stated error.",
  },
} as const;
