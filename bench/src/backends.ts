/** The adapters of the bench. A file is loaded when its adapter is timed. */
import type { Backend } from "./contestants.ts";

export const backends: Readonly<Record<string, () => Promise<{ readonly backend: Backend }>>> = {
  "memory-adapter": () => import("./backends/memory.ts"),
  "drizzle-adapter": () => import("./backends/drizzle.ts"),
  "kysely-adapter": () => import("./backends/kysely.ts"),
  "mongodb-adapter": () => import("./backends/mongodb.ts"),
  "upstash-redis-adapter": () => import("./backends/upstash-redis.ts"),
  "redis-adapter": () => import("./backends/redis.ts"),
};
