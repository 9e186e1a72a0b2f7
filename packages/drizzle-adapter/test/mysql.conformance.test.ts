import { conformance, writeResult } from "@mortise/conformance";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { openSqlHarness } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzle } from "drizzle-orm/mysql2";
import { afterAll, describe, test } from "vitest";
import { mysqlSchema } from "./schema.ts";

for (const server of serversOf("mysql")) {
  const address = addressOf(server);
  conformance({
    test,
    describe,
    afterAll,
    report: writeResult,
    name: `drizzle-adapter / ${server.name}, ${mysql2.name}`,
    absent: address.absent,
    open: async () =>
      openSqlHarness({
        engine: await openMysql(address, mysql2),
        schema: await mysqlSchema(),
        adapterOf: (client) => DrizzleAdapter(drizzle(client)),
      }),
  });
}
