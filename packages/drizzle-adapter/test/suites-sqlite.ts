/** SQLite, embedded, through each of its drivers. */
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { openD1 } from "@mortise/conformance/engines/d1";
import { openLibsql } from "@mortise/conformance/engines/libsql";
import { drizzle as drizzleBetterSqlite3 } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzleD1 } from "drizzle-orm/d1";
import { drizzle as drizzleLibsql } from "drizzle-orm/libsql";
import { integerTables } from "./other-ids.ts";
import { noWire, openSuite, type Suite } from "./suites.ts";

const exclude: Suite["exclude"] = {
  ...noWire,
  "TEN-09": { reason: "SQLite has no schemas within a database" },
};

export const sqliteSuites: readonly Suite[] = [
  {
    name: "better-sqlite3",
    exclude,
    open: () =>
      openSuite({
        dialect: "sqlite",
        open: openBetterSqlite3,
        drizzle: (client) => drizzleBetterSqlite3(client) as never,
        driver: "better-sqlite3",
      }),
  },
  {
    name: "better-sqlite3, integer ids and whole seconds",
    exclude,
    open: () =>
      openSuite({
        dialect: "sqlite",
        open: openBetterSqlite3,
        drizzle: (client) => drizzleBetterSqlite3(client) as never,
        driver: "better-sqlite3, integer ids",
        tables: integerTables(),
        dateUnit: 1000,
      }),
  },
  {
    name: "libSQL",
    exclude,
    open: () =>
      openSuite({
        dialect: "sqlite",
        open: openLibsql,
        drizzle: (client) => drizzleLibsql(client) as never,
        driver: "libsql",
      }),
  },
  {
    name: "D1",
    exclude,
    open: () =>
      openSuite({ dialect: "sqlite", open: openD1, drizzle: (client) => drizzleD1(client as never) as never }),
  },
];
