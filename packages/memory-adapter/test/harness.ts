import { type RecordName, type Records, traitsOf } from "@mortise/adapter-kit";
import type { Harness, RawPath } from "@mortise/conformance";
import { createMemoryDatabase, MemoryAdapter, type MemoryDatabase, type Table } from "../src/index.ts";

/** The memory adapter over tables of its own; the second path goes to the tables past the store. */
export async function openMemory(database: MemoryDatabase = createMemoryDatabase()): Promise<Harness> {
  const adapter = MemoryAdapter(database);
  const traits = traitsOf(adapter);
  if (!traits) throw new Error("the adapter has no traits");
  const tables = [
    database.user,
    database.account,
    database.session,
    database.verificationToken,
    database.authenticator,
  ];
  const scans = () => tables.reduce((sum, table) => sum + table.scans, 0);

  return {
    adapter,
    traits,
    raw: rawPath(database),
    meter: { count: () => database.trips },
    engine: `JavaScript Map of Node ${process.versions.node}`,
    found: "embedded",
    freshUserId: () => crypto.randomUUID(),
    async scans(call) {
      const before = scans();
      await call();
      return Array.from({ length: scans() - before }, () => "all rows of a table were gone through");
    },
    openSecond: async () => ({ adapter: MemoryAdapter(database), close: async () => {} }),
    close: async () => {},
  };
}

function rawPath(database: MemoryDatabase): RawPath {
  const table = <R extends RecordName>(record: R) => database[record] as unknown as Table<Records[R]>;
  return {
    rows: async (record) => table(record).all(),
    insert: async (record, row) => void table(record).insert(row),
    insertOrphan: async (record, row) => void table(record).insert(row, true),
    async refuseInserts(record) {
      database[record].refuses = true;
      return async () => {
        database[record].refuses = false;
      };
    },
    async clear() {
      for (const record of ["session", "account", "authenticator", "verificationToken", "user"] as const) {
        database[record].clear();
      }
    },
  };
}
