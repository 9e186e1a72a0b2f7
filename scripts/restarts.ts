/** Servers that are killed and started again, each in a container of its own: others share none of it. */
import { conformance, type Harness, writeResult } from "@mortise/conformance";
import { type Address, addressOf, type Server, servers } from "@mortise/conformance/engines/servers";
import { afterAll, describe, test } from "vitest";
import { startOwn } from "./containers.ts";

/** How a harness is opened on each server, by the server's id. */
export type Openers = Readonly<Record<string, (address: Address) => Promise<Harness>>>;

/**
 * Declares the cases about outages, over servers that are really gone meanwhile.
 * @param adapter the package, as the report names it.
 */
export function killedAndStartedAgain(adapter: string, openers: Openers): void {
  for (const server of servers) {
    const open = openers[server.id];
    if (open === undefined) continue;
    const { absent, start } = ownServer(server);

    conformance({
      test,
      describe,
      afterAll,
      report: writeResult,
      absent,
      name: `${adapter} / ${server.name}, killed and started again`,
      only: ["LIF-04", "LIF-09", "LIF-10"],
      open: async () => open(await start()),
    });
  }
}

interface OwnServer {
  /** Why there is none. */
  readonly absent: string | undefined;
  /** Where it is; it is started when it is first asked for. */
  readonly start: () => Promise<Address>;
}

const owned = new Map<string, OwnServer>();

/** A server that the tests of a file may kill. It is removed after them. */
export function ownServer(server: Server): OwnServer {
  const known = owned.get(server.id);
  if (known) return known;
  // Where there is only an address, the server is not the test's to kill.
  const { found, absent = found === "address" ? "the server is no container of this run" : undefined } =
    addressOf(server);
  let own: ReturnType<typeof startOwn> | undefined;
  afterAll(async () => (await own)?.remove());
  const made: OwnServer = {
    absent,
    async start() {
      own ??= startOwn(server.id);
      const address = await own;
      if (!address) throw new Error(`there is no image of ${server.name}`);
      return address;
    },
  };
  owned.set(server.id, made);
  return made;
}
