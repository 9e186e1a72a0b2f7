/** What SQL servers have in common: a database of its own for each harness, and a client through the counting proxy. */
import { setTimeout } from "node:timers/promises";
import type { DriverCost } from "../harness.ts";
import { type ClientOptions, type DriverRow, type SqlDialect, type SqlEngine, Wire } from "./engine.ts";
import type { Line } from "./line.ts";
import { openProxy } from "./proxy.ts";
import type { Address } from "./servers.ts";

/** A connection past the client under test. */
interface RawConnection {
  query(text: string, params?: readonly unknown[]): Promise<DriverRow[]>;
  close(): Promise<void>;
}

/** A driver under test. */
export interface Driver<Client> {
  /** As the report shall name it. */
  readonly name: string;
  readonly cost?: DriverCost;
  /** Makes a client; nothing is sent before its first statement. */
  connect(url: string, wire: Wire, options?: ClientOptions): { readonly client: Client; close(): Promise<void> };
}

/** What one kind of server needs beyond the driver. */
export interface ServerKind {
  readonly dialect: SqlDialect;
  connectRaw(url: string): Promise<RawConnection>;
  /** The server and its version, in its own words. */
  version(raw: RawConnection): Promise<string>;
  /** The statement that removes a database, with whoever is connected to it. */
  dropDatabase(name: string): string;
}

/**
 * A new database on a server that runs, removed when the engine is closed.
 * @param address of the server, with a user that may create databases.
 */
export async function openServer<Client>(
  kind: ServerKind,
  address: Address,
  driver: Driver<Client>,
): Promise<SqlEngine<Client>> {
  const name = `mortise_${crypto.randomUUID().replaceAll("-", "")}`;
  const { url } = address;
  const direct = at(url, { pathname: `/${name}` });
  let server = await kind.connectRaw(url);
  await server.query(`create database ${name}`);
  let raw = await kind.connectRaw(direct);

  const wire = new Wire();
  const { hostname, port } = new URL(url);
  const proxy = await openProxy({ host: hostname, port: Number(port) }, wire);
  const proxied = at(url, { pathname: `/${name}`, hostname: "127.0.0.1", port: String(proxy.port) });
  const own = driver.connect(proxied, wire);
  return {
    dialect: kind.dialect,
    found: address.found,
    version: await kind.version(server),
    client: own.client,
    driver: driver.cost,
    openClient: async (options) => driver.connect(direct, new Wire(), options),
    address: direct,
    outage: () =>
      takenAway(address, proxy, async () => {
        server = await kind.connectRaw(url);
        raw = await kind.connectRaw(direct);
      }),
    cable: proxy,
    query: (text, params) => raw.query(text, params),
    wire,
    async close() {
      await own.close();
      await proxy.close();
      await raw.close();
      await server.query(kind.dropDatabase(name));
      await server.close();
    },
  };
}

/**
 * Stops a server or, where it is somebody else's, what leads to it, and answers what brings it back.
 * @param connect does the first that is done on a server which was started, and rejects until it can be done.
 */
export async function takenAway(
  { stop }: Address,
  line: Line,
  connect: () => Promise<unknown>,
): Promise<() => Promise<void>> {
  if (stop === undefined) return line.refuse();
  const start = await stop();
  return async () => {
    await start();
    await whenReady(connect);
  };
}

/** A server that was started takes connections when it is ready, and not before. */
export async function whenReady<T>(connect: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await setTimeout(50);
    }
  }
}

function at(url: string, parts: { pathname: string; hostname?: string; port?: string }): string {
  return Object.assign(new URL(url), parts).href;
}
