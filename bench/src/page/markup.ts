/** The words that the report's page and this one share. */
import { wordsOf } from "../../../conformance/src/report/page/words.ts";

export const { asMarkup, counted } = wordsOf({ cases: {} });

/** An id for an address within the page: `drizzle-adapter-postgresql-18-node-postgres`. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
