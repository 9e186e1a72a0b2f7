/** PostgreSQL: embedded in the process, and on each server. */
import { openPglite } from "@mortise/conformance/engines/pglite";
import { openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { type AnyDatabase, onNodePostgres, onPglite } from "./databases.ts";
import { noWire, openSuite, type Suite } from "./suites.ts";

const embedded: Suite = {
  name: "PGlite",
  exclude: noWire,
  open: () => openSuite({ dialect: "pg", open: openPglite, db: onPglite }),
};

const onServers = serversOf("postgres").flatMap((server): Suite[] => {
  const address = addressOf(server);
  const { absent } = address;
  const withNodePostgres = {
    dialect: "pg",
    open: () => openPostgres(address, onNodePostgres),
    db: (client: AnyDatabase) => client,
  } as const;
  return [
    {
      name: `${server.name}, node-postgres`,
      absent,
      open: () => openSuite({ ...withNodePostgres, driver: "node-postgres" }),
    },
    {
      name: `${server.name}, node-postgres, uuids`,
      absent,
      open: () => openSuite({ ...withNodePostgres, driver: "node-postgres, uuids", options: { userIds: "uuid" } }),
    },
  ];
});

export const pgSuites: readonly Suite[] = [embedded, ...onServers];
