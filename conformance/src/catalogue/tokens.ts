/** VT: Verification tokens. */

export const tokens = {
  "VT-01": {
    level: "CORE",
    title: "create/use round trip, exact keys",
    sentence: "{identifier, token, expires: Date} and nothing else.",
  },
  "VT-02": { level: "SEC", title: "use returns the stored expires", sentence: "same instant as created, not now()." },
  "VT-03": { level: "CORE", title: "use unknown", sentence: "null." },
  "VT-04": { level: "SEC", title: "second use is null", sentence: "single use, sequential." },
  "VT-05": { level: "SEC", title: "wrong token does not match", sentence: "null." },
  "VT-06": {
    level: "SEC",
    title: "wrong token does not consume",
    sentence: "the right token still works after a bad guess.",
  },
  "VT-07": { level: "SEC", title: "wrong identifier does not match", sentence: "null." },
  "VT-08": { level: "REC", title: "wrong identifier does not consume", sentence: "the right pair still works." },
  "VT-09": { level: "CORE", title: "two tokens for one identifier", sentence: "both usable, any order." },
  "VT-10": {
    level: "REC",
    title: "using one token leaves the identifier's others",
    sentence: "second link still works.",
  },
  "VT-11": {
    level: "CORE",
    title: "same token hash for two identifiers (OTP)",
    sentence: "each identifier gets its own.",
  },
  "VT-12": { level: "REC", title: "re-issue the same pair", sentence: "refreshes expires, one copy, no throw." },
  "VT-13": {
    level: "CORE",
    title: "identifier returned byte for byte",
    sentence: "mixed case, plus, unicode, NFD é preserved.",
  },
  "VT-14": { level: "CORE", title: "identifier that looks like an ISO date", sentence: "stays a string." },
  "VT-15": {
    level: "REC",
    title: "identifier undefined, token known",
    sentence: "consumes and returns by token (or null), never throws.",
  },
  "VT-16": { level: "SEC", title: "identifier undefined and ambiguous token", sentence: "null, nothing consumed." },
  "VT-17": {
    level: "SEC",
    title: "identifier array (v4 Pages API)",
    sentence: "null, no throw, token kept (two-element array).",
  },
  "VT-18": { level: "SEC", title: "token undefined never matches", sentence: "null or throw, nothing consumed." },
  "VT-19": {
    level: "REC",
    title: "createVerificationToken return",
    sentence: "the token object, null or undefined; never another token.",
  },
  "VT-20": {
    level: "SEC",
    title: "long identifier (1,000 chars)",
    sentence: "stored whole or rejected, never truncated to another identifier.",
  },
} as const;
