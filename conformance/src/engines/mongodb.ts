/** A harness over a MongoDB server: the second path by the driver, the server's own plans, the wire as the meter. */
import { type AdapterOptions, type MortiseAdapter, traitsOf } from "@mortise/adapter-kit";
import { MongoClient, ObjectId } from "mongodb";
import type { Adoption, Harness, Variant } from "../harness.ts";
import { NotCheckable } from "../needs.ts";
import { besideDefaults } from "../variants.ts";
import { scansOf } from "./mongodb-plans.ts";
import { collectionsOf, mongoRawPath } from "./mongodb-raw.ts";
import { type MongoDriver, type MongoEngine, openMongoServer } from "./mongodb-server.ts";
import type { Address } from "./servers.ts";
import type { OfficialParts, SqlHarnessOptions } from "./sql-harness.ts";

export { collectionsOf } from "./mongodb-raw.ts";
export type { MongoDriver } from "./mongodb-server.ts";

export interface MongoHarnessOptions<Client>
  extends Pick<SqlHarnessOptions<Client>, "adapterOf" | "traits" | "fork" | "types"> {
  /** Of a server that takes transactions: a replica set, be it of one. */
  readonly address: Address;
  readonly driver: MongoDriver<Client>;
  /** Whether it refuses transactions all the same, as a server does that is in no replica set. */
  readonly isStandalone?: true;
  /** The official adapter. */
  readonly official?: Pick<OfficialParts<Client>, "adapterOf" | "ours">;
}

/** The newest driver. */
export const mongodb7: MongoDriver<MongoClient> = {
  connect(url) {
    const client = new MongoClient(url);
    return { client, close: () => client.close() };
  },
};

/** Makes a database and the adapter's indexes in it, where the adapter makes any, and answers the harness. */
export async function openMongo<Client>(options: MongoHarnessOptions<Client>): Promise<Harness> {
  const harness = harnessOf(await openMongoServer(options.address, options.driver, options), options, undefined);
  try {
    // The official adapter makes none.
    if ("createSchema" in harness.adapter) await harness.adapter.createSchema();
  } catch (error) {
    await harness.close();
    throw error;
  }
  return harness;
}

function harnessOf<Client>(
  engine: MongoEngine<Client>,
  options: MongoHarnessOptions<Client>,
  variant: Variant | undefined,
): Harness {
  const { fork, official } = options;
  const adapterOver = (client: Client, more?: AdapterOptions) =>
    options.adapterOf(client, variant, { ...variant?.options, ...more });
  const adapter = adapterOver(engine.client);
  const traits = options.traits ?? traitsOf(adapter);
  if (!traits) throw new TypeError("what the adapter declares has to be passed, since it has no traits");
  const { kind } = traits.userIds;
  return {
    adapter,
    traits,
    raw: mongoRawPath({
      db: engine.database(variant?.schema ?? engine.name),
      variant: variant ?? {},
      userIds: kind,
      undeletable: engine.undeletable,
    }),
    meter: { count: () => engine.wire.trips },
    engine: engine.version,
    found: engine.found,
    inTwoSteps: engine.inTwoSteps,
    freshUserId: () => (kind === "text" ? crypto.randomUUID() : new ObjectId().toHexString()),
    async scans(call) {
      const commands = await engine.wire.during(call);
      return (await Promise.all(commands.map((command) => scansOf(engine, command)))).flat();
    },
    async openSecond() {
      const { client, close } = engine.openClient();
      return { adapter: adapterOver(client), close };
    },
    ...(fork && variant === undefined ? { openProcess: () => fork(engine.address) } : {}),
    construct: (more) => adapterOver(engine.client, more),
    outage: engine.outage,
    cable: engine.cable,
    openVariant: (wanted) => openVariant(engine, options, wanted),
    types: options.types,
    ...(official ? { openOfficial: (wanted = {}) => openOfficial(options, official, wanted.fields) } : {}),
    close: engine.close,
  };
}

/** The collections of a variant, in the harness's database or, for a variant that names one, in another of its own. */
async function openVariant<Client>(
  engine: MongoEngine<Client>,
  options: MongoHarnessOptions<Client>,
  wanted: Variant,
): Promise<Harness> {
  const { schema, ...named } = besideDefaults(wanted);
  if (named.userIds === "uuid" || named.userIds === "integer") {
    throw new NotCheckable("users are keyed by ObjectIds or texts");
  }
  // Databases are the server's, and other harnesses have theirs there.
  const variant: Variant = schema === undefined ? named : { ...named, schema: `${engine.name}_${schema}` };
  const db = engine.database(variant.schema ?? engine.name);
  const collections = Object.values(collectionsOf(variant));
  const harness = harnessOf(engine, options, variant);
  // Where the adapter makes nothing, the server is asked all the same what it says to these names.
  const isBare = variant.isBare || !("createSchema" in harness.adapter);
  const close = async () => {
    await harness.raw.clear();
    if (variant.schema !== undefined) await db.dropDatabase();
    for (const name of collections) await db.dropCollection(name);
  };
  try {
    if (isBare && !variant.isThere) for (const name of collections) await db.createCollection(name);
    else if (!variant.isThere && !variant.isUncreated) await harness.adapter.createSchema();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...harness, close };
}

/** The official adapter's collections come with their first documents. They have the names of ours, in another database. */
async function openOfficial<Client>(
  options: MongoHarnessOptions<Client>,
  official: Pick<OfficialParts<Client>, "adapterOf" | "ours">,
  fields: Variant["fields"],
): Promise<Adoption> {
  const engine = await openMongoServer(options.address, options.driver);
  const ours = (client: Client, more?: AdapterOptions): MortiseAdapter => official.ours(client, fields, more);
  const harness = harnessOf(
    engine,
    { ...options, adapterOf: (client, _, more) => ours(client, more) },
    fields && { fields },
  );
  return { official: official.adapterOf(engine.client, fields), harness, sameCall: () => ours(engine.client) };
}
