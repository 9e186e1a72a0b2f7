/** MySQL and MariaDB. */
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { drizzle } from "drizzle-orm/mysql2";
import type { Pool } from "mysql2/promise";
import * as plain from "./mysql-plain-tables.ts";
import { openSuite, type Suite } from "./suites.ts";

/**
 * The cases that look up look-alikes, but for those in which two spellings have to be stored side by side: where the
 * collation of a unique key takes them for one, the second is refused.
 */
const lookAlikes: NonNullable<Suite["only"]> = [
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
  "HOS-10",
];

export const mysqlSuites: readonly Suite[] = serversOf("mysql").flatMap((server): Suite[] => {
  const address = addressOf(server);
  const { absent } = address;
  const withMysql2 = {
    dialect: "mysql",
    open: () => openMysql(address, mysql2),
    drizzle: (client: Pool) => drizzle(client) as never,
  } as const;
  return [
    { name: `${server.name}, mysql2`, absent, open: () => openSuite({ ...withMysql2, driver: "mysql2" }) },
    {
      name: `${server.name}, mysql2, tables in the server's collation`,
      absent,
      only: lookAlikes,
      open: () => openSuite({ ...withMysql2, tables: plain }),
    },
  ];
});
