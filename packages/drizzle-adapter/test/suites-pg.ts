/** PostgreSQL: embedded in the process, and on each server through each driver. */
import { openPglite } from "@mortise/conformance/engines/pglite";
import { nodePostgres, openPostgres, postgresJs } from "@mortise/conformance/engines/postgres";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import type pg from "pg";
import { uuidTables } from "./other-ids.ts";
import { noWire, openSuite, type Suite } from "./suites.ts";

const embedded: Suite = {
  name: "PGlite",
  exclude: noWire,
  open: () => openSuite({ dialect: "pg", open: openPglite, drizzle: (client) => drizzlePglite(client) as never }),
};

const onServers = serversOf("postgres").flatMap((server): Suite[] => {
  const address = addressOf(server);
  const { absent } = address;
  const withNodePostgres = {
    dialect: "pg",
    open: () => openPostgres(address, nodePostgres),
    drizzle: (client: pg.Pool) => drizzleNodePostgres(client) as never,
  } as const;
  return [
    {
      name: `${server.name}, node-postgres`,
      absent,
      open: () => openSuite({ ...withNodePostgres, driver: "node-postgres" }),
    },
    {
      name: `${server.name}, postgres.js`,
      absent,
      open: () =>
        openSuite({
          dialect: "pg",
          open: () => openPostgres(address, postgresJs),
          drizzle: (client) => drizzlePostgresJs(client) as never,
          driver: "postgres.js",
        }),
    },
    {
      name: `${server.name}, node-postgres, uuids and timestamps with time zone`,
      absent,
      open: () => openSuite({ ...withNodePostgres, driver: "node-postgres, uuids", tables: uuidTables() }),
    },
  ];
});

export const pgSuites: readonly Suite[] = [embedded, ...onServers];
