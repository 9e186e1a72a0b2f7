/** MongoDB: each contestant on a database of its own, and on the newest driver that it takes. */
import { MongoDBAdapter as OfficialAdapter } from "@auth/mongodb-adapter";
import { type Address, addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { MongoDBAdapter, type MongoDBAdapterOptions } from "@mortise/mongodb-adapter";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { MongoClient as OlderClient } from "mongodb";
import { MongoClient } from "mongodb-current";
import { bareMongo } from "../bare/mongodb.ts";
import { betterAuthContestant } from "../better-auth.ts";
import type { Arena, Backend, Contestant, Place } from "../contestants.ts";
import { keyRing } from "../key-ring.ts";
import { installed } from "../versions.ts";
import type { Subject } from "../world.ts";

/**
 * What all clients are told. The driver's watch over the server is asked for once an hour, so that what is counted while
 * a call runs is the call's.
 */
const settings = { maxPoolSize: "10", serverMonitoringMode: "poll", heartbeatFrequencyMS: "3600000" };

const [current, older] = [installed("mongodb-current"), installed("mongodb")];

/** Makes the indexes of ours. */
async function createIndexes({ url }: Place): Promise<void> {
  const client = new MongoClient(url);
  try {
    await MongoDBAdapter(client).createSchema();
  } finally {
    await client.close();
  }
}

/** Over the newest driver, on the collections and indexes of ours. */
function onOurs(id: Contestant["id"], made: string, subjectOf: (client: MongoClient) => Subject): Contestant {
  return {
    id,
    made,
    createTables: createIndexes,
    async enter(url, _, ear) {
      const client = new MongoClient(url, { monitorCommands: ear !== undefined });
      client.on("commandStarted", ({ command }) => ear?.(command));
      return { subject: subjectOf(client), close: () => client.close() };
    },
  };
}

function ours(id: Contestant["id"], options?: MongoDBAdapterOptions): Contestant {
  const made = `${installed("@mortise/mongodb-adapter")}, ${current}`;
  return onOurs(id, made, (client) => MongoDBAdapter(client, options) as Subject);
}

const official: Contestant = {
  id: "official",
  made: `${installed("@auth/mongodb-adapter")}, ${older}; without indexes: neither it nor its documentation makes any`,
  createTables: async () => {},
  async enter(url) {
    const client = new OlderClient(url);
    return { subject: OfficialAdapter(client), close: () => client.close() };
  },
};

/** It makes its indexes by itself, beside the first calls. Its range has driver 7, but it comes with the official one's. */
const betterAuth = betterAuthContestant(
  older,
  (url) => {
    const client = new OlderClient(url);
    return { database: mongodbAdapter(client.db(), { client }), close: () => client.close() };
  },
  async () => {},
);

const contestants: readonly Contestant[] = [
  onOurs("bare", current, bareMongo),
  ours("ours"),
  ours("hashed", { hashSessionTokens: true }),
  ours("encrypted", { encryptProviderTokens: keyRing }),
  official,
  betterAuth,
];

/** A database of its own on a server that runs. */
async function openPlace({ url }: Address): Promise<Place> {
  const own = Object.assign(new URL(url), { pathname: `/mortise_bench_${crypto.randomUUID().replaceAll("-", "")}` });
  for (const [key, value] of Object.entries(settings)) own.searchParams.set(key, value);
  const client = new MongoClient(own.href);
  const { version, secantusVersion } = await client.db().command({ buildInfo: 1 });
  return {
    url: own.href,
    version: secantusVersion ? `SecantusDB ${secantusVersion}, as MongoDB ${version}` : `MongoDB ${version}`,
    async close() {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

export const backend: Backend = {
  name: "mongodb-adapter",
  arenas: serversOf("mongodb").map(
    (server): Arena => ({
      engine: server.name,
      server,
      contestants,
      openPlace: () => openPlace(addressOf(server)),
    }),
  ),
};
