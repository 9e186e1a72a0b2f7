/** The clients of Redis, set so that a call fails in bounded time when there is nobody to answer it. */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from "ioredis";
import { createClient, createCluster } from "redis";
import type { Endpoint, RedisPlace } from "./redis-place.ts";

/** A driver under test. */
export interface RedisDriver<Client> {
  /** Makes a client that is connected. */
  connect(place: RedisPlace): Promise<Connected<Client>>;
}

interface Connected<Client> {
  readonly client: Client;
  /**
   * Resolves when the client has servers again, for one that is not asked to wait for them.
   * @param key a key that may be written.
   */
  ready?(key: string): Promise<void>;
  close(): Promise<void>;
}

/** How long a command waits for a connection, in milliseconds. */
const patience = 1_000;

const soon = (tries: number) => Math.min(tries * 20, 200);

/** What node-redis is told, in words that all its versions have. */
export interface NodeRedisOptions {
  username: string;
  password: string;
  socket: { host?: string; port?: number; connectTimeout: number; reconnectStrategy: (tries: number) => number };
  commandOptions: { timeout: number };
}

/** What an app would say to node-redis for one server. */
export function nodeRedisOptions({ nodes, username, password }: RedisPlace): NodeRedisOptions {
  return {
    username,
    password,
    socket: { ...nodes[0], connectTimeout: patience, reconnectStrategy: soon },
    // A command that has not been sent by then is taken out of the queue.
    commandOptions: { timeout: patience },
  };
}

/** What an app would say to node-redis for a cluster. */
export function nodeRedisClusterOptions(place: RedisPlace): {
  rootNodes: NodeRedisOptions[];
  defaults: NodeRedisOptions;
  nodeAddressMap: Record<string, Endpoint>;
} {
  const rootNodes = place.nodes.map((node) => nodeRedisOptions({ ...place, nodes: [node] }));
  return { rootNodes, defaults: nodeRedisOptions({ ...place, nodes: [] }), nodeAddressMap: { ...place.natMap } };
}

/** What any version of node-redis has of a client. */
interface NodeRedisClient {
  on(event: "error", listener: () => void): unknown;
  connect(): Promise<unknown>;
  destroy(): unknown;
}

/** A driver of a client of node-redis, of whatever version. */
export function nodeRedisDriver<Client extends NodeRedisClient>(
  create: (place: RedisPlace) => Client,
): RedisDriver<Client> {
  return {
    async connect(place) {
      const client = create(place);
      // What the connection comes to is said to whoever waits for an answer.
      client.on("error", () => {});
      await client.connect();
      return { client, close: async () => void client.destroy() };
    },
  };
}

/** `redis` 6 on one server. */
export const nodeRedis: RedisDriver<ReturnType<typeof createClient>> = nodeRedisDriver(
  (place) => createClient(nodeRedisOptions(place)) as ReturnType<typeof createClient>,
);

/** `redis` 6 on a cluster. */
export const nodeRedisCluster: RedisDriver<ReturnType<typeof createCluster>> = nodeRedisDriver(
  (place) => createCluster(nodeRedisClusterOptions(place)) as ReturnType<typeof createCluster>,
);

/**
 * What an app would say to ioredis: what was on its way when a connection ended is rejected at once, and not sent again,
 * since it may have been done. (Told not to send it again and nothing more, ioredis would never answer it.)
 */
const ioredisOptions: RedisOptions = { connectTimeout: patience, maxRetriesPerRequest: 0 };

/** `ioredis` 5 on one server. */
export const ioredis: RedisDriver<Redis> = {
  async connect({ nodes, username, password }) {
    const client = new Redis({ ...nodes[0], username, password, ...ioredisOptions, retryStrategy: soon });
    client.on("error", () => {});
    return { client, close: async () => client.disconnect() };
  },
};

/**
 * `ioredis` 5 on a cluster. Where no server is left it keeps commands for as long as it tries to connect, so an app has it
 * give up and try anew.
 */
export const ioredisCluster: RedisDriver<Cluster> = {
  async connect(place) {
    const client = openCluster(place, { clusterRetryStrategy: (tries) => (tries > 3 ? null : soon(tries)) });
    let isClosed = false;
    const again = () => {
      if (!isClosed) client.connect().catch(() => {});
    };
    client.on("end", () => setTimeout(again, soon(5)));
    return {
      client,
      async ready(key) {
        if (client.status !== "ready") await once(client, "ready");
        // As long as the client is not connected to the slot's server it sends a script to any, and a replica refuses it.
        // A plain write is sent on from there, and shows the client the way.
        const write = () => client.set(key, "", "PX", 1);
        while (!(await write().then(Boolean, () => false))) await pause(soon(1));
      },
      async close() {
        isClosed = true;
        client.disconnect();
      },
    };
  },
};

/** A cluster's client of ioredis. */
export function openCluster(place: RedisPlace, options: ClusterOptions = {}): Cluster {
  const { nodes, natMap, username, password } = place;
  const client = new Cluster([...nodes], {
    natMap: { ...natMap },
    clusterRetryStrategy: soon,
    slotsRefreshTimeout: patience,
    // Nor does a cluster send it to the next server.
    retryDelayOnFailover: 0,
    // Sixteen servers that send a command on to one which is not connected again are asked in no time otherwise.
    retryDelayOnMoved: 50,
    redisOptions: { username, password, ...ioredisOptions },
    ...options,
  });
  client.on("error", () => {});
  return client;
}
