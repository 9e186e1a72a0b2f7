import { type CaseId, conformance, writeResult } from "@mortise/conformance";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { openSqlHarness } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzle } from "drizzle-orm/mysql2";
import { afterAll, describe, test } from "vitest";
import * as plain from "./mysql-plain-tables.ts";
import { mysqlSchema } from "./schema.ts";

/**
 * The cases that look up look-alikes, but for those in which two spellings have to be stored side by side: where the
 * collation of a unique key takes them for one, the second is refused.
 */
const lookAlikes: readonly CaseId[] = [
  "USR-16",
  "ACC-12",
  "SES-19",
  "SES-21",
  "VT-05",
  "VT-06",
  "VT-07",
  "VT-08",
  "VT-11",
  "VT-13",
  "VT-20",
];

for (const server of serversOf("mysql")) {
  const address = addressOf(server);
  const suite = { test, describe, afterAll, report: writeResult, absent: address.absent };

  conformance({
    ...suite,
    name: `drizzle-adapter / ${server.name}, ${mysql2.name}`,
    open: async () =>
      openSqlHarness({
        engine: await openMysql(address, mysql2),
        schema: await mysqlSchema(),
        adapterOf: (client) => DrizzleAdapter(drizzle(client)),
      }),
  });

  conformance({
    ...suite,
    name: `drizzle-adapter / ${server.name}, ${mysql2.name}, tables in the server's collation`,
    only: lookAlikes,
    open: async () =>
      openSqlHarness({
        engine: await openMysql(address, mysql2),
        schema: await mysqlSchema(plain),
        adapterOf: (client) => DrizzleAdapter(drizzle(client), plain),
      }),
  });
}
