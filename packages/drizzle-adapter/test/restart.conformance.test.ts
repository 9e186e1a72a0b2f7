/** A server that is killed and started again, in a container of its own: others share none of it. */
import { conformance, writeResult } from "@mortise/conformance";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { type Address, addressOf, servers } from "@mortise/conformance/engines/servers";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { afterAll, describe, test } from "vitest";
import { startOwn } from "../../../scripts/containers.ts";
import { openSuite } from "./suites.ts";

const openers = {
  "postgres-18": (address: Address) =>
    openSuite({
      dialect: "pg",
      open: () => openPostgres(address, nodePostgres),
      drizzle: (client) => drizzleNodePostgres(client) as never,
    }),
  "mysql-9.7": (address: Address) =>
    openSuite({
      dialect: "mysql",
      open: () => openMysql(address, mysql2),
      drizzle: (client) => drizzleMysql2(client) as never,
    }),
};

for (const server of servers) {
  const open = openers[server.id as keyof typeof openers];
  // Where there is only an address, the server is not the test's to kill.
  const { found, absent = found === "address" ? "the server is no container of this run" : undefined } =
    addressOf(server);
  if (open === undefined) continue;
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
    name: `drizzle-adapter / ${server.name}, killed and started again`,
    only: ["LIF-04", "LIF-09", "LIF-10"],
    open: async () => open(await start()),
  });

  afterAll(async () => (await own)?.remove());
}
