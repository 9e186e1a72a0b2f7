/** Servers that are killed and started again, each in a container of its own: others share none of it. */
import { conformance, type Harness, writeResult } from "@mortise/conformance";
import { type Address, addressOf, servers } from "@mortise/conformance/engines/servers";
import { afterAll, describe, test } from "vitest";
import { startOwn } from "./containers.ts";

/**
 * Declares the cases about outages, over servers that are really gone meanwhile.
 * @param adapter the package, as the report names it.
 * @param openers how a harness is opened on each server, by the server's id.
 */
export function killedAndStartedAgain(
  adapter: string,
  openers: Readonly<Record<string, (address: Address) => Promise<Harness>>>,
): void {
  for (const server of servers) {
    const open = openers[server.id];
    if (open === undefined) continue;
    // Where there is only an address, the server is not the test's to kill.
    const { found, absent = found === "address" ? "the server is no container of this run" : undefined } =
      addressOf(server);
    let own: ReturnType<typeof startOwn> | undefined;
    const start = async () => {
      own ??= startOwn(server.id);
      const address = await own;
      if (!address) throw new Error(`there is no image of ${server.name}`);
      return address;
    };

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

    afterAll(async () => (await own)?.remove());
  }
}
