/**
 * The store that the adapters over Redis share.
 * @module
 */
export type { RedisClient, RedisNode } from "./client.ts";
export { defaultPrefixes, encodePart, type KeyPrefixes, type Keys, keysOf, type Name } from "./keys.ts";
export { type RedisOptions, redisStore } from "./store.ts";
