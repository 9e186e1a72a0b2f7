/** The two that the kit stands between: the memory adapter, and its store asked directly. */
import { createMemoryDatabase, MemoryAdapter, memoryStore } from "@mortise/memory-adapter";
import { bareStore } from "../bare/memory.ts";
import { classicOperations, type Operation, passkeyOperations } from "../operations.ts";
import { openWorld, type Subject, type World } from "../world.ts";

/** The methods that are looked at. */
export const operations: readonly Operation[] = [...classicOperations, ...passkeyOperations];

/** One with the kit before it and one without, with as many people in each. */
export async function openBoth(): Promise<{ readonly kit: World; readonly store: World }> {
  return {
    kit: await openWorld(MemoryAdapter(createMemoryDatabase()) as Subject),
    store: await openWorld(bareStore(memoryStore(createMemoryDatabase()))),
  };
}
