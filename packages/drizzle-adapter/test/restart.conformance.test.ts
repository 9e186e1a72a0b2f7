import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import type { Address } from "@mortise/conformance/engines/servers";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { killedAndStartedAgain } from "../../../scripts/restarts.ts";
import { manySignIns } from "../../../scripts/rushes.ts";
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

killedAndStartedAgain("drizzle-adapter", openers);
manySignIns("drizzle-adapter", { "postgres-18": openers["postgres-18"] });
