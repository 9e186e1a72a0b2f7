/**
 * The odd values that the cases of FID and HOS store and look up, each under what it is, so that a failure says which it
 * was. Nothing here needs to be valid for anything: a profile, a cookie or a link may carry it, and so it arrives.
 */

/** Values by what they are. */
export type Corpus<T> = Readonly<Record<string, T>>;

/** Texts that are to come back as they went in, whatever the engine, the driver and the wire take them for. */
export const texts: Corpus<string> = {
  "an emoji": "Ada 🍣",
  "an emoji of several": "👩🏽\u200d🚀 👨\u200d👩\u200d👧 ❤\ufe0f \u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
  "a letter beyond the basic plane": "𠮷野家",
  "right-to-left text": "\u05d0\u05d3\u05d4 \u0639\u062f\u0627",
  "right-to-left marks": "Ada\u200f \u202eecalevoL\u202c\u200e",
  "single quotes": "O'Brien, 'Ada' and ''",
  "double quotes": 'Ada "the Countess" ""',
  backquotes: "`Ada`",
  "a backslash": "C:\\Ada\\n \\' \\u0041",
  "a backslash at the end": "Ada\\",
  "a newline": "Ada\nLovelace",
  "a newline of Windows": "Ada\r\nLovelace",
  "a newline at the end": "Ada\n",
};

/** Texts that something which guesses takes for an instant. */
export const dateTexts: Corpus<string> = {
  "a day": "2020-01-01",
  "an instant in ISO form": "2020-01-01T00:00:00.000Z",
  "an instant in ISO form without milliseconds": "2020-01-01T00:00:00Z",
  "an instant with an offset": "2020-01-01T05:30:00+05:30",
  "an instant as SQL writes it": "2020-01-01 00:00:00",
  "an instant of RFC 7231": "Wed, 01 Jan 2020 00:00:00 GMT",
  "milliseconds since the epoch": "1577836800000",
  "a year": "2020",
  "what only Date.parse takes for a date": "May 5",
};

/** Texts that something which guesses takes for a value of another kind. */
export const valueTexts: Corpus<string> = {
  "a number": "12345",
  "a number with an exponent": "1e3",
  "a number with leading zeros": "007",
  "a number with a trailing zero": "1.10",
  "a number that is not exact as one": "9007199254740993",
  "a hexadecimal number": "0x1F",
  "a negative zero": "-0",
  "not a number": "NaN",
  true: "true",
  false: "false",
  null: "null",
  undefined: "undefined",
  "an empty object": "{}",
  "an empty array": "[]",
  "an object": '{"a":1}',
  "a JSON string": '"Ada"',
};

/** The same text composed and decomposed, and what compatibility forms take for the same. */
export const normalForms: Corpus<string> = {
  "an accent, composed": "Jos\u00e9",
  "an accent, decomposed": "Jose\u0301",
  "a syllable of Hangul, composed": "\ud55c",
  "a syllable of Hangul, decomposed": "\u1112\u1161\u11ab",
  "letters of a ligature": "fin",
  "a ligature": "\ufb01n",
  "letters of half width": "Ada",
  "letters of full width": "\uff21\uff44\uff41",
};

/** Texts with half of a character in them, which no UTF-8 can say: what is before and what is behind the half. */
export const loneSurrogates: Corpus<{ readonly before: string; readonly half: string; readonly after: string }> = {
  "a first half": { before: "Ada ", half: "\ud83c", after: " Lovelace" },
  "a second half": { before: "Ada ", half: "\udf63", after: " Lovelace" },
  "a first half at the end": { before: "Ada ", half: "\ud83c", after: "" },
};

/** Texts with a character that ends a string in C. */
export const nulTexts: Corpus<string> = {
  "a NUL between": "Ada\0Lovelace",
  "a NUL at the end": "Ada\0",
  "a NUL as JSON escapes it": "Ada\\u0000Lovelace\0",
};

/** Names of 10 KB in UTF-8, of characters of one, two and four bytes. */
export const longTexts: Corpus<string> = {
  "10 KB of ASCII": "Ada Lovelace ... ".repeat(603).slice(0, 10_240),
  "10 KB of letters with accents": "é".repeat(5120),
  "10 KB of emoji": "🍣".repeat(2560),
};

/** Text that means something to a database's language, to a driver's placeholders or to a template. */
export const sqlTexts: Corpus<string> = {
  "a quote that closes the string": "' OR '1'='1",
  "a quote, a statement and a comment": `'; DROP TABLE "user"; --`,
  "a double quote, a statement and a comment": `"; DROP TABLE users; /*`,
  "a comment": "Ada -- /* */ # Lovelace",
  "an escaped quote": "\\'; DELETE FROM session; --",
  "numbered placeholders": "$1 $2 $10 ?1",
  "question marks": "?, ?? and ?::text",
  "named placeholders": ":name @p1 $name %s %(name)s",
  templates: `{{x}} \${x} #{x} <%= x %>`,
  "dollar quotes": "$$; select 1; $$ $tag$",
};

/** What a visitor may have in the cookie of the session instead of a token. */
export const hostileTokens: Corpus<string> = {
  NUL: "\0",
  "NUL in words": "a\0b",
  "the folder above": "..",
  "a path": "../../session",
  "a path and a query": "a/b?c",
  "a slash": "/",
  __proto__: "__proto__",
  constructor: "constructor",
  "5,000 characters": "x".repeat(5000),
  "what a credentials sign-in left there": `eyJhbGciOiJkaXIifQ..${"A1b-_".repeat(70)}`,
  "a star": "*",
  "a percent sign": "%",
  "as many underlines as a UUID has characters": "_".repeat(36),
  "an operator as JSON": '{"$ne":1}',
  "an object as text": "[object Object]",
  "a lone surrogate": "\ud83c",
  "an emoji": "🍣",
  "a line break": "\r\nSet-Cookie: a=b",
  "a percent escape": "%00%2f%zz",
  blank: " ",
  ...sqlTexts,
};

/** What no engine can have given anybody as an id, whatever its kind. */
export const malformedIds: Corpus<string> = {
  "an empty string": "",
  "a path": "a/b",
  "the folder above": "..",
  NUL: "\0",
  "an emoji": "🍣",
  "a lone surrogate": "\ud83c",
  "3,000 characters": "x".repeat(3000),
  "3,000 digits": "9".repeat(3000),
  "24 characters that are not hexadecimal": "z".repeat(24),
  "24 hexadecimal digits": "507f1f77bcf86cd799439011",
  "what is almost a UUID": "6f9619ff-8b86-d011-b42d-00c04fc964fg",
  "a UUID in braces": "{6f9619ff-8b86-d011-b42d-00c04fc964ff}",
  "a UUID without dashes": "6f9619ff8b86d011b42d00c04fc964ff",
  "a negative number": "-1",
  "a fraction": "1.5",
  "a number with an exponent": "1e3",
  "a number beyond 64 bits": "99999999999999999999",
  infinity: "Infinity",
  blank: " ",
  "a quote": "'",
  "an object as text": "[object Object]",
};

/** Patterns of SQL, of a shell and of a regular expression that match the key, or every key. */
export function patternsOf(key: string): Corpus<string> {
  const start = key.slice(0, -1);
  return {
    "%": "%",
    "_ for each character": "_".repeat(key.length),
    "% at the end": `${start}%`,
    "_ at the end": `${start}_`,
    "*": "*",
    "* at the end": `${start}*`,
    "? at the end": `${start}?`,
    "[a-z] at the end": `${start}[a-z0-9=]`,
    "a regular expression": ".*",
  };
}

/**
 * What is no key at all, and is one to whatever passes it on: operators of query languages, values that engines compare
 * loosely with text, and the key in something.
 * @param key what is stored.
 * @param field the name of the field in which it is.
 */
export function operatorsOn(key: string, field: string): Corpus<unknown> {
  return {
    "{ $ne: null }": { $ne: null },
    '{ $gt: "" }': { $gt: "" },
    '{ $regex: ".*" }': { $regex: ".*" },
    "{ $exists: true }": { $exists: true },
    '{ contains: "" }': { contains: "" },
    "{ not: null }": { not: null },
    "{ in: [key] }": { in: [key] },
    // A driver that writes objects as assignments makes `"email" = "email" = 1` of this.
    "{ [field]: 1 }": { [field]: 1 },
    "{}": {},
    true: true,
    false: false,
    "0": 0,
    "[key]": [key],
    "[[key]]": [[key]],
    "[]": [],
    "{ toString }": { toString: () => key },
  };
}

/** Names that every object has, or that are no ordinary property of one. */
export const prototypeKeys: readonly string[] = ["__proto__", "constructor", "toString", "hasOwnProperty"];

/** Names of fields that a provider's answer may hold, and that no statement may be made of. */
export const fieldNames: Corpus<string> = {
  "a quote, a statement and a comment": "'; drop table account; --",
  "a double quote, a statement and a comment": '"; drop table "account"; --',
  "a double quote and another column": 'scope" = (select 1), "id_token',
  "a backquote": "`scope` = 1; --",
  "a bracket": "scope) values (1); --",
  "a dot": "a.b",
  "a dot in front of a column": "user.email",
  "an operator": "$set",
  "an operator of an update": "$unset",
  "a placeholder": "$1",
  __proto__: "__proto__",
  constructor: "constructor",
  toString: "toString",
  "200 characters": "k".repeat(200),
  "an empty name": "",
  "a blank": " ",
  "a line break": "a\nb",
  "an emoji": "🍣",
  "a number": "0",
};
