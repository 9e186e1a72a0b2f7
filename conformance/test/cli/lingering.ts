/** An adapter that leaves something running, and never closes. */
import { MemoryAdapter } from "@mortise/memory-adapter";

setInterval(() => {}, 1_000);

export const open = () => ({ adapter: MemoryAdapter(), close: () => new Promise<never>(() => {}) });
