/** What faults of tenants share: a way out of the store's own tables. */
import { type MemoryDatabase, memoryStore } from "@mortise/memory-adapter";
import type { Fault } from "./fault.ts";

/** A fault whose verbs reach beyond the store's own tables: they are given the whole server. */
export function beyond(
  fault: Omit<Fault, "store" | "construct"> & {
    readonly reach: (
      server: MemoryDatabase,
      ...args: Parameters<NonNullable<Fault["store"]>>
    ) => ReturnType<NonNullable<Fault["store"]>>;
  },
): Fault {
  let server: MemoryDatabase | undefined;
  const { reach, ...rest } = fault;
  return {
    ...rest,
    construct: (database) => {
      server = database;
    },
    store: (...args) => (server ? reach(server, ...args) : {}),
  };
}

/** The prefixes that adapters were made with, those of earlier cases among them. */
const prefixes = new Set<string>();

/** The stores of the other tenants whose prefix passes. */
export function others(
  server: MemoryDatabase,
  prefix: string,
  passes: (other: string) => boolean,
): () => ReturnType<typeof memoryStore>[] {
  prefixes.add(prefix);
  return () =>
    [...prefixes].filter((other) => other !== prefix && passes(other)).map((other) => memoryStore(server, other));
}
