/** Statements that are made once for all calls of their shape, with places for the values of each. */
import type { Value } from "../records.ts";
import type { Where } from "./conditions.ts";
import type { Row } from "./store.ts";

/** A call's statement, and what is to be put in its places. */
export interface Filled<Made> {
  /** `null` where such statements are not kept. */
  readonly made: Made | null;
  readonly values: readonly unknown[];
}

/**
 * Answers the statement of a call.
 * @param make asked for one that has not been made yet, with places in place of so many values; `null` keeps none.
 */
export type Keep<Made> = (
  shape: readonly unknown[],
  where: Where,
  row: Row,
  make: (where: Where, row: Row, places: number) => Made | null,
) => Filled<Made>;

/** Statements of more values are not kept, nor is a further one beside so many: there may be any number of them. */
const mostValues = 60;
const mostKept = 200;

/**
 * Keeps statements. Two calls have the same one when they differ in values alone; nothing in place of a value is another
 * statement, since builders write it into the text.
 * @param placeOf makes what stands in place of the value with this index; places of one index are the same as JSON.
 */
export function keepStatements<Made>(placeOf: (index: number) => unknown): Keep<Made> {
  const kept = new Map<string, Made | null>();
  return (shape, where, row, make) => {
    const values: unknown[] = [];
    const place = (value: unknown) => (value === null ? null : placeOf(values.push(value) - 1)) as Value;
    const placed = withPlaces(where, place);
    const placedRow = Object.fromEntries(Object.entries(row).map(([field, value]) => [field, place(value)]));
    const key = JSON.stringify([shape, placed, placedRow]);
    let made = kept.get(key);
    if (made === undefined && values.length <= mostValues && kept.size < mostKept) {
      made = make(placed, placedRow, values.length);
      kept.set(key, made);
    }
    return { made: made ?? null, values };
  };
}

function withPlaces(where: Where, place: (value: unknown) => Value): Where {
  return where.map((term) => ({
    ...term,
    values: term.values.map(place),
    ...(term.of && { of: withPlaces(term.of, place) }),
  }));
}
