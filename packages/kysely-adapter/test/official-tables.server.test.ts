/** The official tables as they come, without one of passkeys: nothing needs it before it is made, and it can be made. */
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import type { SqlEngine } from "@mortise/conformance/engines/engine";
import { openMysql } from "@mortise/conformance/engines/mysql";
import { openPglite } from "@mortise/conformance/engines/pglite";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { authMigration, KyselyAdapter } from "@mortise/kysely-adapter";
import { Migrator } from "kysely/migration";
import { Migrator as Migrator28 } from "kysely-28";
import { describe, expect, onTestFinished, test } from "vitest";
import { type AnyDatabase, onBetterSqlite3, onMysql2, onPglite } from "./databases.ts";
import { officialSchema } from "./official-schema.ts";

interface Engine {
  readonly name: string;
  readonly absent?: string | undefined;
  readonly open: () => Promise<{ readonly engine: SqlEngine<never>; readonly db: AnyDatabase }>;
}

const opened = async <Client>(engine: Promise<SqlEngine<Client>>, dbOf: (client: Client) => AnyDatabase) => ({
  engine: (await engine) as SqlEngine<never>,
  db: dbOf((await engine).client),
});

const engines: readonly Engine[] = [
  { name: "SQLite", open: () => opened(openBetterSqlite3(), onBetterSqlite3) },
  { name: "PGlite", open: () => opened(openPglite(), onPglite) },
  ...serversOf("mysql").map((server): Engine => {
    const address = addressOf(server);
    return { name: server.name, absent: address.absent, open: () => opened(openMysql(address, onMysql2), (db) => db) };
  }),
];

const passkey = {
  credentialID: "AA//BB==",
  providerAccountId: "AA//BB==",
  credentialPublicKey: "key",
  counter: 0,
  credentialDeviceType: "singleDevice",
  credentialBackedUp: false,
};

for (const { name, absent, open } of engines) {
  describe.runIf(absent === undefined)(name, () => {
    const start = async () => {
      const { engine, db } = await open();
      onTestFinished(() => engine.close());
      return { engine, db, adapter: KyselyAdapter(db) };
    };

    test("a user is deleted where there is no table of passkeys", async () => {
      const { engine, adapter } = await start();
      for (const statement of officialSchema[engine.dialect]) await engine.query(statement);
      const user = await adapter.createUser({ email: "ada@example.com" });
      await adapter.createSession({ userId: user.id, sessionToken: "a session", expires: new Date(1e13) });
      await adapter.deleteUser(user.id);
      expect(await adapter.getUser(user.id)).toBe(null);
      expect(await engine.query('select * from "Session"')).toEqual([]);
    });

    test("the table of passkeys is missing, and fits the others when it is made", async () => {
      const { engine, adapter } = await start();
      for (const statement of officialSchema[engine.dialect]) await engine.query(statement);
      const isMissing = async () => (await adapter.verifySchema()).some(({ kind }) => kind === "missing-table");
      expect(await isMissing()).toBe(true);
      await adapter.createSchema();
      expect(await isMissing()).toBe(false);
      const user = await adapter.createUser({ email: "ada@example.com" });
      await adapter.createAuthenticator({ ...passkey, userId: user.id });
      expect(await adapter.getAuthenticator(passkey.credentialID)).toMatchObject({ ...passkey, userId: user.id });
      await adapter.deleteUser(user.id);
      expect(await adapter.getAuthenticator(passkey.credentialID)).toBe(null);
    });

    test.each([Migrator, Migrator28 as never as typeof Migrator])(
      "a migration makes the tables and removes them",
      async (Own) => {
        const { engine, db, adapter } = await start();
        const provider = { getMigrations: async () => ({ auth: authMigration() }) };
        const migrator = new Own({ db, provider });
        expect((await migrator.migrateToLatest()).error).toBe(undefined);
        expect(await adapter.verifySchema()).toEqual([]);
        await adapter.createUser({ email: "ada@example.com" });
        expect((await migrator.migrateDown()).error).toBe(undefined);
        await expect(engine.query('select * from "User"')).rejects.toThrow();
      },
    );
  });
}
