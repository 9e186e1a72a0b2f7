/** Growth on MongoDB: documents are copied from one that the adapter wrote. */
import { type Db, type Document, type IndexDescription, MongoClient, ObjectId } from "mongodb-current";
import type { Field, Ground } from "./growing.ts";
import { type Filled, keyOf, ownerOf, recordsEach, writeFirst } from "./operations.ts";
import { mongoScans } from "./plans.ts";

/** Documents that one command inserts. */
const documentsAtOnce = 10_000;

/** Collections and what differs from document to document. */
const collections: { readonly [F in Filled]: { readonly name: string; keysOf(n: number): Document } } = {
  session: {
    name: "sessions",
    keysOf: (n) => ({ _id: new ObjectId(), sessionToken: keyOf("session", n), userId: idOf(ownerOf(n)) }),
  },
  account: {
    name: "accounts",
    keysOf: (n) => ({ _id: new ObjectId(), providerAccountId: keyOf("account", n), userId: idOf(ownerOf(n)) }),
  },
  verificationToken: {
    name: "verification_tokens",
    keysOf: (n) => ({ _id: new ObjectId(), identifier: keyOf("identifier", n), token: keyOf("verificationToken", n) }),
  },
};

const users = { name: "users", keysOf: (n: number) => ({ _id: idOf(n), email: keyOf("email", n) }) };

/** An ObjectId has 24 digits. */
const idOf = (n: number) => new ObjectId(keyOf("user", n).slice(0, 24));

export function mongoField({ place, adapter, overhear }: Ground): Field {
  const client = new MongoClient(place.url);
  const db = client.db();
  return {
    async fill(filled, rows) {
      const first = await writeFirst(adapter, filled);
      if (filled !== "verificationToken") await copy(db, users, rows, recordsEach);
      await copy(db, collections[filled], rows, 1);
      await first.remove();
    },
    async explain(look, restore) {
      const commands = await overhear(look);
      await restore(adapter);
      const plans: string[] = [];
      for (const command of commands) plans.push(await explained(db, command));
      return { text: plans.join("\n\n"), scans: plans.some(mongoScans) };
    },
    close: () => client.close(),
  };
}

/** Copies the only document of a collection, but for its keys. Its indexes are made anew at the end, as one loads a database. */
async function copy(
  db: Db,
  { name, keysOf }: { readonly name: string; keysOf(n: number): Document },
  rows: number,
  step: number,
): Promise<void> {
  const collection = db.collection(name);
  const first = await collection.findOne();
  const indexes = (await collection.indexes()).filter((index) => index.name !== "_id_");
  await collection.dropIndexes();
  for (let from = 0; from < rows; from += documentsAtOnce * step) {
    const last = Math.min(from + documentsAtOnce * step, rows);
    const copies = Array.from({ length: Math.ceil((last - from) / step) }, (_, at) => ({
      ...first,
      ...keysOf(from + at * step),
    }));
    await collection.insertMany(copies, { ordered: false });
  }
  if (indexes.length > 0) await collection.createIndexes(indexes as IndexDescription[]);
}

/** What the driver adds to a command, and a server does not take in one that it shall explain. */
const ofDriver = ["lsid", "txnNumber", "$db", "$clusterTime", "$readPreference"];
/** What says nothing of the plan, or of one that was not taken. */
const aside: readonly string[] = [
  ...["command", "serverInfo", "serverParameters", "explainVersion", "ok", "$clusterTime", "operationTime"],
  ...["namespace", "indexFilterSet", "parsedQuery", "rejectedPlans", "allPlansExecution"],
  ...["isMultiKey", "multiKeyPaths", "isUnique", "isSparse", "isPartial", "indexVersion"],
];

/** A plan as JSON, a line each. */
const written = (plan: unknown) => JSON.stringify(plan, (name, value) => (aside.includes(name) ? undefined : value), 1);

async function explained(db: Db, command: object): Promise<string> {
  const own = Object.fromEntries(Object.entries(command).filter(([name]) => !ofDriver.includes(name)));
  const explain = await db.command({ explain: own, verbosity: "executionStats" });
  const joins = await Promise.all(lookups(own).map((lookup) => joined(db, lookup)));
  return [JSON.stringify(own), written(explain), ...joins].join("\n");
}

function lookups({ pipeline = [] }: { readonly pipeline?: readonly Document[] }): Document[] {
  return pipeline.flatMap(({ $lookup }) => $lookup ?? []);
}

/** Not every server says how it finds what it joins, so it is asked how it would find that by itself. */
async function joined(db: Db, { from, foreignField }: Document): Promise<string> {
  const explain = { find: from, filter: { [foreignField]: idOf(0) } };
  const { queryPlanner } = await db.command({ explain, verbosity: "queryPlanner" });
  return `${JSON.stringify(explain)}\n${written(queryPlanner.winningPlan)}`;
}
