/** A way into the servers past the demo: what it stored, and what it has to leave alone. */
import { MongoClient } from "mongodb";
import { createClient } from "redis";

export interface Past {
  /** Puts in a user that an earlier demo left, and something of somebody else's. */
  plant(): Promise<void>;
  /** Whether that of somebody else's is there. */
  hasForeign(): Promise<boolean>;
  emails(): Promise<unknown[]>;
  /** The tokens of the sessions. */
  sessions(): Promise<unknown[]>;
  /** How many one-time tokens there are. */
  tokens(): Promise<number>;
  /** Removes all of it. */
  close(): Promise<void>;
}

export async function openMongo(url: string): Promise<Past> {
  const client = new MongoClient(url);
  const own = client.db("mortise_demo");
  const foreign = client.db(`mortise_foreign_${crypto.randomUUID().slice(0, 8)}`);
  const valuesOf = async (name: string, field: string) =>
    (await own.collection(name).find().toArray()).map((document) => document[field]);
  return {
    async plant() {
      await own.collection("users").insertOne({ email: "earlier@example.com" });
      await foreign.collection("users").insertOne({ email: "foreign@example.com" });
    },
    hasForeign: async () => (await foreign.collection("users").countDocuments()) === 1,
    emails: () => valuesOf("users", "email"),
    sessions: () => valuesOf("sessions", "sessionToken"),
    tokens: () => own.collection("verification_tokens").countDocuments(),
    async close() {
      await own.dropDatabase();
      await foreign.dropDatabase();
      await client.close();
    },
  };
}

export async function openRedis(url: string): Promise<Past> {
  const client = createClient({ url });
  await client.connect();
  const foreign = `mortise-foreign:${crypto.randomUUID()}`;
  const keys = async (pattern: RegExp) => {
    const all = await client.keys("mortise-demo:*");
    return all.filter((key) => pattern.test(key));
  };
  const valuesOf = async (pattern: RegExp, field: string) => {
    const values = await Promise.all((await keys(pattern)).map((key) => client.get(key)));
    return values.map((value) => JSON.parse(String(value))[field]);
  };
  return {
    async plant() {
      await client.set("mortise-demo:user:earlier", JSON.stringify({ id: "earlier", email: "earlier@example.com" }));
      await client.set(foreign, "somebody else's");
    },
    hasForeign: async () => (await client.get(foreign)) === "somebody else's",
    emails: () => valuesOf(/^mortise-demo:user:[^:]+$/, "email"),
    sessions: () => valuesOf(/^mortise-demo:user:session:[^:]+$/, "sessionToken"),
    tokens: async () => (await keys(/^mortise-demo:user:token:(?!by-token:)/)).length,
    async close() {
      await client.unlink([foreign, ...(await keys(/./))]);
      client.destroy();
    },
  };
}
