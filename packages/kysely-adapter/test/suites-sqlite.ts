/** SQLite, embedded: on each version of Kysely, and with names that a plugin changes. */
import { type CaseId, catalogue } from "@mortise/conformance";
import { openBetterSqlite3 } from "@mortise/conformance/engines/better-sqlite3";
import { CamelCasePlugin, Kysely, SqliteDialect } from "kysely";
import { Kysely as Kysely28, SqliteDialect as SqliteDialect28 } from "kysely-28";
import { type AnyDatabase, onBetterSqlite3, oncePerClient } from "./databases.ts";
import { noWire, openSuite, type Suite } from "./suites.ts";

const exclude: Suite["exclude"] = {
  ...noWire,
  "TEN-09": { reason: "SQLite has no schemas within a database" },
};

const sqlite = { dialect: "sqlite", open: openBetterSqlite3 } as const;

const plugins = [new CamelCasePlugin()];

/** What tables and columns are called in the database where the plugin is. */
const snakeNames = {
  tables: {
    user: "app_person",
    account: "app_account",
    session: "app_session",
    verificationToken: "app_verification_token",
    authenticator: "app_authenticator",
  },
  columns: {
    user: { emailVerified: "email_verified", image: "picture_url" },
    account: { userId: "user_id", providerAccountId: "provider_account_id" },
    session: { sessionToken: "session_token", userId: "user_id" },
    authenticator: {
      credentialID: "credential_id",
      userId: "user_id",
      providerAccountId: "provider_account_id",
      credentialPublicKey: "credential_public_key",
      credentialDeviceType: "credential_device_type",
      credentialBackedUp: "credential_backed_up",
    },
  },
} as const;

/** Tables of other names yet are what the other groups are about, and the plugin would change those too. */
const ownNames = (Object.keys(catalogue) as CaseId[]).filter((id) => !/^(ADO|CUS|SCH|TEN)-|^FID-1[78]$/.test(id));

export const sqliteSuites: readonly Suite[] = [
  {
    name: "better-sqlite3",
    exclude,
    open: () => openSuite({ ...sqlite, db: onBetterSqlite3, driver: "better-sqlite3" }),
  },
  {
    name: "better-sqlite3, Kysely 0.28",
    exclude,
    open: () =>
      openSuite({
        ...sqlite,
        db: oncePerClient(
          (database) => new Kysely28({ dialect: new SqliteDialect28({ database }) }) as never as AnyDatabase,
        ),
        // It asks whether the dialect's adapter is an instance of a class, of the one Kysely that it imports.
        officialDb: onBetterSqlite3,
        driver: "better-sqlite3, Kysely 0.28",
      }),
  },
  {
    name: "better-sqlite3, CamelCasePlugin",
    exclude,
    only: ownNames,
    open: () =>
      openSuite({
        ...sqlite,
        db: oncePerClient((database) => new Kysely({ dialect: new SqliteDialect({ database }), plugins })),
        plugins,
        names: snakeNames,
        options: {
          tables: { user: "Person" },
          prefix: "app",
          columns: { user: { image: "pictureUrl" } },
        },
      }),
  },
];
