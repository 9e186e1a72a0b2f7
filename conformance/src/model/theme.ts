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
}

/** How many keys of each kind there are. */
export const keysOfKind = 5;

/** The first two of each kind. Joined by a colon, the accounts of both providers would have one key. */
const ordinary: { readonly [K in KeyKind]: readonly [string, string] } = {
  email: ["ada@example.com", "bob@example.com"],
  provider: ["github", "github:12345"],
  accountId: ["12345", "12345:12345"],
  sessionToken: ["0e1d2c3b-4a59-4687-b5a4-c3d2e1f00f1e", "5f4e3d2c-1b0a-4998-8776-655443322110"],
  identifier: ["ada@example.com", "Ada@Example.com"],
  verificationToken: ["0123456789abcdef".repeat(4), "fedcba9876543210".repeat(4)],
  credentialID: ["AA//BB==", "AA/BB=="],
};

/** The key of that kind and number. */
export function keyOf(kind: KeyKind, index: number, { pair, odd }: Theme): string {
  // An e-mail's lookup may take upper and lower case for the same, if its writes do too.
  const { key, other } = kind === "email" && pair === caseLookAlike ? (lookAlikes[0] ?? pair) : pair;
  return [...ordinary[kind], key, other, odd][index] ?? odd;
}

/** Texts that every engine keeps as they are: halves of characters and NUL it may refuse. */
export const oddTexts: readonly string[] = [
  "a:b",
  ...[texts, dateTexts, valueTexts, normalForms, sqlTexts].flatMap((corpus) => Object.values(corpus)),
  ...prototypeKeys,
];

export const themes: fc.Arbitrary<Theme> = fc.record({
  pair: fc.constantFrom(caseLookAlike, ...lookAlikes),
  odd: fc.constantFrom(...oddTexts),
});
