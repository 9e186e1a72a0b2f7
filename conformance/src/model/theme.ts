/**
 * The keys that a history is about. They are few, so that calls meet each other's rows, and two of them look alike, so
 * that a lookup which is looser than equality meets another's.
 */
import fc from "fast-check";
import { dateTexts, normalForms, prototypeKeys, sqlTexts, texts, valueTexts } from "../corpus.ts";
import { caseLookAlike, type LookAlike, lookAlikes } from "../expect.ts";

export type KeyKind =
  | "email"
  | "provider"
  | "accountId"
  | "sessionToken"
  | "identifier"
  | "verificationToken"
  | "credentialID";

/** What is odd about the keys of one history. */
export interface Theme {
  readonly pair: LookAlike;
  readonly odd: string;
  /** What may stand between the parts of a key where they are joined. */
  readonly separator: string;
}

/** The first two of each kind: where the parts are joined, two accounts have one key, and so have two tokens. */
const ordinaryKeys = (separator: string): { readonly [K in KeyKind]: readonly [string, string] } => ({
  email: ["ada@example.com", "bob@example.com"],
  provider: ["github", `github${separator}12345`],
  accountId: ["12345", `12345${separator}12345`],
  sessionToken: ["0e1d2c3b-4a59-4687-b5a4-c3d2e1f00f1e", "5f4e3d2c-1b0a-4998-8776-655443322110"],
  identifier: ["ada@example.com", `ada@example.com${separator}0f`],
  verificationToken: ["1234567890abcdef".repeat(4), `0f${separator}${"1234567890abcdef".repeat(4)}`],
  credentialID: ["AA//BB==", "AA/BB=="],
});

/** The key of that kind and number. */
export function keyOf(kind: KeyKind, index: number, { pair, odd, separator }: Theme): string {
  const { key, other } = fits(kind, pair) ? pair : accents;
  return [...ordinaryKeys(separator)[kind], key, other, odd][index] ?? odd;
}

/** An e-mail's lookup may take upper and lower case for the same, if its writes do too; no provider has a long name. */
function fits(kind: KeyKind, pair: LookAlike): boolean {
  return !(kind === "email" && pair === caseLookAlike) && !(kind === "provider" && longLookAlikes.includes(pair));
}

const [accents = caseLookAlike] = lookAlikes;

/** Keys of which a column, an index or a lookup may take the beginning for the whole. */
const longLookAlikes: readonly LookAlike[] = [255, 768, 1300].map((length) => ({
  differ: `what is behind ${length} characters`,
  key: `${"x".repeat(length)}1@example.com`,
  other: `${"x".repeat(length)}2@example.com`,
}));

/** Texts that every engine keeps as they are: halves of characters and NUL it may refuse. */
export const oddTexts: readonly string[] = [
  ...[texts, dateTexts, valueTexts, normalForms, sqlTexts].flatMap((corpus) => Object.values(corpus)),
  ...prototypeKeys,
];

export const themes: fc.Arbitrary<Theme> = fc.record({
  pair: fc.constantFrom(caseLookAlike, ...lookAlikes, ...longLookAlikes),
  odd: fc.constantFrom(...oddTexts),
  separator: fc.constantFrom(":", "_", "#", "|", "/", " "),
});
