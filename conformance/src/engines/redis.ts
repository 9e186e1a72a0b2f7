/** Redis, Valkey and Redis Cluster, through node-redis or ioredis. */
import type { Harness } from "../harness.ts";
import type { RedisDriver } from "./redis-drivers.ts";
import { openRedisHarness, type RedisHarnessOptions } from "./redis-harness.ts";
import { openRedisServer } from "./redis-server.ts";
import type { Address } from "./servers.ts";

export { openCorner, type RedisCommand, type RedisCorner } from "./redis-corner.ts";
export {
  ioredis,
  ioredisCluster,
  nodeRedis,
  nodeRedisCluster,
  nodeRedisClusterOptions,
  nodeRedisDriver,
  nodeRedisOptions,
  type RedisDriver,
} from "./redis-drivers.ts";
export {
  type OfficialRedisParts,
  openRedisHarness,
  type PlainClient,
  type RedisHarnessOptions,
} from "./redis-harness.ts";
export { type Endpoint, findRedis, type RedisPlace } from "./redis-place.ts";
export { type RedisLayout, redisRawPath } from "./redis-raw.ts";
export { openRedisServer, type RedisEngine } from "./redis-server.ts";

export interface RedisOptionsOf<Client> extends Omit<RedisHarnessOptions<Client>, "open"> {
  /** `redis://user:password@host:port`, or `redis-cluster://user:password@host:port,host:port`. */
  readonly address: Address;
  readonly driver: RedisDriver<Client>;
}

/** A harness over a corner of its own of a server or a cluster. */
export function openRedis<Client>({ address, driver, ...options }: RedisOptionsOf<Client>): Promise<Harness> {
  return openRedisHarness({ ...options, open: () => openRedisServer(address, driver) });
}
