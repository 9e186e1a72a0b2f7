/** An adapter in a process of its own, for a race across processes: `process.ts <driver> <address>`. */
import { Wire } from "@mortise/conformance/engines/engine";
import { serveAdapter } from "@mortise/conformance/engines/processes";
import { KyselyAdapter } from "@mortise/kysely-adapter";
import Database from "better-sqlite3";
import { Kysely as Kysely28, SqliteDialect as SqliteDialect28 } from "kysely-28";
import { onBetterSqlite3, onMysql2, onNodePostgres } from "./databases.ts";

const [driver = "", address = ""] = process.argv.slice(2);

switch (driver) {
  case "better-sqlite3": {
    const db = onBetterSqlite3(new Database(address));
    serveAdapter(KyselyAdapter(db), () => db.destroy());
    break;
  }
  case "better-sqlite3, Kysely 0.28": {
    const db = new Kysely28<object>({ dialect: new SqliteDialect28({ database: new Database(address) }) });
    serveAdapter(KyselyAdapter(db as never), () => db.destroy());
    break;
  }
  case "node-postgres":
  case "node-postgres, uuids": {
    const { client, close } = onNodePostgres.connect(address, new Wire());
    serveAdapter(KyselyAdapter(client, driver === "node-postgres" ? {} : { userIds: "uuid" }), close);
    break;
  }
  case "mysql2": {
    const { client, close } = onMysql2.connect(address, new Wire());
    serveAdapter(KyselyAdapter(client), close);
    break;
  }
  default:
    throw new RangeError(`there is no driver ${JSON.stringify(driver)}`);
}
