/** Redis over node-redis. There is no official adapter for it. */
import { RedisAdapter } from "@mortise/redis-adapter";
import { createClient } from "redis";
import { server } from "../../../conformance/peers/src/peer.ts";
import type { Backend } from "../contestants.ts";
import { bareAndOurs, openCornerPlace, type RedisGround } from "../corners.ts";
import { installed } from "../versions.ts";

const redis = server("redis-8");

const nodeRedis: RedisGround<ReturnType<typeof createClient>> = {
  driver: installed("redis"),
  adapter: "@mortise/redis-adapter",
  async connect(url) {
    const client = createClient({ url, disableOfflineQueue: true });
    // What the connection comes to is said to whoever waits for an answer.
    client.on("error", () => {});
    await client.connect();
    return { client: client as ReturnType<typeof createClient>, close: async () => client.destroy() };
  },
  bare: (client) => ({
    load: (script) => client.scriptLoad(script),
    run: async (digest, keys, args) => parsed(await client.evalSha(digest, { keys, arguments: args })),
    get: async (key) => parsed(await client.get(key)),
    take: async (key) => parsed(await client.getDel(key)),
    set: (key, text, expires) => client.set(key, text, { expiration: { type: "PXAT", value: expires } }),
  }),
  ours: RedisAdapter,
};

/** The records of an answer. */
function parsed(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(parsed);
  return typeof answer === "string" ? JSON.parse(answer) : answer;
}

export const backend: Backend = {
  name: "redis-adapter",
  arenas: [
    {
      engine: `${redis.name}, node-redis`,
      server: redis,
      contestants: bareAndOurs(nodeRedis),
      openPlace: () => openCornerPlace(redis),
    },
  ],
};
