/** USR: Users. */

export const users = {
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
} as const;
