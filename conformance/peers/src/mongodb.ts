/** `@auth/mongodb-adapter` over the collections that come into being with what it stores: it makes no indexes. */
import { MongoDBAdapter, type MongoDBAdapterOptions } from "@auth/mongodb-adapter";
import { NotCheckable, type Variant } from "@mortise/conformance";
import { collectionsOf, type MongoDriver, openMongo } from "@mortise/conformance/engines/mongodb";
import { addressOf } from "@mortise/conformance/engines/servers";
import { MongoClient } from "mongodb";
import { withoutPasskeysOfNobody } from "./no-passkeys.ts";
import { asAdapter, type Peer, server, traits } from "./peer.ts";

const mongodb = server("mongodb-8");

const driver: MongoDriver<MongoClient> = {
  connect(url) {
    const client = new MongoClient(url);
    return { client, close: () => client.close() };
  },
};

/** The options that the adapter has: how its collections are called, and in which database they are. */
function optionsOf(variant: Variant): MongoDBAdapterOptions {
  const { columns, userIds = "objectid", fields = {}, schema } = variant;
  const hasDefaults = Object.values(fields).some((own) => Object.values(own).some((field) => "default" in field));
  if (columns !== undefined || userIds !== "objectid" || hasDefaults) {
    throw new NotCheckable("the adapter has no names of fields, no other ids and no defaults");
  }
  const { user, account, session, verificationToken } = collectionsOf(variant);
  return {
    collections: { Users: user, Accounts: account, Sessions: session, VerificationTokens: verificationToken },
    ...(schema === undefined ? {} : { databaseName: schema }),
  };
}

export const peer: Peer = {
  adapter: "@auth/mongodb-adapter",
  module: import.meta.url,
  drivers: ["mongodb"],
  behind: "Its range ends below MongoDB's driver 7.",
  engines: [
    {
      name: mongodb.name,
      server: mongodb,
      remark: "the server is SecantusDB where there is no image of mongod; the report has its name and version.",
      open: async () => {
        const harness = await openMongo({
          address: addressOf(mongodb),
          driver,
          adapterOf(client, variant, options) {
            if (Object.keys(options).length > 0) throw new NotCheckable("the adapter has no options of this kind");
            return asAdapter(MongoDBAdapter(client, variant && optionsOf(variant)));
          },
          traits: traits({ kind: "objectid", from: "store" }),
        });
        return withoutPasskeysOfNobody(harness);
      },
    },
  ],
};
