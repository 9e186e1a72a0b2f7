/** INT: Interface and wiring. */

export const wiring = {
  "INT-01": {
    level: "CORE",
    title: "methods are own enumerable properties",
    sentence:
      "Object.keys(adapter) lists every implemented method; adapter passed through the Object.keys re-wrap works.",
  },
  "INT-02": {
    level: "CORE",
    title: "methods do not use this",
    sentence: "each method works when detached and called as fn(...args).",
  },
  "INT-03": { level: "CORE", title: "all 14 v4/v5 methods present", sentence: "14 classic methods are functions." },
  "INT-04": {
    level: "CORE",
    title: "all 5 WebAuthn methods present",
    sentence:
      "getAccount, getAuthenticator, createAuthenticator, listAuthenticatorsByUserId, updateAuthenticatorCounter are functions.",
  },
  "INT-05": {
    level: "CORE",
    title: "assertConfig accepts the adapter for each provider mix",
    sentence: "oauth+db, email+db, oauth+jwt, webauthn produce no MissingAdapterMethods.",
  },
  "INT-06": {
    level: "CORE",
    title: "return values are plain spreadable objects",
    sentence: "{...result} keeps every field for users, sessions, accounts, authenticators.",
  },
  "INT-07": {
    level: "CORE",
    title: "results are JSON serialisable",
    sentence: "JSON.stringify(getSessionAndUser()) never throws (no BigInt, no cycles).",
  },
  "INT-08": {
    level: "REC",
    title: "arguments are not mutated",
    sentence: "deep-frozen arguments are accepted and unchanged.",
  },
  "INT-09": {
    level: "SEC",
    title: "results are fresh copies",
    sentence: "mutating a returned object does not change stored data or later results.",
  },
  "INT-10": {
    level: "REC",
    title: "adapter object may be frozen and spread",
    sentence: "{...adapter, override} and Object.freeze(adapter) both work.",
  },
  "INT-11": {
    level: "REC",
    title: "wrapping one method keeps the others working",
    sentence: "overriding linkAccount by spread (the common user workaround) does not break getUserByAccount.",
  },
} as const;
