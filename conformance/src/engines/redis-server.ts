/** A Redis or Valkey server, or a cluster, whose client goes through counting proxies. */
import type { Cable, Found } from "../harness.ts";
import { Wire } from "./engine.ts";
import type { Line } from "./line.ts";
import { openProxy } from "./proxy.ts";
import { openCorner, type RedisCorner } from "./redis-corner.ts";
import type { RedisDriver } from "./redis-drivers.ts";
import { type RedisPlace, urlOf } from "./redis-place.ts";
import type { Address } from "./servers.ts";

/** A corner of a server with a client. */
export interface RedisEngine<Client> {
  readonly corner: RedisCorner;
  /** The engine and its version, as the report names it. */
  readonly version: string;
  readonly found: Found;
  readonly client: Client;
  openClient(): Promise<{ readonly client: Client; close(): Promise<void> }>;
  /** Where a client in another process finds the corner. */
  readonly address: string;
  readonly wire: Wire;
  readonly cable: Cable;
  outage(): Promise<() => Promise<void>>;
  /** Ends the clients and removes the keys. */
  close(): Promise<void>;
}

/**
 * A corner of a server that runs, removed when the engine is closed.
 * @param address of the server, or of a cluster.
 */
export async function openRedisServer<Client>(
  address: Address,
  driver: RedisDriver<Client>,
): Promise<RedisEngine<Client>> {
  const corner = await openCorner(address);
  const { place } = corner;
  const wire = new Wire();
  const proxies = await Promise.all(place.nodes.map((node) => openProxy(node, wire)));
  const own = await driver.connect(through(place, proxies));
  const inUse = proxies[await ownerOf(corner)];
  const all = <T>(act: (proxy: Line) => T) => proxies.map(act);
  return {
    corner,
    version: corner.version,
    found: address.found,
    client: own.client,
    openClient: () => driver.connect(place),
    address: urlOf(place),
    wire,
    cable: {
      dropNext: () => inUse?.dropNext(),
      halfClose: () => void all((proxy) => proxy.halfClose()),
      delay(milliseconds) {
        const ends = all((proxy) => proxy.delay(milliseconds));
        return () => {
          for (const end of ends) end();
        };
      },
    },
    async outage() {
      const ends = corner.stop ? [await corner.stop()] : await Promise.all(all((proxy) => proxy.refuse()));
      return async () => {
        await Promise.all(ends.map((end) => end()));
        await own.ready?.(`${corner.base}ready`);
      };
    },
    async close() {
      await own.close();
      await Promise.all(all((proxy) => proxy.close()));
      await corner.close();
    },
  };
}

/** The place as it is reached through the proxies, one for each of its servers. */
function through(place: RedisPlace, proxies: readonly Line[]): RedisPlace {
  const nodes = proxies.map(({ port }) => ({ host: "127.0.0.1", port }));
  const names = Object.keys(place.natMap);
  // A client that knows nothing better tells a server's own address.
  return {
    ...place,
    nodes,
    natMap: Object.fromEntries(names.map((name, n) => [name, nodes[n] ?? nodes[0]])),
  } as RedisPlace;
}

/** Which of the servers has the keys of the corner. */
async function ownerOf({ place, base, send }: RedisCorner): Promise<number> {
  if (!place.isCluster) return 0;
  const slot = Number(await send("CLUSTER", "KEYSLOT", base));
  const ranges = (await send("CLUSTER", "SLOTS")) as [number, number, [string, number]][];
  const [, , [host, port] = ["", 0]] = ranges.find(([from, to]) => from <= slot && slot <= to) ?? [0, 0];
  return Object.keys(place.natMap).indexOf(`${host}:${port}`);
}
