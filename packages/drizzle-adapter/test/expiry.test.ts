/** Instants compared by the database itself: an expired session goes, a live one stays, whatever the server's time zone. */
import { contextOf, type Harness, inMinutes } from "@mortise/conformance";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { mysql2, openMysql } from "@mortise/conformance/engines/mysql";
import { nodePostgres, openPostgres } from "@mortise/conformance/engines/postgres";
import { addressOf, servers } from "@mortise/conformance/engines/servers";
import { openSqlHarness } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import { drizzle as drizzleBetterSqlite3 } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzleMysql2 } from "drizzle-orm/mysql2";
import { drizzle as drizzleNodePostgres } from "drizzle-orm/node-postgres";
import { describe, expect, test } from "vitest";
import { uuids } from "./other-ids.ts";
import { mysqlSchema, pgSchema, sqliteSchema } from "./schema.ts";

async function expires(open: () => Promise<Harness>): Promise<void> {
  const harness = await open();
  try {
    const { adapter, raw, given } = contextOf(harness);
    const { id: userId } = await given.user();
    // Half an hour is less than any two of the servers' time zones are apart.
    const live = await given.session({ userId, expires: inMinutes(30) });
    const expired = await given.session({ userId, expires: inMinutes(-30) });
    expect(await adapter.getSessionAndUser(expired.sessionToken)).toBe(null);
    expect((await adapter.getSessionAndUser(live.sessionToken))?.session).toEqual(live);
    expect(await raw.rows("session")).toEqual([live]);
    const later = inMinutes(60);
    await adapter.updateSession({ sessionToken: live.sessionToken, expires: later });
    expect(await raw.rows("session")).toEqual([{ ...live, expires: later }]);
    const token = await given.token({ expires: inMinutes(-30) });
    expect(await adapter.useVerificationToken(token)).toBe(null);
    expect(await raw.rows("verificationToken")).toEqual([]);
  } finally {
    await harness.close();
  }
}

test("better-sqlite3", () =>
  expires(async () =>
    openSqlHarness({
      engine: await openBetterSqlite3(),
      schema: await sqliteSchema(),
      adapterOf: (client) => DrizzleAdapter(drizzleBetterSqlite3(client)),
    }),
  ));

for (const server of servers) {
  const address = addressOf(server);
  describe.runIf(address.absent === undefined)(server.name, () => {
    if (server.protocol === "mysql") {
      test("datetime", () =>
        expires(async () =>
          openSqlHarness({
            engine: await openMysql(address, mysql2),
            schema: await mysqlSchema(),
            adapterOf: (client) => DrizzleAdapter(drizzleMysql2(client)),
          }),
        ));
    } else {
      test("timestamp", () =>
        expires(async () =>
          openSqlHarness({
            engine: await openPostgres(address, nodePostgres),
            schema: await pgSchema(),
            adapterOf: (client) => DrizzleAdapter(drizzleNodePostgres(client)),
          }),
        ));

      test("timestamp with time zone", () =>
        expires(async () =>
          openSqlHarness({
            engine: await openPostgres(address, nodePostgres),
            schema: await pgSchema(uuids),
            adapterOf: (client) => DrizzleAdapter(drizzleNodePostgres(client), uuids),
          }),
        ));
    }
  });
}
