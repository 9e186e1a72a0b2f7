/** The tables as a migration of Kysely's own `Migrator`. */
import { tableName } from "@mortise/adapter-kit/sql";
import type { Database } from "./statements.ts";
import { kyselyStore, type TablesOptions, tablesOf } from "./store.ts";

/** A migration as Kysely's `Migrator` takes it, of any version. */
export interface AuthMigration {
  /** Creates the tables, indexes and keys that are not there, and leaves those that are. */
  up(db: object): Promise<void>;
  /** Removes the tables with what is in them. */
  down(db: object): Promise<void>;
}

/**
 * The adapter's tables as a migration, to stand among the app's own.
 * @param options as `KyselyAdapter` takes them; what is not about tables is left out of account.
 * @returns an object with `up` and `down`; nothing is sent before they are called.
 *
 * @example
 * ```ts
 * import { authMigration } from "@mortise/kysely-adapter";
 *
 * const provider = { getMigrations: async () => ({ "2026-11-21_auth": authMigration() }) };
 * ```
 */
export function authMigration(options: TablesOptions = {}): AuthMigration {
  return {
    up: (db) => kyselyStore(db as Database, options).store.schema.create(),
    async down(db) {
      const { statements } = kyselyStore(db as Database, options);
      for (const table of tablesOf(db as Database, options)
        .defined()
        .toReversed()) {
        await statements.connection.run(`drop table if exists ${tableName(statements.language, table)}`);
      }
    },
  };
}
