/** What a peer's file says: an official adapter, and the engines on which it is run. */
import { createRequire } from "node:module";
import { type MortiseAdapter, oneTripEach, type Traits } from "@mortise/adapter-kit";
import type { Harness } from "@mortise/conformance";
import { type Server, servers } from "@mortise/conformance/engines/servers";

/** An official adapter on one engine. */
export interface PeerEngine {
  /** As the report shall name it. */
  readonly name: string;
  /** The server that it needs, if it is not embedded. */
  readonly server?: Server;
  /** What to know of its results: a sentence for the report. */
  readonly remark?: string;
  /** Makes a fresh harness with an empty database of its own, in the tables of the adapter's own documentation. */
  readonly open: () => Promise<Harness>;
}

export interface Peer {
  /** The npm package. */
  readonly adapter: string;
  /** The file that this stands in, as `peer`: a process of its own loads it. */
  readonly module: string;
  /** The npm packages by which it reaches its database, if any; the manifest beside this folder pins them. */
  readonly drivers: readonly string[];
  /** Where the adapter's own range keeps a driver behind: a sentence for the report. */
  readonly behind?: string;
  readonly engines: readonly PeerEngine[];
}

const manifest: { devDependencies: Record<string, string> } = createRequire(import.meta.url)("../package.json");

/** The version of an adapter or a driver, as the peers' manifest pins it. */
export function versionOf(name: string): string {
  return manifest.devDependencies[name] ?? "";
}

/** The server of that id. */
export function server(id: string): Server {
  const found = servers.find((each) => each.id === id);
  if (!found) throw new Error(`there is no server ${id}`);
  return found;
}

/** The official adapter as the suite takes it: it is called as it is, and what it lacks is found out by calling it. */
export function asAdapter(official: object): MortiseAdapter {
  return official as MortiseAdapter;
}

/**
 * What a peer's tables are like. Its trips are for the run to count: nobody declared any.
 * @param userIds the kind of its users' ids, and whether the adapter or the database makes them.
 */
export function traits(userIds: Traits["userIds"], dateGrain: Traits["dateGrain"] = 1): Traits {
  return { userIds, dateGrain, trips: oneTripEach };
}
