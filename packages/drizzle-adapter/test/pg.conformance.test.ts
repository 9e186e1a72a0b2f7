import { conformance, writeResult } from "@mortise/conformance";
import { openPglite } from "@mortise/conformance/engines/pglite";
import { nodePostgres, openPostgres, postgresJs } from "@mortise/conformance/engines/postgres";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { openSqlHarness } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import { afterAll, describe, test } from "vitest";
import { uuids } from "./other-ids.ts";
import { pgSchema } from "./schema.ts";

const suite = { test, describe, afterAll, report: writeResult };

conformance({
  ...suite,
  name: "drizzle-adapter / PGlite",
  open: async () =>
    openSqlHarness({
      engine: await openPglite(),
      schema: await pgSchema(),
      adapterOf: (client) => DrizzleAdapter(drizzlePglite(client)),
    }),
});

for (const server of serversOf("postgres")) {
  const address = addressOf(server);

  conformance({
    ...suite,
    name: `drizzle-adapter / ${server.name}, ${nodePostgres.name}`,
    absent: address.absent,
    open: async () =>
      openSqlHarness({
        engine: await openPostgres(address, nodePostgres),
        schema: await pgSchema(),
        adapterOf: (client) => DrizzleAdapter(drizzleNodePostgres(client)),
      }),
  });

  conformance({
    ...suite,
    name: `drizzle-adapter / ${server.name}, ${postgresJs.name}`,
    absent: address.absent,
    open: async () =>
      openSqlHarness({
        engine: await openPostgres(address, postgresJs),
        schema: await pgSchema(),
        adapterOf: (client) => DrizzleAdapter(drizzlePostgresJs(client)),
      }),
  });

  conformance({
    ...suite,
    name: `drizzle-adapter / ${server.name}, ${nodePostgres.name}, uuids and timestamps with time zone`,
    absent: address.absent,
    open: async () =>
      openSqlHarness({
        engine: await openPostgres(address, nodePostgres),
        schema: await pgSchema(uuids),
        adapterOf: (client) => DrizzleAdapter(drizzleNodePostgres(client), uuids),
      }),
  });
}
