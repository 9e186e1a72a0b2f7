/** An adapter in a process of its own, for a race across processes: `process.ts <driver> <address>`. */

import { createClient } from "@libsql/client";
import { Wire } from "@mortise/conformance/engines/engine";
import { mysql2 } from "@mortise/conformance/engines/mysql";
import { nodePostgres, postgresJs } from "@mortise/conformance/engines/postgres";
import { serveAdapter } from "@mortise/conformance/engines/processes";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import Database from "better-sqlite3";
import { drizzle as drizzleBetterSqlite3 } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzleLibsql } from "drizzle-orm/libsql";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePostgresJs } from "drizzle-orm/postgres-js";
import { integerTables, uuidTables } from "./other-ids.ts";

const [driver = "", address = ""] = process.argv.slice(2);

switch (driver) {
  case "better-sqlite3":
  case "better-sqlite3, integer ids": {
    const client = new Database(address);
    const db = drizzleBetterSqlite3(client);
    const adapter = driver === "better-sqlite3" ? DrizzleAdapter(db) : DrizzleAdapter(db, integerTables());
    serveAdapter(adapter, async () => void client.close());
    break;
  }
  case "libsql": {
    const client = createClient({ url: `file:${address}`, timeout: 5000 });
    serveAdapter(DrizzleAdapter(drizzleLibsql(client)), async () => client.close());
    break;
  }
  case "node-postgres":
  case "node-postgres, uuids": {
    const { client, close } = nodePostgres.connect(address, new Wire());
    const db = drizzleNodePostgres(client);
    serveAdapter(driver === "node-postgres" ? DrizzleAdapter(db) : DrizzleAdapter(db, uuidTables() as never), close);
    break;
  }
  case "postgres.js": {
    const { client, close } = postgresJs.connect(address, new Wire());
    serveAdapter(DrizzleAdapter(drizzlePostgresJs(client)), close);
    break;
  }
  case "mysql2": {
    const { client, close } = mysql2.connect(address, new Wire());
    serveAdapter(DrizzleAdapter(drizzleMysql2(client)), close);
    break;
  }
  default:
    throw new RangeError(`there is no driver ${JSON.stringify(driver)}`);
}
