/**
 * Rows of somebody who has nothing to do with a case: in the database before it starts, and the same to the letter
 * when it ends.
 */
import assert from "node:assert/strict";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import type { Harness, Row } from "./harness.ts";
import { samples } from "./samples.ts";

type Rows = { readonly [R in RecordName]: Row<R> };

/** Puts the bystanders in and answers a check that they are untouched. */
export async function seedBystanders({ raw, ...harness }: Harness): Promise<() => Promise<void>> {
  const sample = samples(harness);
  const user = sample.user({ name: "Bystander" });
  const owned = { userId: user.id };
  const account = sample.account({ ...owned, provider: "bystander" });
  const rows: Rows = {
    user,
    account,
    session: sample.session(owned),
    verificationToken: sample.token(),
    authenticator: sample.authenticator({ ...owned, providerAccountId: account.providerAccountId }),
  };
  for (const record of Object.keys(rows) as RecordName[]) await raw.insert(record, rows[record]);

  return async () => {
    for (const record of Object.keys(rows) as RecordName[]) {
      const stored = await raw.rows(record);
      const found = stored.filter((row) => isSame(record, row, rows[record]));
      assert.deepEqual(found, [rows[record]], `the bystander's ${record} is not what it was`);
    }
  };
}

function isSame(record: RecordName, a: Row, b: Row): boolean {
  return recordKeys[record].every((field) => a[field] === b[field]);
}
