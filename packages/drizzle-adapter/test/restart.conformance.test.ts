import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { killedAndStartedAgain } from "../../../scripts/restarts.ts";
import { openSuite } from "./suites.ts";

killedAndStartedAgain("drizzle-adapter", {
  "postgres-18": (address) =>
    openSuite({
      dialect: "pg",
      open: () => openPostgres(address, nodePostgres),
      drizzle: (client) => drizzleNodePostgres(client) as never,
    }),
  "mysql-9.7": (address) =>
    openSuite({
      dialect: "mysql",
      open: () => openMysql(address, mysql2),
      drizzle: (client) => drizzleMysql2(client) as never,
    }),
});
