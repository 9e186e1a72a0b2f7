/** How each client sends a command, alone or with `WAIT` behind it, in one trip to the server that has a key. */
import type { RedisNode } from "@mortise/adapter-kit/redis";
import type { AnyRedis, IoRedisClient, IoRedisCluster, NodeRedisClient, NodeRedisCluster } from "./clients.ts";

export interface Driver {
  readonly isCluster: boolean;
  /** Sends the commands over one connection; answers their replies, or rejects with the first error among them. */
  send(key: string, commands: readonly string[][]): Promise<readonly unknown[]>;
  masters(): Promise<readonly RedisNode[]>;
}

/**
 * A client is known by the methods that it alone has.
 * @throws TypeError when it is none of the four, or puts a prefix before keys, of which a script knows nothing.
 */
export function driverOf(client: AnyRedis): Driver {
  if ("call" in client) return ioRedis(client);
  if ("nodeClient" in client) return nodeRedisCluster(client);
  // A client of sentinels takes other arguments.
  if ("sendCommand" in client && "isOpen" in client && !("getMasterNode" in client)) return nodeRedis(client);
  throw new TypeError(
    "RedisAdapter: the first argument must be a client or cluster of `redis` 5 or 6, or `ioredis` 5.",
  );
}

function ioRedis(client: IoRedisClient): Driver {
  if (client.options.keyPrefix) {
    throw new TypeError("RedisAdapter: give the prefix as `baseKeyPrefix`, not as ioredis's `keyPrefix`.");
  }
  const node =
    (each: IoRedisClient): RedisNode =>
    (name = "", ...args) =>
      each.call(name, args);
  const isCluster = "nodes" in client;
  return {
    isCluster,
    async send(_, commands) {
      await opened(client, client.status !== "end");
      const [command = []] = commands;
      if (commands.length === 1) return [await node(client)(...command)];
      const named = commands.map(([name = "", ...args]) => [name.toLowerCase(), ...args]);
      const pipeline = async () => (await client.pipeline(named).exec()) ?? [];
      if (!("refreshSlotsCache" in client)) return repliesOf(pipeline);
      const cluster = client as IoRedisCluster;
      return repliesOf(pipeline, () => new Promise<void>((resolve) => cluster.refreshSlotsCache(() => resolve())));
    },
    masters: async () =>
      ("nodes" in client ? (client.nodes as (role: string) => IoRedisClient[])("master") : [client]).map(node),
  };
}

/** What came of each of several commands. */
type Outcomes = readonly (readonly [error: unknown, reply?: unknown])[];

/**
 * The replies to commands that are sent together, or the first error among them.
 * @param learn finds out where a slot is that has moved: such commands do not follow it, as a single one does.
 */
async function repliesOf(send: () => Promise<Outcomes>, learn?: () => Promise<unknown>): Promise<readonly unknown[]> {
  let outcomes = await send();
  // Where the first was sent to the wrong server, nothing was done.
  if (learn && /^MOVED /.test(String(Object(outcomes[0]?.[0]).message))) {
    await learn();
    outcomes = await send();
  }
  for (const [error] of outcomes) if (error) throw error;
  return outcomes.map(([, reply]) => reply);
}

/**
 * Sends commands as one message over one connection: where that is lost, none of them goes over the next one. A pipeline
 * of node-redis does so too, but waits for the server without end, whatever the client was told.
 */
function together(client: NodeRedisClient, commands: readonly string[][]): Promise<Outcomes> {
  const chainId = Symbol("one message");
  const outcomeOf = (command: string[]) =>
    client.sendCommand(command, { chainId }).then(
      (reply) => [null, reply] as const,
      (error) => [error] as const,
    );
  return Promise.all(commands.map(outcomeOf));
}

function nodeRedis(client: NodeRedisClient): Driver {
  return {
    isCluster: false,
    async send(_, commands) {
      await opened(client, client.isOpen);
      return repliesOf(() => together(client, commands));
    },
    async masters() {
      await opened(client, client.isOpen);
      return [(...command) => client.sendCommand(command)];
    },
  };
}

function nodeRedisCluster(client: NodeRedisCluster): Driver {
  const one = (key: string, command: string[]) => client.sendCommand(key, false, command);
  return {
    isCluster: true,
    async send(key, commands) {
      await opened(client, client.isOpen);
      const [command = []] = commands;
      if (commands.length === 1) return [await one(key, command)];
      const slot = slotOf(key);
      const primary = () => client.nodeClient(client.slots[slot]?.master as never) as Promise<NodeRedisClient>;
      return repliesOf(
        async () => together(await primary(), commands),
        () => one(key, ["EVAL", "", "1", key]),
      );
    },
    async masters() {
      await opened(client, client.isOpen);
      const nodes = await Promise.all(client.masters.map((each) => client.nodeClient(each as never)));
      return nodes.map(
        (node) =>
          (...command) =>
            (node as NodeRedisClient).sendCommand(command),
      );
    },
  };
}

/** The slot of a key: the CRC-16 of what is in its braces. */
function slotOf(key: string): number {
  let crc = 0;
  for (const byte of new TextEncoder().encode(/^[^{]*\{([^}]+)\}/.exec(key)?.[1] ?? key)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc << 1) ^ (crc & 0x8000 && 0x1021);
  }
  return crc & 0x3fff;
}

const opening = new WeakMap<object, Promise<unknown>>();

/**
 * A client that is not connected yet, or has given up, is connected by the next call, and whoever comes meanwhile waits.
 * One that is about to connect again by itself is left to do so.
 */
async function opened(client: { connect(): Promise<unknown> }, isOpen: boolean): Promise<void> {
  // From here on the client itself says that it is open.
  if (!isOpen) {
    const connected = client.connect();
    opening.set(client, connected);
    await connected.finally(() => opening.delete(client));
  }
  await opening.get(client);
}
