/** HOS: Hostile input. */

export const hostile = {
  "HOS-01": {
    level: "CORE",
    title: "getSessionAndUser hostile tokens give null",
    sentence: "NUL, '..', a/b?c, __proto__, 5,000 chars, SQL, '*', '%', '_'×36, {\"$ne\":1}.",
  },
  "HOS-02": { level: "SEC", title: "getSessionAndUser(undefined|null) matches nothing", sentence: "null or throw." },
  "HOS-03": { level: "SEC", title: "getUser(undefined|null) matches nothing", sentence: "null or throw." },
  "HOS-04": {
    level: "SEC",
    title: "getUserByEmail(undefined|null) matches nothing",
    sentence: "null or throw; also not an e-mail-less user.",
  },
  "HOS-05": { level: "SEC", title: "getUserByAccount with undefined part matches nothing", sentence: "null or throw." },
  "HOS-06": { level: "SEC", title: "getAccount(undefined, provider) matches nothing", sentence: "null or throw." },
  "HOS-07": {
    level: "SEC",
    title: "deleteUser/deleteSession(undefined) deletes nothing",
    sentence: "no row disappears.",
  },
  "HOS-08": {
    level: "CORE",
    title: "getUser malformed ids give null",
    sentence: "'', a/b, '..', NUL, emoji, 3,000 chars, 24 non-hex chars, non-uuid.",
  },
  "HOS-09": { level: "REC", title: "getUserByEmail NUL or 10 KB gives null", sentence: "no throw." },
  "HOS-10": {
    level: "SEC",
    title: "e-mail look-alikes do not match",
    sentence: "vectors of section 2.3: accent, ß/ss, dotless/dotted i, emoji pair, ZWSP, trailing space.",
  },
  "HOS-11": {
    level: "SEC",
    title: "e-mails that differ only in ? / : \\ do not collide",
    sentence: "a?1@x and a?2@x are two users; victim@gmail.com/ is nobody.",
  },
  "HOS-12": { level: "SEC", title: "LIKE/glob wildcards are literal", sentence: "%, _, *, [a-z] in every lookup." },
  "HOS-13": {
    level: "SEC",
    title: "operator objects are rejected",
    sentence: "{$ne:null}, {contains:''}, true, ['x'] as any argument never match (null or throw).",
  },
  "HOS-14": {
    level: "SEC",
    title: "separator ambiguity in composite keys",
    sentence: "(a:b, c) and (a, b:c) are different accounts; same with #, _, |.",
  },
  "HOS-15": {
    level: "SEC",
    title: "namespace confusion",
    sentence: "getUser('session:<token>'), getUser('email:<addr>'), getSessionAndUser('by-user-id:<id>') are null.",
  },
  "HOS-16": {
    level: "SEC",
    title: "prototype keys",
    sentence: "__proto__, constructor, toString as ids, names, custom keys: no pollution, no false hit.",
  },
  "HOS-17": {
    level: "SEC",
    title: "SQL metacharacters stored literally",
    sentence: "quotes, comments, $1, ?, :name, {{x}} in every string column and read back.",
  },
  "HOS-18": {
    level: "SEC",
    title: "hostile column/field names in extra account keys",
    sentence: "'; drop table', 'a.b', '$set', '__proto__', 200-char key: dropped or bagged, never interpolated.",
  },
  "HOS-19": {
    level: "SEC",
    title: "error messages carry no secrets",
    sentence:
      "failures of linkAccount/createSession/createVerificationToken do not contain token values in message or JSON.",
  },
  "HOS-20": {
    level: "REC",
    title: "1 MB identifier",
    sentence: "createVerificationToken/getUserByEmail reject or null quickly, no crash, no truncation.",
  },
} as const;
