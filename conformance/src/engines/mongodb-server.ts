/** A database of its own on a MongoDB server, with a client through what counts its commands and can cut it off. */
import { type Db, type Document, MongoClient } from "mongodb";
import type { Cable, Found, Harness } from "../harness.ts";
import { Wire } from "./engine.ts";
import { type Gate, openGate } from "./mongodb-gate.ts";
import { openProxy } from "./proxy.ts";
import { takenAway } from "./server.ts";
import type { Address } from "./servers.ts";

/** A driver under test. */
export interface MongoDriver<Client> {
  /** Makes a client, whose database is the one in the address; nothing is sent before its first command. */
  connect(url: string): { readonly client: Client; close(): Promise<void> };
}

/** One empty database of a server. */
export interface MongoEngine<Client> {
  /** The server and its version, as it says itself. */
  readonly version: string;
  readonly found: Found;
  readonly inTwoSteps: Harness["inTwoSteps"];
  readonly name: string;
  readonly client: Client;
  openClient(): { readonly client: Client; close(): Promise<void> };
  /** Where a client in another process finds the database. */
  readonly address: string;
  outage(): Promise<() => Promise<void>>;
  readonly cable: Cable;
  /** The database of that name past the client. */
  database(name: string): Db;
  /** What went over the client so far. */
  readonly wire: Wire<Document>;
  readonly undeletable: Gate["undeletable"];
  /** Ends the clients and removes the database. */
  close(): Promise<void>;
}

/** What an app sets whose visitors shall not wait half a minute while the database is away. */
const inTime = { serverSelectionTimeoutMS: "2000", connectTimeoutMS: "2000" };

/**
 * A new database on a server that runs, removed when the engine is closed.
 * @param address its `url` is `mongodb://host:port/`, with what the server needs as parameters.
 * @param deployment `isStandalone`: the server refuses transactions, as one does that is in no replica set.
 */
export async function openMongoServer<Client>(
  address: Address,
  driver: MongoDriver<Client>,
  deployment: { readonly isStandalone?: boolean } = {},
): Promise<MongoEngine<Client>> {
  const name = `mortise_${crypto.randomUUID().replaceAll("-", "")}`;
  const raw = new MongoClient(address.url);
  const wire = new Wire<Document>();
  const { hostname: host, port } = new URL(address.url);
  const gate = await openGate({ host, port: Number(port) }, wire, deployment);
  // The gate counts; what the proxy counts has the driver's own watch over the server in it.
  const proxy = await openProxy({ host: "127.0.0.1", port: gate.port }, new Wire());
  const direct = urlTo(address.url, name);
  const proxied = urlTo(address.url, name, { hostname: "127.0.0.1", port: String(proxy.port) });
  const own = driver.connect(proxied);
  return {
    found: address.found,
    ...(await serverOf(raw)),
    name,
    client: own.client,
    openClient: () => driver.connect(direct),
    address: direct,
    outage: () => takenAway(address, proxy, () => raw.db().command({ ping: 1 })),
    cable: proxy,
    database: (own) => raw.db(own),
    wire,
    undeletable: gate.undeletable,
    async close() {
      await own.close();
      await proxy.close();
      await gate.close();
      await raw.db(name).dropDatabase();
      await raw.close();
    },
  };
}

function urlTo(url: string, database: string, at: { hostname?: string; port?: string } = {}): string {
  const own = Object.assign(new URL(url), { pathname: `/${database}`, ...at });
  for (const [key, value] of Object.entries(inTime)) own.searchParams.set(key, value);
  return own.href;
}

/** SecantusDB reads, then deletes, and answers what it read; MongoDB answers what it deleted. */
const staleAnswers: Harness["inTwoSteps"] = {
  useVerificationToken:
    "SecantusDB's findOneAndDelete answers a document as it was before a change that came in between",
};

async function serverOf(client: MongoClient): Promise<Pick<MongoEngine<unknown>, "version" | "inTwoSteps">> {
  const { version, secantusVersion } = await client.db().command({ buildInfo: 1 });
  return secantusVersion === undefined
    ? { version: `MongoDB ${version}`, inTwoSteps: undefined }
    : { version: `SecantusDB ${secantusVersion}, as MongoDB ${version}`, inTwoSteps: staleAnswers };
}
