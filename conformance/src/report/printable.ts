/** Text of somebody else's (a driver's message, what a hostile case put in) made safe to print. */
import { stripVTControlCharacters } from "node:util";

/** Controls but for the line feed and the tab, halves of a pair, and what turns the direction of the line around it. */
const unprintable = /[^\P{Cc}\n\t]|\p{Cs}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;

/**
 * The text without colour codes, and with every other character that a terminal or a page would act on spelled out.
 * @param text any text, a lone half of a surrogate pair included.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(unprintable, spelled);
}

/** Data with every text in it made printable. */
export function allPrintable<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data), (_, value) => (typeof value === "string" ? printable(value) : value));
}

function spelled(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
