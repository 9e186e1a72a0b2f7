/** An adapter over a database of its own each time it is opened. */
import { MemoryAdapter } from "@mortise/memory-adapter";

export const open = async () => ({ adapter: MemoryAdapter() });
