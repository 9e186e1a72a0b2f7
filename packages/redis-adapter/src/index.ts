/**
 * An Auth.js adapter for Redis, Valkey and Redis Cluster, over node-redis and ioredis.
 * @module
 */
import { type AdapterOptions, createAdapter, type MortiseAdapter } from "@mortise/adapter-kit";
import { type KeyPrefixes, type RedisClient, redisStore } from "@mortise/adapter-kit/redis";
import type { AnyRedis } from "./clients.ts";
import { driverOf } from "./drivers.ts";

export type * from "./clients.ts";

/** Where a write must be before a call resolves. */
export interface WaitForReplicas {
  /** How many replicas must have it. */
  readonly replicas: number;
  /** The most milliseconds that a call waits for them. The connection does nothing else meanwhile. */
  readonly timeout: number;
}

/** The prefixes of the keys are those of the official adapter for Upstash Redis, with the same defaults. */
export interface RedisAdapterOptions extends KeyPrefixes, AdapterOptions {
  /**
   * Redis acknowledges a write before a replica has it, so that a failover may bring back a session that was signed out or
   * a link that was used. With this, each call that writes waits for replicas in the same trip (`WAIT`), and rejects with
   * an {@link UnconfirmedWriteError} as `cause` when too few have it in time. That narrows the gap and does not close it.
   */
  readonly waitForReplicas?: WaitForReplicas;
}

/**
 * The `cause` of a rejected call whose write stands on the primary, but was not confirmed by the replicas in time. Known by
 * its `name`: a cause may be a copy from which secrets were taken.
 */
export class UnconfirmedWriteError extends Error {
  override readonly name = "UnconfirmedWriteError";
  /** How many replicas have it. */
  readonly replicas: number;
  constructor(replicas: number) {
    super(`the write stands on the primary, but only ${replicas} replicas confirmed it in time`);
    this.replicas = replicas;
  }
}

/**
 * An Auth.js adapter over a Redis client. It opens nothing and may be called for every request; a client of node-redis
 * that is not connected is connected by the first call.
 *
 * Every call is one round trip: one run of a script. On a cluster all keys of an adapter stand in one slot, so that one
 * server has them: `baseKeyPrefix` is the place for a hash tag (`"{auth}"`), and where it has none, one is put before it.
 *
 * While the server is away, node-redis and ioredis keep commands until it is back, and ioredis sends one again whose answer
 * did not arrive, though it may have been done. Have them reject instead: `disableOfflineQueue: true` (node-redis),
 * `maxRetriesPerRequest: 0` (ioredis), and on a cluster of ioredis `retryDelayOnFailover: 0` besides.
 *
 * After a change from another program to this adapter, run `createSchema()` once: it puts into the indexes what that one
 * wrote. Else the first call that lists or ends what such a user has does it, and takes as long.
 * @param client `createClient` or `createCluster` of `redis` 5 or 6, `Redis` or `Cluster` of `ioredis` 5.
 * @param options the prefixes of the keys, replicas to wait for, and what every adapter takes.
 * @throws TypeError when the client is none of these, or an option is not usable.
 *
 * @example
 * ```ts
 * import { RedisAdapter } from "@mortise/redis-adapter";
 * import { createClient } from "redis";
 *
 * const client = createClient({ url: process.env.REDIS_URL ?? "", disableOfflineQueue: true });
 * client.on("error", console.error);
 * const adapter = RedisAdapter(client);
 * ```
 */
export function RedisAdapter(client: AnyRedis, options: RedisAdapterOptions = {}): MortiseAdapter {
  const { waitForReplicas } = options;
  // A timeout of 0 is one without end.
  if (waitForReplicas && !(waitForReplicas.replicas >= 1 && waitForReplicas.timeout >= 1)) {
    throw new TypeError("RedisAdapter: waitForReplicas takes one replica or more, and a timeout of 1 ms or more.");
  }
  const driver = driverOf(client);
  /** Behind a write: replicas have to have all that the connection has written. */
  const confirmation = (key: string) => {
    if (!waitForReplicas) return [];
    const { replicas, timeout } = waitForReplicas;
    // Who finds nothing left to change waits for what another connection has changed: something is written in any case,
    // under a name that no record has, and is gone at once.
    return [
      ["SET", `${key}%`, "", "PX", "1"],
      ["WAIT", String(replicas), String(timeout)],
    ];
  };
  const redis: RedisClient = {
    isCluster: driver.isCluster,
    masters: driver.masters,
    async evaluate(command, script, keys, args, isWrite) {
      const [key = ""] = keys;
      const run = [command, script, String(keys.length), ...keys, ...args];
      const [reply, , replicas] = await driver.send(key, [run, ...(isWrite ? confirmation(key) : [])]);
      if (Number(replicas) < (waitForReplicas?.replicas ?? 0)) throw new UnconfirmedWriteError(Number(replicas));
      return reply;
    },
  };
  return createAdapter(redisStore(redis, options), options);
}
