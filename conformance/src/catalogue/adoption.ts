/** ADO: Adoption: an app that ran on the official adapter. */

export const adoption = {
  "ADO-01": {
    level: "CORE",
    title: "same call",
    sentence:
      "the package's factory takes the arguments of the official adapter for that backend, with the same meaning.",
  },
  "ADO-02": {
    level: "CORE",
    title: "existing users",
    sentence: "users written by the official adapter are found by id, e-mail and account, with every field.",
  },
  "ADO-03": {
    level: "CORE",
    title: "existing sessions",
    sentence:
      "a session written by the official adapter is valid until it expires; nobody is signed out by the switch.",
  },
  "ADO-04": {
    level: "REC",
    title: "existing tokens",
    sentence: "a magic link sent before the switch works once after it.",
  },
  "ADO-05": {
    level: "CORE",
    title: "existing accounts",
    sentence: "a returning OAuth user is the same user; no OAuthAccountNotLinked.",
  },
  "ADO-06": {
    level: "CORE",
    title: "existing ids",
    sentence:
      "the id kind of the existing data (uuid, cuid, integer, ObjectId) is kept for new rows where the store dictates it.",
  },
  "ADO-07": {
    level: "REC",
    title: "and back",
    sentence: "what this adapter writes, the official adapter reads (default options).",
  },
  "ADO-08": {
    level: "SEC",
    title: "deletion of adopted data",
    sentence: "deleteUser removes sessions and accounts that the official adapter wrote.",
  },
  "ADO-09": {
    level: "SEC",
    title: "e-mail change of an adopted user",
    sentence: "the old address resolves to nobody.",
  },
  "ADO-10": {
    level: "SEC",
    title: "missing constraints are reported",
    sentence: "verifySchema on the official schema names each missing unique key and index, with the DDL that adds it.",
  },
  "ADO-11": {
    level: "SEC",
    title: "duplicates are reported",
    sentence: "verifySchema names the duplicates that stand in the way of a unique key; it deletes nothing.",
  },
  "ADO-12": {
    level: "CORE",
    title: "extra columns of the app",
    sentence: "columns that the app added to the official tables are returned and can be written.",
  },
} as const;
