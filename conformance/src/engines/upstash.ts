/** Upstash's client over our bridge to a Redis or Valkey server. */
import type { Harness } from "../harness.ts";
import { Wire } from "./engine.ts";
import { openCorner } from "./redis-corner.ts";
import { openRedisHarness, type RedisHarnessOptions } from "./redis-harness.ts";
import { urlOf } from "./redis-place.ts";
import type { RedisEngine } from "./redis-server.ts";
import type { Address } from "./servers.ts";
import { type Bridge, openBridge } from "./upstash-bridge.ts";

export { type Bridge, openBridge } from "./upstash-bridge.ts";

/** Where Upstash's client finds a database. */
export type Access = Pick<Bridge, "url" | "token">;

export interface UpstashOptions<Client> extends Omit<RedisHarnessOptions<Client>, "open"> {
  /** Of a single server. */
  readonly address: Address;
  /** Makes a client. */
  readonly connect: (access: Access) => Client;
}

/** A harness over a corner of its own of a server, whose adapter sees Upstash's protocol alone. */
export function openUpstash<Client>({ address, connect, ...options }: UpstashOptions<Client>): Promise<Harness> {
  return openRedisHarness({ ...options, open: () => openBridged(address, connect) });
}

/** What {@link UpstashOptions} `fork` is told, as a process of its own reads it. */
export function accessOf(address: string): Access {
  const { url, token }: Access = JSON.parse(address);
  return { url, token };
}

/** A corner of a server with a client that reaches it over the bridge. */
export async function openBridged<Client>(
  address: Address,
  connect: UpstashOptions<Client>["connect"],
): Promise<RedisEngine<Client>> {
  const corner = await openCorner(address);
  const wire = new Wire();
  const url = urlOf(corner.place);
  const bridge = await openBridge(url, wire);
  // The clients beside the one under test are neither counted nor cut.
  const beside = await openBridge(url, new Wire());
  return {
    corner,
    version: `Upstash's REST protocol (our bridge) over ${corner.version}`,
    found: address.found,
    client: connect(bridge),
    openClient: async () => ({ client: connect(beside), close: async () => {} }),
    address: JSON.stringify({ url: beside.url, token: beside.token }),
    wire,
    cable: bridge,
    outage: bridge.refuse,
    async close() {
      await bridge.close();
      await beside.close();
      await corner.close();
    },
  };
}
