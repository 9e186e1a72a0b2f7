/**
 * An Auth.js adapter that keeps everything in memory.
 * @module
 */
import { type AdapterOptions, createAdapter, type MortiseAdapter } from "@mortise/adapter-kit";
import { createMemoryDatabase, type MemoryDatabase } from "./database.ts";
import { memoryStore } from "./store.ts";

export { createMemoryDatabase, type Layouts, layouts, type MemoryDatabase } from "./database.ts";
export { memoryStore } from "./store.ts";
export { type Layout, Refusal, type Table } from "./table.ts";

export interface MemoryAdapterOptions extends AdapterOptions {
  /** Names the tables within the database: adapters with other prefixes share nothing with this one. */
  readonly prefix?: string;
}

/**
 * An adapter for unit tests: it behaves as the others do, unique keys, foreign keys and single use included, and every
 * call lets other calls come in between.
 * @param database where the rows are; give one to look into it, to fill it, or to share it between adapters.
 * @param options what the app wants otherwise than it comes; fields of its own are declared in `fields`.
 * @throws TypeError when an option is not usable.
 *
 * @example
 * ```ts
 * import { createMemoryDatabase, MemoryAdapter } from "@mortise/memory-adapter";
 *
 * const database = createMemoryDatabase();
 * const adapter = MemoryAdapter(database);
 * const user = await adapter.createUser({ email: "ada@example.com" });
 * console.log(user.id === database.user.all()[0]?.id);
 * ```
 */
export function MemoryAdapter(
  database: MemoryDatabase = createMemoryDatabase(),
  options: MemoryAdapterOptions = {},
): MortiseAdapter {
  return createAdapter(memoryStore(database, options.prefix), options);
}
