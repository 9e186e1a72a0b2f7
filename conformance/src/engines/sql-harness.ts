/** A harness over a SQL engine: the second path in plain SQL, the engine's own plans, the wire as the meter. */
import {
  type AdapterOptions,
  type MortiseAdapter,
  type NamesOf,
  namesOf,
  type Traits,
  traitsOf,
} from "@mortise/adapter-kit";
import type { Adoption, Harness, OfficialAdapter, Second, TypedCall, Variant } from "../harness.ts";
import { besideDefaults } from "../variants.ts";
import type { SqlEngine } from "./engine.ts";
import { languages } from "./sql-languages.ts";
import { childrenFirst, rawTable, sqlRawPath } from "./sql-raw.ts";

export interface SqlHarnessOptions<Client> {
  /** Makes an empty database. */
  readonly open: () => Promise<SqlEngine<Client>>;
  /** The statements that make the tables, one each. */
  readonly schema: readonly string[];
  /**
   * The adapter under test over a client.
   * @param variant how its tables are, where they are not those of `schema`.
   * @param options of the kit.
   */
  readonly adapterOf: (client: Client, variant: Variant | undefined, options: AdapterOptions) => MortiseAdapter;
  /** How many milliseconds one is, where the tables of `schema` keep instants as numbers. 1, if absent. */
  readonly dateUnit?: 1 | 1000;
  /** Instants are kept as texts, `2026-11-21T18:30:00.000Z`. */
  readonly instants?: "iso";
  /** What tables and columns are called where nothing else is said. Absent: as the records and fields are. */
  readonly names?: Pick<Variant, "tables" | "columns">;
  /** What the adapter declares, where it was not made by `createAdapter`. */
  readonly traits?: Traits;
  /** The official adapter for this backend. */
  readonly official?: OfficialParts<Client>;
  /** Starts a process with an adapter over the database at that address. */
  readonly fork?: (address: string) => Promise<Second>;
  readonly types?: TypedCall;
}

export interface OfficialParts<Client> {
  /** The statements that make the official adapter's own tables, with the app's fields in them. */
  schema(fields: Variant["fields"]): Promise<readonly string[]>;
  adapterOf(client: Client, fields: Variant["fields"]): OfficialAdapter;
  /** Ours, by the call that makes the official one. */
  ours(client: Client, fields: Variant["fields"], options?: AdapterOptions): MortiseAdapter;
  /** The grain at which the official tables keep dates, where it is not that of ours. */
  readonly dateGrain?: Traits["dateGrain"];
}

/**
 * A table of authenticators where the adapter has none: bystanders stand in it, and a deleted user's go with the user.
 * @param users the table of users, and the type of its ids.
 * @param name what it is called.
 */
export function noAuthenticators(users: string, id: string, name = "authenticator"): string {
  return `create table "${name}" (
    "credentialID" varchar(255) primary key,
    "userId" ${id} not null,
    "providerAccountId" varchar(255) not null,
    "credentialPublicKey" text not null,
    "counter" bigint not null,
    "credentialDeviceType" varchar(255) not null,
    "credentialBackedUp" boolean not null,
    "transports" varchar(255),
    foreign key ("userId") references "${users}" ("id") on delete cascade)`;
}

/** Makes the tables and answers the harness. */
export async function openSqlHarness<Client>(options: SqlHarnessOptions<Client>): Promise<Harness> {
  const engine = await options.open();
  for (const statement of options.schema) await engine.query(statement);
  return harnessOf(engine, options, undefined);
}

function harnessOf<Client>(
  engine: SqlEngine<Client>,
  options: SqlHarnessOptions<Client>,
  variant: Variant | undefined,
): Harness {
  const { adapterOf, dateUnit = 1, instants, official, fork } = options;
  const own = variant?.options ?? {};
  const adapter = adapterOf(engine.client, variant, own);
  const traits = options.traits ?? traitsOf(adapter);
  if (!traits) throw new TypeError("the adapter declares no traits; pass them");
  const { address, cable } = engine;
  const adopted: Adopted<Client> = {};
  return {
    adapter,
    traits,
    raw: sqlRawPath(engine, namedBy(options, variant ?? {}), instants ?? (variant ? 1 : dateUnit)),
    meter: { count: () => engine.wire.trips },
    engine: engine.version,
    found: engine.found,
    driver: engine.driver,
    freshUserId: () =>
      traits.userIds.kind === "integer" ? String(1 + Math.floor(Math.random() * 2 ** 30)) : crypto.randomUUID(),
    async scans(call) {
      const statements = await engine.wire.during(call);
      const plans = await Promise.all(
        statements.map((statement) => languages[engine.dialect].scans(engine, statement)),
      );
      return plans.flat();
    },
    async openSecond(clientOptions) {
      const { client, close } = await engine.openClient(clientOptions);
      return { adapter: adapterOf(client, variant, own), close };
    },
    ...(fork && address !== undefined && variant === undefined ? { openProcess: () => fork(address) } : {}),
    construct: (more = {}) => adapterOf(engine.client, variant, { ...own, ...more }),
    outage: () => engine.outage?.() ?? moveTables(engine, namesOf(options.names)),
    ...(cable ? { cable } : {}),
    openVariant: (wanted) => openVariant(engine, options, wanted),
    types: options.types,
    ...(official ? { openOfficial: (wanted = {}) => openOfficial(adopted, options, official, wanted) } : {}),
    async close() {
      await (await adopted.engine)?.close();
      await engine.close();
    },
  };
}

/** A variant with the names that nothing else is said for. */
function namedBy({ names = {} }: Pick<SqlHarnessOptions<never>, "names">, variant: Variant): Variant {
  const { tables, columns } = variant;
  return { ...variant, tables: { ...names.tables, ...tables }, columns: { ...names.columns, ...columns } };
}

/** Where there is no server to take away, every statement fails because its table is somewhere else. */
async function moveTables(engine: SqlEngine<unknown>, names: NamesOf): Promise<() => Promise<void>> {
  for (const record of childrenFirst) {
    await engine.query(`alter table "${names.table(record)}" rename to "${names.table(record)}_away"`);
  }
  return async () => {
    for (const record of childrenFirst) {
      await engine.query(`alter table "${names.table(record)}_away" rename to "${names.table(record)}"`);
    }
  };
}

async function openVariant<Client>(
  engine: SqlEngine<Client>,
  options: SqlHarnessOptions<Client>,
  wanted: Variant,
): Promise<Harness> {
  const variant = besideDefaults(wanted);
  const harness = harnessOf(engine, options, variant);
  const names = namesOf(namedBy(options, variant));
  const tables = childrenFirst.map((record) => ({ record, ...rawTable(names, record, variant.schema) }));
  const close = async () => {
    for (const { name } of tables) await engine.query(`drop table if exists ${name}`);
    if (variant.schema !== undefined) await engine.query(`drop schema if exists "${variant.schema}"`);
  };
  try {
    if (variant.isBare) {
      // A table made of a query has the columns and nothing else.
      const own = namesOf(options.names);
      for (const { record, name } of tables) {
        await engine.query(`create table ${name} as select * from "${own.table(record)}" where 1 = 0`);
      }
    } else if (!variant.isThere && !variant.isUncreated) await harness.adapter.createSchema();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...harness, close };
}

/** The database of official tables as they come: made once, since making one takes an embedded engine long. */
interface Adopted<Client> {
  engine?: Promise<SqlEngine<Client>>;
}

/** The official tables have the names of ours, so they stand in a database of their own. */
async function openOfficial<Client>(
  adopted: Adopted<Client>,
  options: SqlHarnessOptions<Client>,
  official: OfficialParts<Client>,
  { fields, isBare }: Pick<Variant, "fields" | "isBare">,
): Promise<Adoption> {
  const isOwn = fields !== undefined || isBare === true;
  const make = async () => {
    const engine = await options.open();
    for (const statement of await official.schema(fields)) await engine.query(statement);
    if (isBare) await makeBare(engine, namesOf(options.names));
    return engine;
  };
  if (!isOwn) adopted.engine ??= make();
  const engine = await (isOwn ? make() : (adopted.engine as Promise<SqlEngine<Client>>));

  const sameCall = (client = engine.client, more?: AdapterOptions) => official.ours(client, fields, more);
  const variant = fields === undefined ? undefined : { fields };
  const own = harnessOf(
    engine,
    { ...options, dateUnit: 1, adapterOf: (client, _, more) => sameCall(client, more) },
    variant,
  );
  const { dateGrain = own.traits.dateGrain } = official;
  const close = isOwn ? own.close : () => own.raw.clear();
  const harness = { ...own, traits: { ...own.traits, dateGrain }, close };
  return { official: official.adapterOf(engine.client, fields), harness, sameCall: () => sameCall() };
}

/** A table made of a query has the columns and nothing else. */
async function makeBare(engine: SqlEngine<unknown>, names: NamesOf): Promise<void> {
  const tables = childrenFirst.map((record) => names.table(record));
  for (const table of tables) {
    await engine.query(`create table "${table}_bare" as select * from "${table}" where 1 = 0`);
  }
  for (const table of tables) {
    await engine.query(`drop table "${table}"`);
    await engine.query(`alter table "${table}_bare" rename to "${table}"`);
  }
}
