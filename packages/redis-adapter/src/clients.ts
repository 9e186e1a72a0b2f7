/** The four clients, as far as the adapter calls them. */

/** `createClient` of `redis` 5 and 6. */
export interface NodeRedisClient {
  readonly isOpen: boolean;
  connect(): Promise<unknown>;
  sendCommand(args: string[], options?: { chainId?: symbol }): Promise<unknown>;
}

/** `createCluster` of `redis` 5 and 6. */
export interface NodeRedisCluster {
  readonly isOpen: boolean;
  readonly masters: readonly unknown[];
  readonly slots: readonly ({ readonly master: unknown } | undefined)[];
  connect(): Promise<unknown>;
  sendCommand(firstKey: string, isReadonly: boolean, args: string[]): Promise<unknown>;
  nodeClient(node: never): Promise<unknown>;
}

/** `Redis` of `ioredis` 5. */
export interface IoRedisClient {
  readonly status: string;
  readonly options: { readonly keyPrefix?: string | undefined };
  connect(): Promise<unknown>;
  call(command: string, args: string[]): Promise<unknown>;
  pipeline(commands: unknown[][]): { exec(): Promise<[error: Error | null, result: unknown][] | null> };
}

/** `Cluster` of `ioredis` 5. */
export interface IoRedisCluster extends IoRedisClient {
  nodes(role: "master"): IoRedisClient[];
  refreshSlotsCache(callback: () => void): void;
}

/** Any of them. */
export type AnyRedis = NodeRedisClient | NodeRedisCluster | IoRedisClient | IoRedisCluster;
