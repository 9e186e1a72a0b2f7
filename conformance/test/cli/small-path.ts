/** An adapter with the least that a second path can be. */
import type { RecordName, Records } from "@mortise/adapter-kit";
import type { SomeRawPath } from "@mortise/conformance/any-adapter";
import { createMemoryDatabase, MemoryAdapter, type Table } from "@mortise/memory-adapter";

const database = createMemoryDatabase();
const table = <R extends RecordName>(record: R) => database[record] as unknown as Table<Records[R]>;

export const raw: SomeRawPath = {
  rows: async (record) => table(record).all(),
  insert: async (record, row) => void table(record).insert(row),
  async clear() {
    for (const record of ["session", "account", "authenticator", "verificationToken", "user"] as const) {
      table(record).clear();
    }
  },
};

export const adapter = () => MemoryAdapter(database);
