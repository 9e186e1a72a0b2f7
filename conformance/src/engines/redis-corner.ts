/** A part of a Redis server for one harness alone: keys under a prefix that nobody else has, and a user who sees no other. */
import { Cluster, type Redis } from "ioredis";
import { openCluster } from "./redis-drivers.ts";
import { connectTo, findRedis, type RedisPlace } from "./redis-place.ts";
import { whenReady } from "./server.ts";
import type { Address } from "./servers.ts";

/** A command of Redis, its name first. */
export type RedisCommand = readonly [name: string, ...args: (string | number)[]];

export interface RedisCorner {
  /** What every key of the corner begins with; on a cluster with a hash tag, so that all stand in one slot. */
  readonly base: string;
  /** The servers, and the user whose commands touch keys of the corner alone. */
  readonly place: RedisPlace;
  /** The server and its version, as it says itself. */
  readonly version: string;
  /** Sends one command past the client under test. */
  send(...command: RedisCommand): Promise<unknown>;
  /** Sends many at once; all their keys are in the corner. Rejects with the first that fails. */
  sendAll(commands: readonly RedisCommand[]): Promise<unknown[]>;
  /** Sends a command as administrator to each server; the answers. */
  ask(...command: RedisCommand): Promise<unknown[]>;
  /** The keys that begin like this. */
  keys(prefix: string, type?: "string" | "zset"): Promise<string[]>;
  /** Has the server refuse to write what these patterns do not match, until the answered function is called. */
  allowWrites(patterns: readonly string[]): Promise<() => Promise<void>>;
  /** What of the whole database is gone through while the call runs, where only keys should be looked up. */
  scans(call: () => Promise<unknown>): Promise<string[]>;
  /** Takes the server away, where it is the test's own to stop. */
  readonly stop?: () => Promise<() => Promise<void>>;
  /** Removes the keys and the user. */
  close(): Promise<void>;
}

/** The commands whose work grows with the whole database. */
const throughAll = ["keys", "scan", "randomkey", "dbsize"];

/** @param address as {@link findRedis} takes it, of a user who may make other users. */
export async function openCorner(address: Address): Promise<RedisCorner> {
  const direct = await findRedis(address.url);
  const name = `mortise-${crypto.randomUUID().slice(0, 13)}`;
  const base = direct.isCluster ? `{${name}}:` : `${name}:`;
  // A server that is stopped forgets its users, but for the one who is in its command line; and then it is nobody else's.
  const isOwnUser = address.stop === undefined;
  const place = isOwnUser ? { ...direct, username: name, password: crypto.randomUUID() } : direct;
  const { username } = place;
  const ownKeys = isOwnUser ? `~${globOf(base)}*` : "~*";
  const admins = direct.nodes.map((node) => connectTo(node, direct));
  const ask = (...[command, ...args]: RedisCommand) => Promise.all(admins.map((admin) => admin.call(command, args)));
  const setUser = async (...rules: string[]) => void (await ask("ACL", "SETUSER", username, ...rules));
  if (isOwnUser) await setUser("reset", "on", `>${place.password}`, "&*", "+@all", ownKeys);
  const connection: Redis | Cluster = place.isCluster ? openCluster(place) : connectTo(first(place.nodes), place);
  const masters = () => (connection instanceof Cluster ? connection.nodes("master") : [connection]);

  const keys = async (prefix: string, type?: "string" | "zset") => {
    const found = new Set<string>();
    const only = type === undefined ? [] : ["TYPE", type];
    // A client that has just connected anew knows no server of a cluster before it has spoken to one.
    await connection.call("EXISTS", base);
    for (const master of masters()) {
      let cursor = "0";
      do {
        const args = [cursor, "MATCH", `${globOf(prefix)}*`, "COUNT", "10000", ...only];
        const [next, page] = (await master.call("SCAN", args)) as [string, string[]];
        for (const key of page) if (key.startsWith(prefix)) found.add(key);
        cursor = next;
      } while (cursor !== "0");
    }
    return [...found].sort();
  };
  const sendAll = async (commands: readonly RedisCommand[]) => {
    const answers: unknown[] = [];
    for (let from = 0; from < commands.length; from += commandsAtOnce) {
      const some = commands.slice(from, from + commandsAtOnce).map(([name, ...args]) => [name.toLowerCase(), ...args]);
      for (const [error, answer] of (await connection.pipeline(some).exec()) ?? []) {
        if (error) throw error;
        answers.push(answer);
      }
    }
    return answers;
  };
  /** How often each command was refused to the user. */
  const refusals = async () => {
    const counts = new Map<string, number>();
    for (const log of await ask("ACL", "LOG")) {
      for (const entry of log as unknown[][]) {
        const { count, reason, object, username: whose } = pairs(entry);
        if (whose !== username || reason !== "command") continue;
        counts.set(String(object), (counts.get(String(object)) ?? 0) + Number(count));
      }
    }
    return counts;
  };

  return {
    base,
    place,
    version: await versionOf(first(admins), place),
    send: (command, ...args) => connection.call(command, args),
    sendAll,
    ask,
    keys,
    async allowWrites(patterns) {
      await setUser("resetkeys", `%R~${globOf(base)}*`, ...patterns.map((pattern) => `~${pattern}`));
      return () => setUser("resetkeys", ownKeys);
    },
    async scans(call) {
      const before = await refusals();
      await setUser(...throughAll.map((command) => `-${command}`));
      let failure: unknown;
      try {
        await call();
      } catch (error) {
        failure = error;
      } finally {
        await setUser("+@all");
      }
      const after = [...(await refusals())].filter(([command, count]) => count > (before.get(command) ?? 0));
      if (after.length === 0 && failure !== undefined) throw failure;
      return after.map(([command]) => `${command.toUpperCase()} goes through the whole database`);
    },
    ...(address.stop === undefined ? {} : { stop: () => stop(address.stop, ask, place.isCluster) }),
    async close() {
      await sendAll((await keys(base)).map((key) => ["UNLINK", key]));
      connection.disconnect();
      if (isOwnUser) await ask("ACL", "DELUSER", name);
      for (const admin of admins) admin.disconnect();
    },
  };
}

const commandsAtOnce = 1_000;

/** A text as a pattern that matches it; what is not plain matches more than itself. */
export function globOf(text: string): string {
  return text.replace(/[^\w:{}%.@-]/gu, (character) => "?".repeat(new TextEncoder().encode(character).length));
}

async function stop(end: Address["stop"], ask: RedisCorner["ask"], isCluster: boolean): Promise<() => Promise<void>> {
  const start = await end?.();
  return async () => {
    await start?.();
    await whenReady(async () => {
      for (const answer of await ask("PING")) if (answer !== "PONG") throw new Error("the server does not answer");
      if (!isCluster) return;
      for (const info of await ask("CLUSTER", "INFO")) {
        if (!String(info).includes("cluster_state:ok")) throw new Error("the cluster does not serve all slots");
      }
    });
  };
}

async function versionOf(admin: Redis, { isCluster }: RedisPlace): Promise<string> {
  const info = String(await admin.call("INFO", "server"));
  const valkey = /^valkey_version:(\S+)/m.exec(info)?.[1];
  const [name, version] =
    valkey === undefined ? ["Redis", /^redis_version:(\S+)/m.exec(info)?.[1]] : ["Valkey", valkey];
  return `${name}${isCluster ? " Cluster" : ""} ${version}`;
}

/** Names and values in turn, as an object. */
function pairs(entry: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: entry.length / 2 }, (_, n) => [String(entry[2 * n]), entry[2 * n + 1]]),
  );
}

function first<T>([item]: readonly T[]): T {
  if (item === undefined) throw new TypeError("there is no server");
  return item;
}
