/**
 * The cases of the suite: id, level and sentence. An id never changes its meaning; a case that is added takes the next
 * free number of its group. The functions that run them stand in `cases/`, one file a group, and the compiler holds the
 * two together: a case without a function, or a function without a case, does not compile.
 */

/**
 * `CORE`: a flow of Auth.js breaks without it. `SEC`: security rests on it. `REC`: what a careful user expects. Only a
 * `REC` case can be excluded.
 */
export type Level = "CORE" | "SEC" | "REC";

export interface CaseInfo {
  readonly level: Level;
  /** What holds, in a few words; the name of the test after its id. */
  readonly title: string;
  /** How one sees that it holds. */
  readonly sentence: string;
}

export const catalogue = {
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
  "USR-01": {
    level: "CORE",
    title: "createUser returns the stored user",
    sentence: "return equals getUser(id) field by field, same types, DB defaults included.",
  },
  "USR-02": {
    level: "CORE",
    title: "createUser without id",
    sentence: "{email} only (WebAuthn) gets a generated non-empty string id.",
  },
  "USR-03": {
    level: "CORE",
    title: "createUser with core's uuid id",
    sentence: "id in the return is a string; a different id than passed is allowed but consistent.",
  },
  "USR-04": {
    level: "CORE",
    title: "createUser without emailVerified",
    sentence: "absent/undefined emailVerified reads back as null from every reader.",
  },
  "USR-05": {
    level: "CORE",
    title: "createUser emailVerified null",
    sentence: "stays null (not undefined, not epoch 0) in return and reads.",
  },
  "USR-06": {
    level: "CORE",
    title: "createUser minimal {id,email,emailVerified}",
    sentence: "name and image come back null or absent, no throw.",
  },
  "USR-07": { level: "CORE", title: "createUser email undefined", sentence: "user without e-mail is stored." },
  "USR-08": {
    level: "CORE",
    title: "two users without e-mail coexist",
    sentence: "second e-mail-less createUser succeeds and does not touch the first.",
  },
  "USR-09": { level: "CORE", title: "createUser email null", sentence: "treated like undefined." },
  "USR-10": {
    level: "SEC",
    title: "e-mail-less user not found as 'undefined' or 'null'",
    sentence: "getUserByEmail('undefined') is null.",
  },
  "USR-11": {
    level: "SEC",
    title: "createUser duplicate e-mail throws",
    sentence: "second user with the same e-mail rejects.",
  },
  "USR-12": {
    level: "SEC",
    title: "duplicate createUser leaves the first untouched",
    sentence: "after the rejection getUserByEmail still returns the first user's id and fields.",
  },
  "USR-13": {
    level: "SEC",
    title: "createUser never returns an existing user",
    sentence: "no upsert by e-mail or by id; passing an existing id throws or creates a new one.",
  },
  "USR-14": { level: "CORE", title: "getUser unknown id", sentence: "null (strict, not undefined)." },
  "USR-15": {
    level: "CORE",
    title: "getUser returns the full user",
    sentence: "all standard fields with exact values.",
  },
  "USR-16": { level: "CORE", title: "getUserByEmail unknown", sentence: "null." },
  "USR-17": { level: "CORE", title: "getUserByEmail full user", sentence: "same object as getUser." },
  "USR-18": {
    level: "CORE",
    title: "user id is one stable string everywhere",
    sentence:
      "createUser, getUser, getUserByEmail, getUserByAccount, getSessionAndUser.user.id and session.userId are === strings.",
  },
  "USR-19": {
    level: "CORE",
    title: "getUser accepts the id as the JWT sub string",
    sentence: "getUser(String(id)) works.",
  },
  "USR-20": {
    level: "CORE",
    title: "updateUser changes only given fields",
    sentence: "other columns unchanged in the database.",
  },
  "USR-21": {
    level: "CORE",
    title: "updateUser returns the complete user",
    sentence: "name, email, image present after {id, emailVerified}.",
  },
  "USR-22": {
    level: "REC",
    title: "updateUser undefined means leave alone",
    sentence: "{name: undefined} keeps the name.",
  },
  "USR-23": { level: "REC", title: "updateUser null means clear", sentence: "{emailVerified: null} reads back null." },
  "USR-24": { level: "CORE", title: "updateUser unknown id throws", sentence: "rejects." },
  "USR-25": {
    level: "SEC",
    title: "updateUser never creates a user",
    sentence: "after the call the id is still unknown.",
  },
  "USR-26": {
    level: "SEC",
    title: "updateUser moves the e-mail index",
    sentence: "new e-mail resolves, old one does not.",
  },
  "USR-27": { level: "SEC", title: "updateUser to a taken e-mail throws", sentence: "rejects and changes nothing." },
  "USR-28": {
    level: "REC",
    title: "updateUser with only id",
    sentence: "no-op returning the full user, no syntax error.",
  },
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
  "WAN-01": { level: "CORE", title: "create/get round trip", sentence: "all eight fields equal, types kept." },
  "WAN-02": { level: "CORE", title: "get unknown", sentence: "null." },
  "WAN-03": {
    level: "SEC",
    title: "credentialID base64 alphabet",
    sentence: "+ / = intact; AA//BB== and AA/BB== differ; case-sensitive.",
  },
  "WAN-04": { level: "CORE", title: "credentialID 1,364 chars", sentence: "works." },
  "WAN-05": { level: "CORE", title: "credentialPublicKey 4,096 chars", sentence: "works (RSA/PQC keys)." },
  "WAN-06": { level: "CORE", title: "counter 0", sentence: "stored as 0, not null/undefined." },
  "WAN-07": { level: "CORE", title: "counter 2^32-1", sentence: "round trips as number." },
  "WAN-08": { level: "CORE", title: "counter is a number", sentence: "typeof number after every reader." },
  "WAN-09": { level: "CORE", title: "credentialBackedUp boolean", sentence: "false stays false (not 0)." },
  "WAN-10": {
    level: "CORE",
    title: "transports undefined/null/''",
    sentence: "accepted; reads back null/undefined/''.",
  },
  "WAN-11": { level: "SEC", title: "duplicate credentialID throws", sentence: "first owner stays." },
  "WAN-12": {
    level: "CORE",
    title: "list returns all of a user's authenticators",
    sentence: "3 of 3, none of another user's.",
  },
  "WAN-13": { level: "CORE", title: "list unknown user", sentence: "[]." },
  "WAN-14": { level: "CORE", title: "list after counter updates", sentence: "no duplicates, none lost." },
  "WAN-15": { level: "CORE", title: "updateCounter returns updated row", sentence: "counter equals newCounter." },
  "WAN-16": { level: "CORE", title: "updateCounter unknown throws", sentence: "rejects." },
  "WAN-17": { level: "CORE", title: "updateCounter 0 to 0 and n to n", sentence: "accepted." },
  "WAN-18": {
    level: "CORE",
    title: "updateCounter touches nothing else",
    sentence: "publicKey, transports unchanged.",
  },
  "WAN-19": {
    level: "REC",
    title: "updateCounter refuses regression",
    sentence: "lower value rejects or is ignored; stored value unchanged.",
  },
  "WAN-20": {
    level: "CORE",
    title: "user may hold two providers' authenticators",
    sentence: "getAccount(provider) separates them.",
  },
} as const;

export type CaseId = keyof typeof catalogue;

/** The ids of one group: `IdsOf<"VT">` is `"VT-01" | "VT-02" | …`. */
export type IdsOf<Group extends string> = Extract<CaseId, `${Group}-${string}`>;

/** The ids that a harness may exclude with a reason. */
export type ExcludableId = { [Id in CaseId]: (typeof catalogue)[Id]["level"] extends "REC" ? Id : never }[CaseId];
