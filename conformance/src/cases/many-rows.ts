/** Rows by the thousand. */
import type { RecordName } from "@mortise/adapter-kit";
import type { RawPath, Row } from "../harness.ts";

/** As many inserts at once, where the second path has no way to write many rows. */
const atOnce = 100;

/** Writes the rows by the second path, as fast as it can. */
export async function insertAll<R extends RecordName>(raw: RawPath, record: R, rows: readonly Row<R>[]): Promise<void> {
  if (raw.insertAll) return raw.insertAll(record, rows);
  for (let from = 0; from < rows.length; from += atOnce) {
    await Promise.all(rows.slice(from, from + atOnce).map((row) => raw.insert(record, row)));
  }
}
