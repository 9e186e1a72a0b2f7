import type { Records, Store } from "@mortise/adapter-kit";
import { createMemoryDatabase, type MemoryDatabase, memoryStore } from "@mortise/memory-adapter";

/** A store that answers as the memory store does, but for the verbs that a test replaces. */
export function storeWith(
  over: (store: Store) => Partial<Store>,
  database: MemoryDatabase = createMemoryDatabase(),
): Store {
  const store = memoryStore(database);
  return { ...store, ...over(store) };
}

export const ada: Records["user"] = {
  id: "ada",
  name: "Ada",
  email: "ada@example.com",
  emailVerified: null,
  image: null,
};

export const session: Records["session"] = {
  sessionToken: "session-token-of-ada",
  userId: "ada",
  expires: new Date(Date.now() + 3_600_000),
};
