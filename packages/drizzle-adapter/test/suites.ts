/** Every engine and driver that this adapter is proven on, each as the suite takes it. */
import type { AdapterOptions } from "@mortise/adapter-kit";
import type { ConformanceOptions, Harness, Variant } from "@mortise/conformance";
import { NotCheckable } from "@mortise/conformance";
import type { SqlEngine } from "@mortise/conformance/engines/engine";
import { forkAdapter } from "@mortise/conformance/engines/processes";
import { openSqlHarness, type SqlHarnessOptions } from "@mortise/conformance/engines/sql-harness";
import { DrizzleAdapter } from "@mortise/drizzle-adapter";
import * as mysql from "@mortise/drizzle-adapter/mysql";
import * as pg from "@mortise/drizzle-adapter/pg";
import * as sqlite from "@mortise/drizzle-adapter/sqlite";
import { extraColumns, noSuchIds } from "./extra-columns.ts";
import { official } from "./official.ts";
import { autoIncrementTables, identityTables, integerTables, uuidTables } from "./other-ids.ts";
import { mysqlSchema, pgSchema, sqliteSchema } from "./schema.ts";

/** What a conformance run needs to know of one engine. */
export type Suite = Pick<ConformanceOptions, "name" | "open" | "absent" | "exclude" | "only">;

/** What does not apply where the database is in the process itself. */
export const noWire: NonNullable<Suite["exclude"]> = {
  "LIF-11": { reason: "there is no connection to drop: the database is in the process" },
};

type Dialect = "pg" | "mysql" | "sqlite";

interface SuiteOf<Client> {
  readonly dialect: Dialect;
  readonly open: () => Promise<SqlEngine<Client>>;
  /** Makes a Drizzle database of a client. */
  readonly drizzle: (client: Client) => never;
  /** The driver, as the second process knows it. */
  readonly driver?: string;
  /** Other tables than those of the package. */
  readonly tables?: Record<string, unknown>;
  readonly dateUnit?: 1 | 1000;
}

/** A database of the dialect, as Drizzle's own types have it. */
const databases = {
  pg: 'import("drizzle-orm/pg-proxy").PgRemoteDatabase',
  mysql: 'import("drizzle-orm/mysql-proxy").MySqlRemoteDatabase',
  sqlite: 'import("drizzle-orm/sqlite-proxy").SqliteRemoteDatabase',
};

const schemas = { pg: pgSchema, mysql: mysqlSchema, sqlite: sqliteSchema };

/** The tables of a variant, as an app would declare them. */
const tablesOf: { readonly [D in Dialect]: (variant: Variant) => Record<string, unknown> } = {
  pg(variant) {
    if (variant.userIds === "uuid") return uuidTables(variant);
    if (variant.userIds === "integer") return identityTables(variant);
    return pg.createTables({ ...variant, ...extraColumns.pg(variant) });
  },
  mysql(variant) {
    if (variant.userIds === "uuid") return noSuchIds("MySQL", "uuid");
    if (variant.userIds === "integer") return autoIncrementTables(variant);
    return mysql.createTables({ ...variant, ...extraColumns.mysql(variant) });
  },
  sqlite(variant) {
    if (variant.schema !== undefined) throw new NotCheckable("SQLite has no schemas within a database");
    if (variant.userIds === "uuid") return noSuchIds("SQLite", "uuid");
    if (variant.userIds === "integer") return integerTables(variant, "timestamp_ms");
    return sqlite.createTables({ ...variant, ...extraColumns.sqlite(variant) });
  },
};

/** The harness of an engine. */
export async function openSuite<Client>(suite: SuiteOf<Client>): Promise<Harness> {
  const { dialect, open, drizzle, driver, tables, dateUnit } = suite;
  const schemaOf = schemas[dialect];
  const adapterOf = (client: Client, variant: Variant | undefined, options: AdapterOptions) => {
    const own = variant === undefined ? tables : tablesOf[dialect](variant);
    return DrizzleAdapter(drizzle(client), own as never, options);
  };
  const options: SqlHarnessOptions<Client> = {
    open,
    schema: await (tables === undefined ? schemaOf() : schemaOf(tables)),
    adapterOf,
    official: await official(dialect, drizzle, schemaOf),
    ...(driver === undefined
      ? {}
      : { fork: (address: string) => forkAdapter(new URL("process.ts", import.meta.url), [driver, address]) }),
    ...(dateUnit === undefined ? {} : { dateUnit }),
    types: {
      directory: new URL("../../../conformance/types/", import.meta.url),
      lines: ['import { DrizzleAdapter } from "@mortise/drizzle-adapter";', `declare const db: ${databases[dialect]};`],
      call: "DrizzleAdapter(db)",
    },
  };
  return openSqlHarness(options);
}
