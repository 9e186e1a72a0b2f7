import { conformance, writeResult } from "@mortise/conformance";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { openD1 } from "@mortise/conformance/engines/d1";
import { openLibsql } from "@mortise/conformance/engines/libsql";
import { openSqlHarness } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzle as drizzleBetterSqlite3 } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzleD1 } from "drizzle-orm/d1";
import { drizzle as drizzleLibsql } from "drizzle-orm/libsql";
import { afterAll, describe, test } from "vitest";
import { integerIds } from "./other-ids.ts";
import { sqliteSchema } from "./schema.ts";

const suite = { test, describe, afterAll, report: writeResult };

conformance({
  ...suite,
  name: "drizzle-adapter / better-sqlite3",
  open: async () =>
    openSqlHarness({
      engine: await openBetterSqlite3(),
      schema: await sqliteSchema(),
      adapterOf: (client) => DrizzleAdapter(drizzleBetterSqlite3(client)),
    }),
});

conformance({
  ...suite,
  name: "drizzle-adapter / better-sqlite3, integer ids and whole seconds",
  open: async () =>
    openSqlHarness({
      engine: await openBetterSqlite3(),
      schema: await sqliteSchema(integerIds),
      adapterOf: (client) => DrizzleAdapter(drizzleBetterSqlite3(client), integerIds),
      dateUnit: 1000,
    }),
});

conformance({
  ...suite,
  name: "drizzle-adapter / libSQL",
  open: async () =>
    openSqlHarness({
      engine: await openLibsql(),
      schema: await sqliteSchema(),
      adapterOf: (client) => DrizzleAdapter(drizzleLibsql(client)),
    }),
});

conformance({
  ...suite,
  name: "drizzle-adapter / D1",
  open: async () =>
    openSqlHarness({
      engine: await openD1(),
      schema: await sqliteSchema(),
      adapterOf: (client) => DrizzleAdapter(drizzleD1(client as never)),
    }),
});
