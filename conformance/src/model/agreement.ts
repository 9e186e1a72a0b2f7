/** What an answer is, and which differences between two answers the contract allows. */
import { isDeepStrictEqual } from "node:util";
import { isMortiseError } from "@mortise/adapter-kit";
import { type Called, instantName, Name } from "./call.ts";

/** What came of a call: an answer in names, or why it was rejected. */
export type Outcome =
  | { readonly answer: unknown }
  | {
      readonly rejected: Name;
      readonly error: unknown;
      /** With the reference's: whether the record's owner is not there, whatever else was wrong. */
      readonly isOwnerless?: boolean;
    };

/** How values are brought into names. */
export interface Naming {
  /** When the history started, in milliseconds since the epoch. */
  readonly start: number;
  /** The grain at which the adapter under test keeps dates: the reference's are cut down to it (EXP-09). */
  readonly dateGrain: number;
  /** The name of the user with that id, if there is one. */
  nameOf(id: string): Name | undefined;
}

/**
 * A value in names. A field that is missing is the same as one that is `null`, and lists have no order; whatever else
 * differs is a difference.
 */
export function named(value: unknown, naming: Naming, field = ""): unknown {
  if (value instanceof Date) {
    const { start, dateGrain } = naming;
    return instantName(Math.floor(value.getTime() / dateGrain) * dateGrain, start);
  }
  if (Array.isArray(value)) return inOrder(value.map((item) => named(item, naming)));
  if (typeof value === "string" && (field === "id" || field === "userId")) return naming.nameOf(value) ?? value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, named(item, naming, name)]).sort());
}

function inOrder(items: readonly unknown[]): unknown[] {
  const texts = new Map(items.map((item) => [item, JSON.stringify(item, (_, each) => plain(each))]));
  return items.toSorted((a, b) => ((texts.get(a) ?? "") < (texts.get(b) ?? "") ? -1 : 1));
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

/** Why a call was rejected: the code of a `MortiseError`; of an adapter without codes, that it was. */
export function rejection(error: unknown): Outcome {
  if (isMortiseError(error)) return { rejected: new Name(error.code), error };
  return { rejected: error instanceof Error ? anyError : new Name("something that is no Error"), error };
}

const anyError = new Name("an Error");

/** What these answer is read by nobody: the contract leaves it open. */
const answersNothing: readonly Called[] = ["deleteUser", "unlinkAccount", "deleteSession"];

const ownerErrors: readonly string[] = ["MORTISE_UNKNOWN_USER", "MORTISE_INVALID_ARGUMENT"];

/** Whether the adapter's outcome is the reference's, or one that the contract allows beside it. */
export function agrees(method: Called, expected: Outcome, actual: Outcome): boolean {
  if ("rejected" in expected || "rejected" in actual) {
    if (!("rejected" in expected && "rejected" in actual)) return false;
    const [theirs, own] = [expected.rejected.text, actual.rejected.text];
    const isAny = expected.rejected === anyError || actual.rejected === anyError;
    // A taken key and a missing owner at once: which of the two a database finds first is its own affair. And who
    // cannot be a user of this store is refused unasked, while the reference takes any text for an id.
    const isOwner = expected.isOwnerless === true && ownerErrors.includes(own);
    return isAny || isOwner || theirs === own;
  }
  if (answersNothing.includes(method)) return true;
  // Where the row would have to be read back, at the cost of a trip, nobody needs it (SES-12).
  if (method === "updateSession" && actual.answer === null) return true;
  return isDeepStrictEqual(expected.answer, actual.answer);
}
