/** MySQL and MariaDB. */
import { openMysql } from "@mortise/conformance/engines/mysql";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { type AnyDatabase, onMysql2 } from "./databases.ts";
import { openSuite, type Suite } from "./suites.ts";

export const mysqlSuites: readonly Suite[] = serversOf("mysql").map((server): Suite => {
  const address = addressOf(server);
  return {
    name: `${server.name}, mysql2`,
    absent: address.absent,
    open: () =>
      openSuite({
        dialect: "mysql",
        open: () => openMysql(address, onMysql2),
        db: (client: AnyDatabase) => client,
        driver: "mysql2",
      }),
  };
});
