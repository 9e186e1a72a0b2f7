/** The memory adapter: the same tables without a database, and nothing left of them at the end. */
import { type RecordName, recordKeys, standardFields } from "@mortise/adapter-kit";
import { createMemoryDatabase, MemoryAdapter } from "@mortise/memory-adapter";
import { recordView, recordViews, shown } from "../rows.ts";
import type { Ran } from "../watch.ts";
import type { Open } from "./backend.ts";

const verbs = ["get", "find", "insert", "update", "delete"] as const;
type Verb = (typeof verbs)[number];

export const open: Open = async (_options, ran) => {
  const database = createMemoryDatabase();
  for (const record of Object.keys(recordKeys) as RecordName[]) listen(database[record], record, ran);
  return {
    title: "Auth.js on Express with the memory adapter",
    place: "the memory of this process, gone when it ends",
    words: { tables: "tables", row: "row", step: "step", engine: "the memory database" },
    adapter: MemoryAdapter(database),
    read: () =>
      recordViews(async (record) => {
        const rows = database[record].all().reverse();
        return recordView(record, record, Object.keys(standardFields[record]), rows.slice(0, shown), rows.length);
      }),
    close: async () => {},
  };
};

/** Lays an ear at what is done to a table. */
function listen(table: Record<Verb, (...args: never[]) => unknown>, on: RecordName, ran: Ran): void {
  for (const verb of verbs) {
    const run = table[verb];
    const wrote = verb === "get" || verb === "find" ? undefined : on;
    table[verb] = (...args) => {
      ran({ verb, on, wrote });
      return Reflect.apply(run, table, args);
    };
  }
}
