/** What the SQL engines' plans call a scan, on real servers and embedded: a check that tells of none proves nothing. */
import { describe, expect, test } from "vitest";
import { openBetterSqlite3 } from "../src/engines/better-sqlite3.ts";
import type { SqlEngine } from "../src/engines/engine.ts";
import { mysql2, openMysql } from "../src/engines/mysql.ts";
import { openPglite } from "../src/engines/pglite.ts";
import { nodePostgres, openPostgres } from "../src/engines/postgres.ts";
import { addressOf, serversOf } from "../src/engines/servers.ts";
import { languages } from "../src/engines/sql-languages.ts";

interface Opened {
  readonly name: string;
  readonly absent?: string | undefined;
  readonly open: () => Promise<SqlEngine<unknown>>;
}

const engines: readonly Opened[] = [
  { name: "SQLite", open: openBetterSqlite3 },
  { name: "PGlite", open: openPglite },
  ...serversOf("postgres").map((server) => {
    const address = addressOf(server);
    return { name: server.name, absent: address.absent, open: () => openPostgres(address, nodePostgres) };
  }),
  ...serversOf("mysql").map((server) => {
    const address = addressOf(server);
    return { name: server.name, absent: address.absent, open: () => openMysql(address, mysql2) };
  }),
];

for (const { name, absent, open } of engines) {
  describe.runIf(absent === undefined)(name, () => {
    test("a lookup by a column without an index is told, and one by a key is not", async () => {
      const engine = await open();
      try {
        await engine.query("create table book (id int primary key, title varchar(20), year int)");
        await engine.query("create index book_year on book (year)");
        for (let id = 1; id <= 50; id += 1) {
          await engine.query(`insert into book values (${id}, 'title ${id}', ${1900 + id})`);
        }
        const scans = (where: string) =>
          languages[engine.dialect].scans(engine, { text: `select * from book where ${where}`, params: [] });
        expect(await scans("title = 'title 7'")).toHaveLength(1);
        expect(await scans("id = 7")).toEqual([]);
        expect(await scans("year = 1907")).toEqual([]);
      } finally {
        await engine.close();
      }
    });
  });
}
