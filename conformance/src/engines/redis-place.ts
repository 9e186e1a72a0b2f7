/** Where a Redis or Valkey server is, or the servers of a cluster. */
import { Redis } from "ioredis";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface RedisPlace {
  readonly isCluster: boolean;
  /** Where the servers are reached from here: one, or those of a cluster. */
  readonly nodes: readonly Endpoint[];
  /** The same by the addresses that the servers of a cluster tell of themselves, `host:port`. */
  readonly natMap: Readonly<Record<string, Endpoint>>;
  readonly username: string;
  readonly password: string;
}

/**
 * Finds a server, or the servers of a cluster with what they call themselves.
 * @param url `redis://user:password@host:port`, or `redis-cluster://user:password@host:port,host:port`; of a cluster the
 *   servers that are not listed are taken to be reached at the address that they tell.
 */
export async function findRedis(url: string): Promise<RedisPlace> {
  const [, scheme, username = "", password = "", hosts = ""] =
    /^(redis|redis-cluster):\/\/(?:([^:@]*):([^@]*)@)?([^/]+)\/?$/.exec(url) ?? [];
  if (scheme === undefined) throw new TypeError("the address of a Redis server is not one");
  const nodes = hosts.split(",").map(endpoint);
  const place: RedisPlace = {
    isCluster: scheme === "redis-cluster",
    nodes,
    natMap: {},
    username: decodeURIComponent(username) || "default",
    password: decodeURIComponent(password),
  };
  return place.isCluster ? withNatMap(place) : place;
}

/** The address of a place for somebody else, as {@link findRedis} takes it. */
export function urlOf({ isCluster, nodes, username, password }: RedisPlace): string {
  const hosts = nodes.map(({ host, port }) => `${host}:${port}`).join(",");
  const user = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  return `${isCluster ? "redis-cluster" : "redis"}://${user}@${hosts}`;
}

/** A connection to one server, made by the first command. */
export function connectTo({ host, port }: Endpoint, { username, password }: RedisPlace): Redis {
  const connection = new Redis({ host, port, username, password, lazyConnect: true, retryStrategy: () => 50 });
  // A server that is stopped is noticed by the next command.
  connection.on("error", () => {});
  return connection;
}

async function withNatMap(place: RedisPlace): Promise<RedisPlace> {
  const natMap: Record<string, Endpoint> = {};
  const announced = new Set<string>();
  for (const node of place.nodes) {
    const connection = connectTo(node, place);
    try {
      const lines = String(await connection.call("CLUSTER", "NODES"))
        .trim()
        .split("\n");
      for (const line of lines) {
        const [, address = "", flags = ""] = line.split(" ");
        const [name = ""] = address.split("@");
        announced.add(name);
        if (flags.includes("myself")) natMap[name] = node;
      }
    } finally {
      connection.disconnect();
    }
  }
  for (const name of announced) natMap[name] ??= endpoint(name);
  return { ...place, nodes: Object.values(natMap), natMap };
}

function endpoint(address: string): Endpoint {
  const at = address.lastIndexOf(":");
  const [host, port] = at < 0 ? [address, "6379"] : [address.slice(0, at), address.slice(at + 1)];
  return { host, port: Number(port) };
}
