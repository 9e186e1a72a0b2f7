/** MongoDB: a database of the demo's own on a server that may hold others. */
import { type RecordName, standardFields } from "@mortise/adapter-kit";
import { MongoDBAdapter } from "@mortise/mongodb-adapter";
import { type Db, MongoClient } from "mongodb";
import { recordView, recordViews, shown } from "../rows.ts";
import { StartError } from "../start-error.ts";
import type { Step } from "../watch.ts";
import type { Open } from "./backend.ts";
import { useServer } from "./server.ts";

const databaseName = "mortise_demo";
const collections: Readonly<Record<RecordName, string>> = {
  user: "users",
  account: "accounts",
  session: "sessions",
  verificationToken: "verification_tokens",
  authenticator: "authenticators",
};

export const open: Open = ({ address, fresh }, ran) =>
  useServer("mongodb-8", address, async (url, place) => {
    const client = new MongoClient(url, { monitorCommands: true, serverSelectionTimeoutMS: 5_000 });
    client.on("commandStarted", ({ commandName, command }) => ran(stepOf(commandName, command)));
    try {
      const db = client.db(databaseName);
      await refuseForeign(db);
      if (fresh) await Promise.all(Object.values(collections).map((name) => db.collection(name).deleteMany({})));
      const server = await nameOf(db);
      const adapter = MongoDBAdapter(client, { databaseName });
      const problems = await adapter.createSchema();
      return {
        title: `Auth.js on Express and ${server} with the MongoDB adapter`,
        place: `${databaseName} on ${place}`,
        notes: problems.map(({ message }) => message),
        words: { tables: "collections", row: "document", step: "command", engine: "the server" },
        adapter,
        read: () => recordViews((record) => read(db, record)),
        close: () => client.close(),
      };
    } catch (error) {
      await client.close();
      throw error;
    }
  });

/** A database in which something else is, is left alone, by `--fresh` above all. */
async function refuseForeign(db: Db): Promise<void> {
  const known = new Set(Object.values(collections));
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  const foreign = found.find(({ name }) => !known.has(name) && !name.startsWith("system."));
  if (foreign === undefined) return;
  throw new StartError(
    `The database ${databaseName} has a collection ${JSON.stringify(foreign.name)} that the demo does not make: it is left alone. Give another server with --address.`,
  );
}

/** What answers may be another server that speaks the same language; then it is called by its name. */
async function nameOf(db: Db): Promise<string> {
  const { secantusVersion } = await db.command({ buildInfo: 1 });
  return secantusVersion === undefined ? "MongoDB" : `SecantusDB ${secantusVersion} in place of MongoDB`;
}

async function read(db: Db, record: RecordName) {
  const collection = db.collection(collections[record]);
  const newest = await collection.find().sort({ _id: -1 }).limit(shown).toArray();
  const fields = Object.keys(standardFields[record]).filter((field) => field !== "id");
  const columns = new Set(["_id", ...fields, ...newest.flatMap(Object.keys)]);
  return recordView(record, collection.collectionName, [...columns], newest, await collection.countDocuments());
}

const writing = new Set(["insert", "update", "delete", "findAndModify"]);

/** What a command does, and to which collection: its own name is the key of that. */
function stepOf(verb: string, command: Readonly<Record<string, unknown>>): Step {
  const on = typeof command[verb] === "string" ? command[verb] : undefined;
  const [wrote] = Object.entries(collections).find(([, name]) => writing.has(verb) && name === on) ?? [];
  return { verb, on, wrote: wrote as RecordName | undefined };
}
