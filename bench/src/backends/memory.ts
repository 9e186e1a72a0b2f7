/** The memory adapter: its store asked directly is the limit, so what is between the two is the kit's own cost. */
import { createMemoryDatabase, MemoryAdapter, type MemoryAdapterOptions, memoryStore } from "@mortise/memory-adapter";
import { memoryAdapter } from "better-auth/adapters/memory";
import { bareStore } from "../bare/memory.ts";
import { betterAuthContestant } from "../better-auth.ts";
import type { Backend, Contestant } from "../contestants.ts";
import { keyRing } from "../key-ring.ts";
import type { Subject } from "../world.ts";

function contestant(id: Contestant["id"], made: string, subjectOf: () => Subject): Contestant {
  return {
    id,
    made,
    createTables: async () => {},
    enter: async () => ({ subject: subjectOf(), close: async () => {} }),
  };
}

function ours(id: Contestant["id"], options?: MemoryAdapterOptions): Contestant {
  return contestant(id, "@mortise/memory-adapter", () => MemoryAdapter(createMemoryDatabase(), options) as Subject);
}

export const backend: Backend = {
  name: "memory-adapter",
  arenas: [
    {
      engine: "memory",
      contestants: [
        contestant("bare", "the store's verbs", () => bareStore(memoryStore(createMemoryDatabase()))),
        ours("ours"),
        ours("hashed", { hashSessionTokens: true }),
        ours("encrypted", { encryptProviderTokens: keyRing }),
        betterAuthContestant(
          "its memory adapter, which is for development",
          () => ({
            database: memoryAdapter({ user: [], account: [], session: [], verification: [] }),
            close: async () => {},
          }),
          async () => {},
        ),
      ],
      openPlace: async () => ({ url: "", version: "in the process", close: async () => {} }),
    },
  ],
};
