/**
 * An Auth.js adapter for Upstash Redis, over its REST protocol.
 * @module
 */
import { createAdapter, type MortiseAdapter } from "@mortise/adapter-kit";
import { type RedisClient, type RedisOptions, redisStore } from "@mortise/adapter-kit/redis";

/** What of `Redis` of `@upstash/redis` the adapter calls: of Node, Cloudflare and Fastly alike, 1.34 and newer. */
export interface UpstashRedis {
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
  evalsha(sha1: string, keys: string[], args: string[]): Promise<unknown>;
}

/** The prefixes of the official adapter's option, two more for passkeys, and what every adapter takes. */
export type UpstashRedisAdapterOptions = RedisOptions;

/**
 * An Auth.js adapter over a database of Upstash. It opens nothing and may be called for every request.
 *
 * Each method is one request: one Lua script, which is atomic there. What that means on Upstash, by its documentation:
 * - A script runs alone in the database, in the primary region. So reads see every write of every client, and are as far
 *   away as the primary is; a read region near the visitor serves none of them. The client's sync token is not needed.
 * - A key that the script finds out only while it runs may have to be read from disk first, and the database waits.
 * - The script is sent by its hash, and whole when the server has forgotten it, which makes one call two requests.
 * - A request is 10 MB at most and a key 32 kB, more than any that Auth.js makes.
 * - A database with eviction removes sessions first when it is full: leave that off. Nobody can read the setting, so
 *   `verifySchema` does not know.
 *
 * The client sends a request again when the connection failed, five times unless told otherwise, though the first may
 * have been done: then a one-time link is used up and nobody got it, and an account or a session that was just stored
 * counts as taken, so that the visitor has to begin again. `new Redis({ …, retry: { retries: 0 } })` has a call reject
 * when its connection fails (`retry: false` still sends it twice).
 * @param client `Redis` of `@upstash/redis`, with or without `automaticDeserialization` and `enableAutoPipelining`.
 * @param options the key prefixes of the official adapter, under its names; `authenticatorKeyPrefix` and
 *   `authenticatorByUserIdKeyPrefix` for passkeys, which it does not have; and what every adapter takes.
 * @returns the adapter.
 * @throws TypeError when the client is none, two kinds of keys would have one prefix, or an option is not usable.
 *
 * @example
 * ```ts
 * import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
 * import { Redis } from "@upstash/redis";
 *
 * const adapter = UpstashRedisAdapter(Redis.fromEnv());
 * ```
 */
export function UpstashRedisAdapter(client: UpstashRedis, options: UpstashRedisAdapterOptions = {}): MortiseAdapter {
  if (typeof client?.eval !== "function" || typeof client.evalsha !== "function") {
    throw new TypeError("UpstashRedisAdapter: the first argument must be a `Redis` of @upstash/redis.");
  }
  return createAdapter(redisStore(clientOf(client), options), options);
}

function clientOf(client: UpstashRedis): RedisClient {
  return {
    async evaluate(command, script, keys, args) {
      try {
        return await client[command === "EVAL" ? "eval" : "evalsha"](script, [...keys], [...args]);
      } catch (error) {
        throw withoutCommand(error);
      }
    },
  };
}

/** The client puts the command with all that is in it into its errors, and Auth.js logs errors. */
function withoutCommand(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [text = ""] = error.message.split(", command was: ");
  if (text === error.message) return error;
  return Object.assign(new Error(text), { name: error.name });
}
