/** What a flow leaves in the database, where somebody can look. */
import assert from "node:assert/strict";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import type { RawPath, Row } from "../harness.ts";
import { canInsert } from "../some-raw-path.ts";

const records = Object.keys(recordKeys) as RecordName[];

/** The rows that a step adds, and the number by which each other record grows: a removed row counts as one less. */
export type Growth = { readonly [R in RecordName]?: number };

/** The step adds so many rows of each record, and none of those that are not named. */
export async function grows<T>(raw: RawPath, growth: Growth, step: () => Promise<T>): Promise<T> {
  const before = await counts(raw);
  const answer = await step();
  const after = await counts(raw);
  const grown = records.map((record) => [record, (after[record] ?? 0) - (before[record] ?? 0)] as const);
  if (canInsert(raw)) {
    assert.deepEqual(Object.fromEntries(grown.filter(([, by]) => by !== 0)), growth, "the rows that it adds");
  }
  return answer;
}

async function counts(raw: RawPath): Promise<Growth> {
  if (!canInsert(raw)) return {};
  const all = await Promise.all(records.map(async (record) => [record, (await raw.rows(record)).length] as const));
  return Object.fromEntries(all);
}

/** The rows with these values, or `null` where nobody can look. */
export async function storedRows<R extends RecordName>(
  raw: RawPath,
  record: R,
  where: Partial<NoInfer<Row<R>>>,
): Promise<Row<R>[] | null> {
  if (!canInsert(raw)) return null;
  const rows = await raw.rows(record);
  return rows.filter((row) => Object.entries(where).every(([field, value]) => Reflect.get(row, field) === value));
}

/** The one row with these values, or `null` where nobody can look. */
export async function storedRow<R extends RecordName>(
  raw: RawPath,
  record: R,
  where: Partial<NoInfer<Row<R>>>,
): Promise<Row<R> | null> {
  const rows = await storedRows(raw, record, where);
  if (rows === null) return null;
  const [row, ...others] = rows;
  assert.ok(row && others.length === 0, `${rows.length} rows of ${record} have ${Object.keys(where).join(", ")}`);
  return row;
}
