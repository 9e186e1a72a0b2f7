/** Every driver and kind of id that this adapter is proven on, each as the suite takes it. */
import assert from "node:assert/strict";
import { MongoDBAdapter as OfficialAdapter } from "@auth/mongodb-adapter";
import type { AdapterOptions, MortiseAdapter } from "@mortise/adapter-kit";
import type {
  CaseId,
  ConformanceOptions,
  Harness,
  OfficialAdapter as OfficialMethods,
  Variant,
} from "@mortise/conformance";
import { collectionsOf, type MongoDriver, mongodb7, openMongo } from "@mortise/conformance/engines/mongodb";
import { forkAdapter } from "@mortise/conformance/engines/processes";
import { type Address, addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { MongoDBAdapter, type MongoDBAdapterOptions } from "@mortise/mongodb-adapter";
import type { MongoClient } from "mongodb";
import { MongoClient as MongoClient6 } from "mongodb-6";

/** What a conformance run needs to know of one engine. */
type Suite = Pick<ConformanceOptions, "name" | "open" | "absent" | "exclude" | "only" | "without">;

/** The driver before the newest. Its client is another class, of which the adapter's types know nothing. */
export const mongodb6: MongoDriver<MongoClient> = {
  connect(url) {
    const client = new MongoClient6(url) as unknown as MongoClient;
    return { client, close: () => client.close() };
  },
};

interface Chosen {
  readonly driver: MongoDriver<MongoClient>;
  /** The driver and the kind of id, as the second process knows them. */
  readonly process: string;
  readonly ids?: "objectid" | "string";
  /** Whether the server is in no replica set, and so has no transactions. */
  readonly isStandalone?: true;
}

/** What rests on transactions where there are any. */
const aboutDeletion: readonly CaseId[] = [
  ...(["DEL-01", "DEL-02", "DEL-03", "DEL-04", "DEL-05", "DEL-06", "DEL-07", "DEL-08", "DEL-09", "DEL-10"] as const),
  ...(["CON-11", "CON-12", "LIF-14", "ADO-08", "TEN-05", "RTT-06"] as const),
];

/** The harness of a server. */
export function openSuite(address: Address, chosen: Chosen): Promise<Harness> {
  const { driver, process, ids = "objectid", isStandalone } = chosen;
  return openMongo<MongoClient>({
    address,
    driver,
    ...(isStandalone ? { isStandalone } : {}),
    adapterOf: (client, variant, options) => adapterOf(client, ids, variant, options),
    fork: (url) => forkAdapter(new URL("process.ts", import.meta.url), [process, url]),
    types: {
      directory: new URL("../../../conformance/types/", import.meta.url),
      lines: [
        'import { MongoDBAdapter } from "@mortise/mongodb-adapter";',
        'declare const client: import("mongodb").MongoClient;',
      ],
      call: "MongoDBAdapter(client)",
    },
    // The official adapter makes its ids with the driver that it was installed beside, and knows no other kind.
    ...(driver === mongodb7 && ids === "objectid" ? { official } : {}),
  });
}

export const newest: Chosen = { driver: mongodb7, process: "mongodb 7" };

const official = {
  adapterOf: (client: MongoClient) => OfficialAdapter(client as never) as OfficialMethods,
  ours: (client: MongoClient, fields: Variant["fields"], options?: AdapterOptions) =>
    MongoDBAdapter(client, { ...options, ...(fields && { fields }) }),
};

function adapterOf(
  client: MongoClient,
  ids: "objectid" | "string",
  variant: Variant | undefined,
  options: AdapterOptions,
): MortiseAdapter {
  if (variant === undefined) return MongoDBAdapter(client, { ...options, ids });
  const { user, account, session, verificationToken, authenticator } = collectionsOf(variant);
  const own: MongoDBAdapterOptions = {
    ...options,
    ids: variant.userIds === undefined ? ids : variant.userIds === "text" ? "string" : "objectid",
    collections: {
      Users: user,
      Accounts: account,
      Sessions: session,
      VerificationTokens: verificationToken,
      Authenticators: authenticator,
    },
    ...(variant.schema === undefined ? {} : { databaseName: variant.schema }),
    ...(variant.columns === undefined ? {} : { columns: variant.columns }),
    ...(variant.fields === undefined ? {} : { fields: variant.fields }),
  };
  return MongoDBAdapter(client, own);
}

const exclude: NonNullable<Suite["exclude"]> = {
  "ACC-19": {
    reason:
      "MongoDB has no foreign keys, and no command that drivers send again after a failover also asks for the user",
    async proof({ adapter, given, harness, sample }) {
      const orphan = sample.account({ userId: harness.freshUserId() });
      await adapter.linkAccount({ ...orphan });
      // It is nobody's, and in nobody's way.
      assert.equal(await adapter.getUserByAccount({ ...orphan }), null);
      const { id } = await given.user();
      await adapter.linkAccount({ ...orphan, userId: id });
      assert.equal((await adapter.getUserByAccount({ ...orphan }))?.id, id);
    },
  },
};

const withoutOfficial = (reason: string): Pick<Suite, "exclude" | "without"> => ({
  without: { ADO: reason },
  exclude: { ...exclude, "SCH-04": { reason } },
});

export const mongodbSuites: readonly Suite[] = serversOf("mongodb").flatMap((server): Suite[] => {
  const address = addressOf(server);
  const { absent } = address;
  const of = (what: string, chosen: Chosen): Suite => ({
    name: `${server.name}, ${what}`,
    absent,
    exclude,
    open: () => openSuite(address, chosen),
  });
  return [
    of("driver 7", newest),
    {
      ...of("driver 6", { driver: mongodb6, process: "mongodb 6" }),
      ...withoutOfficial("the official adapter is installed beside driver 7 here, and takes no client of another"),
    },
    {
      ...of("driver 7, ids that are strings", { driver: mongodb7, process: "mongodb 7, strings", ids: "string" }),
      ...withoutOfficial("the official adapter knows no ids but ObjectIds"),
    },
    { ...of("driver 7, without transactions", { ...newest, isStandalone: true }), only: aboutDeletion },
  ];
});
