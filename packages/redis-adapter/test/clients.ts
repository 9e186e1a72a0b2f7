/** The clients that the adapter is proven with, by the names that the report gives them. */
import {
  ioredis,
  ioredisCluster,
  nodeRedis,
  nodeRedisCluster,
  nodeRedisDriver,
  nodeRedisOptions,
  type RedisDriver,
} from "@mortise/conformance/engines/redis";
import type { AnyRedis } from "@mortise/redis-adapter";
import { createClient as createClient5 } from "redis-5";

const nodeRedis5 = nodeRedisDriver((place) => createClient5(nodeRedisOptions(place)));

export const clients = {
  "node-redis 6": nodeRedis,
  "node-redis 5": nodeRedis5,
  ioredis,
  "node-redis 6 cluster": nodeRedisCluster,
  "ioredis cluster": ioredisCluster,
} as const satisfies Record<string, RedisDriver<AnyRedis>>;

export type ClientKind = keyof typeof clients;

/** The clients of each server. */
export const clientsOf: Readonly<Record<string, readonly ClientKind[]>> = {
  "redis-8": ["node-redis 6", "ioredis", "node-redis 5"],
  "valkey-9": ["node-redis 6"],
  "redis-cluster-8": ["node-redis 6 cluster", "ioredis cluster"],
};
