/** A server that is killed and started again, in a container of its own: others share none of it. */
import { conformance, writeResult } from "@mortise/conformance";
import { addressOf, servers } from "@mortise/conformance/engines/servers";
import { afterAll, describe, test } from "vitest";
import { startOwn } from "../../../scripts/containers.ts";
import { clientsOf } from "./clients.ts";
import { openSuite } from "./suites-redis.ts";

for (const server of servers) {
  const [kind] = clientsOf[server.id] ?? [];
  if (kind === undefined) continue;
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
    name: `redis-adapter / ${server.name}, killed and started again`,
    only: ["LIF-04", "LIF-09", "LIF-10"],
    open: async () => openSuite(kind, await start()),
  });

  afterAll(async () => (await own)?.remove());
}
