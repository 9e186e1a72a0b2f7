/** CUS: Custom fields. */

export const custom = {
  "CUS-01": {
    level: "CORE",
    title: "extra user fields do not break createUser",
    sentence: "role, flag, nested object, array, Date, undefined.",
  },
  "CUS-02": {
    level: "CORE",
    title: "configured extra user fields persist",
    sentence: "string, number, boolean, JSON, Date; visible in all four readers.",
  },
  "CUS-03": {
    level: "REC",
    title: "database defaults appear in createUser's return",
    sentence: "role default visible to callbacks.jwt({user}).",
  },
  "CUS-04": {
    level: "CORE",
    title: "extra account fields persist when configured",
    sentence: "refresh_token_expires_at from account().",
  },
  "CUS-05": {
    level: "REC",
    title: "extra session fields persist and survive updateSession",
    sentence: "ip, userAgent via overridden createSession.",
  },
  "CUS-06": {
    level: "REC",
    title: "custom field named like a reserved word",
    sentence: "order, group, user, index, key.",
  },
  "CUS-07": {
    level: "REC",
    title: "custom field with dash, dot or unicode name",
    sentence: "a-b, a.b, $set, __proto__x, é: stored, bagged or dropped, never an error.",
  },
  "CUS-08": { level: "REC", title: "custom field null vs absent", sentence: "null stays null." },
  "CUS-09": {
    level: "REC",
    title: "ids of custom type config",
    sentence: "uuid / text / integer / objectid columns all surface as strings.",
  },
  "CUS-10": {
    level: "REC",
    title: "field/column renaming",
    sentence: "snake_case or custom names map both ways, Core sees camelCase only.",
  },
} as const;
