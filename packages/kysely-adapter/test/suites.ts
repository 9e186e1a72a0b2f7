/** What the suites of all engines have in common. */
import { KyselyAdapter as OfficialAdapter } from "@auth/kysely-adapter";
import type { AdapterOptions } from "@mortise/adapter-kit";
import type { ConformanceOptions, Harness, OfficialAdapter as OfficialMethods, Variant } from "@mortise/conformance";
import { NotCheckable } from "@mortise/conformance";
import type { SqlDialect, SqlEngine } from "@mortise/conformance/engines/engine";
import { forkAdapter } from "@mortise/conformance/engines/processes";
import { noAuthenticators, openSqlHarness, type SqlHarnessOptions } from "@mortise/conformance/engines/sql-harness";
import { KyselyAdapter, type KyselyAdapterOptions } from "@mortise/kysely-adapter";
import type { KyselyPlugin } from "kysely";
import type { AnyDatabase } from "./databases.ts";
import { addColumn, officialNames, officialSchema } from "./official-schema.ts";
import { schemaOf } from "./schema.ts";

/** What a conformance run needs to know of one engine. */
export type Suite = Pick<ConformanceOptions, "name" | "open" | "absent" | "exclude" | "only">;

/** What does not apply where the database is in the process itself. */
export const noWire: NonNullable<Suite["exclude"]> = {
  "LIF-11": { reason: "there is no connection to drop: the database is in the process" },
};

interface SuiteOf<Client> {
  readonly dialect: SqlDialect;
  readonly open: () => Promise<SqlEngine<Client>>;
  /** The Kysely database of a client. */
  readonly db: (client: Client) => AnyDatabase;
  /** The database for the official adapter, where it does not work with that one. */
  readonly officialDb?: (client: Client) => AnyDatabase;
  /** The driver, as the second process knows it. */
  readonly driver?: string;
  /** Other tables than the default ones. */
  readonly options?: KyselyAdapterOptions;
  /** What they are called in the database, where a plugin has them otherwise. */
  readonly names?: Pick<Variant, "tables" | "columns">;
  readonly plugins?: KyselyPlugin[];
}

/** The type of the users' ids in the official tables. */
const userIds = { pg: "uuid", mysql: "varchar(36)", sqlite: "text" } as const;

/** The options by which an app says how its tables are. */
function optionsOf(
  dialect: SqlDialect,
  { userIds = "text", options, fields, ...names }: Variant,
): KyselyAdapterOptions {
  if (userIds === "objectid") throw new NotCheckable("no SQL database has such ids");
  if (userIds === "uuid" && dialect !== "pg") throw new NotCheckable(`there is no uuid column in ${dialect}`);
  if (names.schema !== undefined && dialect === "sqlite") {
    throw new NotCheckable("SQLite has no schemas within a database");
  }
  return { ...names, userIds, ...(fields === undefined ? {} : { fields }), ...options };
}

/** The harness of an engine. */
export async function openSuite<Client>(suite: SuiteOf<Client>): Promise<Harness> {
  const { dialect, open, db, driver, options: own = {}, names = officialNames, plugins, officialDb = db } = suite;
  const adapterOf = (client: Client, variant: Variant | undefined, options: AdapterOptions) =>
    KyselyAdapter(db(client), { ...(variant === undefined ? own : optionsOf(dialect, variant)), ...options });
  const harness: SqlHarnessOptions<Client> = {
    open,
    schema: await schemaOf(dialect, own, plugins),
    adapterOf,
    names,
    ...(dialect === "sqlite" ? { instants: "iso" } : {}),
    official: {
      schema: async (fields) => [
        ...officialSchema[dialect],
        noAuthenticators("User", userIds[dialect], "Authenticator"),
        ...Object.entries(fields?.user ?? {}).map(([name, field]) => addColumn(name, field)),
      ],
      adapterOf: (client) => OfficialAdapter(officialDb(client) as never) as OfficialMethods,
      ours: (client, fields, options) =>
        KyselyAdapter(db(client), { ...options, ...(fields === undefined ? {} : { fields }) }),
    },
    ...(driver === undefined
      ? {}
      : { fork: (address: string) => forkAdapter(new URL("process.ts", import.meta.url), [driver, address]) }),
    types: {
      directory: new URL("../../../conformance/types/", import.meta.url),
      lines: [
        'import { KyselyAdapter } from "@mortise/kysely-adapter";',
        'declare const db: import("kysely").Kysely<{ posts: { title: string } }>;',
      ],
      call: "KyselyAdapter(db)",
    },
  };
  return openSqlHarness(harness);
}
