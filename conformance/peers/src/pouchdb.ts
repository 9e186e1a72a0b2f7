/** `@auth/pouchdb-adapter` over a database of PouchDB's own LevelDB, with the indexes that the adapter makes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { createIndexes, PouchDBAdapter } from "@auth/pouchdb-adapter";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import { type Harness, NotCheckable, type RawPath, type Row } from "@mortise/conformance";
import PouchDB from "pouchdb";
import find from "pouchdb-find";
import { rowOf, spoilt } from "./json-rows.ts";
import { asAdapter, type Peer, traits, versionOf } from "./peer.ts";

PouchDB.plugin(find);

type Document = PouchDB.Core.ExistingDocument<Record<string, unknown>>;
type Database = PouchDB.Database<Record<string, unknown>>;

const records = Object.keys(recordKeys) as RecordName[];
/** What stands before the ids of the documents of a record. The adapter has no authenticators; the suite's stand beside. */
const prefixes: { readonly [R in RecordName]: string } = {
  user: "USER",
  account: "ACCOUNT",
  session: "SESSION",
  verificationToken: "VERIFICATION-TOKEN",
  authenticator: "AUTHENTICATOR",
};

function recordOf(id: string): RecordName | undefined {
  return records.find((record) => id.startsWith(`${prefixes[record]}_`));
}

/** What goes over a client: each of these calls is a request where the database is at the other end of a wire. */
class Wire {
  trips = 0;
  isDown = false;
  readonly searches: PouchDB.Find.FindRequest<Record<string, unknown>>[] = [];

  client(database: Database): Database {
    return new Proxy(database, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          this.trips += 1;
          if (name === "find") this.searches.push(args[0] as PouchDB.Find.FindRequest<Record<string, unknown>>);
          await setImmediate();
          if (this.isDown) throw new Error("the database is down");
          return Reflect.apply(value, target, args);
        };
      },
    });
  }
}

async function openHarness(): Promise<Harness> {
  const folder = await mkdtemp(join(tmpdir(), "mortise-"));
  const name = join(folder, "database");
  const database: Database = new PouchDB(name);
  await createIndexes(database);
  const wire = new Wire();
  const construct: NonNullable<Harness["construct"]> = (options) => {
    if (options) throw new NotCheckable("the adapter has no options of this kind");
    return asAdapter(PouchDBAdapter({ pouchdb: wire.client(database) }));
  };
  return {
    adapter: construct(),
    traits: traits({ kind: "text", from: "store" }),
    raw: rawPath(database),
    meter: { count: () => wire.trips },
    engine: `PouchDB ${versionOf("pouchdb")} (LevelDB)`,
    found: "embedded",
    freshUserId: () => `${prefixes.user}_${crypto.randomUUID()}`,
    async scans(call) {
      wire.searches.length = 0;
      await call();
      const plans = await Promise.all(wire.searches.map((search) => explain(database, search)));
      return plans.flat();
    },
    async openSecond() {
      const second: Database = new PouchDB(name);
      return { adapter: asAdapter(PouchDBAdapter({ pouchdb: new Wire().client(second) })), close: async () => {} };
    },
    construct,
    async outage() {
      wire.isDown = true;
      return async () => {
        wire.isDown = false;
      };
    },
    async close() {
      await database.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What PouchDB reads in full to answer a search. */
async function explain(
  database: Database,
  search: PouchDB.Find.FindRequest<Record<string, unknown>>,
): Promise<string[]> {
  const plan: { index: { type: string; name: string } } = await Reflect.apply(
    Reflect.get(database, "explain"),
    database,
    [search],
  );
  return plan.index.type === "special" ? [`all of ${plan.index.name}`] : [];
}

function rawPath(database: Database): RawPath {
  const refused = { insert: new Set<RecordName>(), remove: new Set<RecordName>() };
  const refuse = (what: keyof typeof refused, record: RecordName) => {
    refused[what].add(record);
    return async () => void refused[what].delete(record);
  };
  // Every write goes through here, whichever method an adapter calls.
  const write = database.bulkDocs.bind(database) as (...args: unknown[]) => unknown;
  const guarded = (request: { docs: Document[] } | Document[], ...others: unknown[]) => {
    const documents = Array.isArray(request) ? request : request.docs;
    const isRefused = documents.some(({ _id = "", _rev, _deleted }) => {
      const what = _deleted ? "remove" : "insert";
      return refused[what].has(recordOf(_id) as RecordName) && (_deleted || _rev === undefined);
    });
    if (!isRefused) return write(request, ...others);
    const error = new Error("the database refuses this");
    const callback = others.at(-1);
    return typeof callback === "function" ? callback(error) : Promise.reject(error);
  };
  Object.assign(database, { bulkDocs: guarded });

  const all = async (): Promise<Document[]> => {
    const { rows } = await database.allDocs({ include_docs: true });
    return rows.flatMap(({ id, doc }) => (doc && recordOf(id) ? [doc] : []));
  };
  const stored = async (record: RecordName, row: Row) =>
    (await all()).find(
      (document) =>
        recordOf(document._id) === record &&
        recordKeys[record].every((field) => (field === "id" ? document._id : document[field]) === row[field]),
    );
  const insert = async (record: RecordName, row: Row) => {
    const { id, ...fields } = row;
    await database.put({
      ...fields,
      _id: record === "user" ? String(id) : `${prefixes[record]}_${crypto.randomUUID()}`,
    });
  };
  return {
    async rows(record) {
      const own = (await all()).filter(({ _id }) => recordOf(_id) === record);
      return own.map((document) => rowOf(record, { ...document, id: document._id }));
    },
    insert,
    insertOrphan: insert,
    async delete(record, row) {
      const found = await stored(record, row);
      if (found) await database.put({ ...found, _deleted: true });
    },
    refuseInserts: async (record) => refuse("insert", record),
    refuseDeletes: async (record) => refuse("remove", record),
    async spoil(record, row) {
      const found = await stored(record, row);
      if (found) await database.put({ ...found, [spoilt[record]]: "not of this kind" });
    },
    dump: async () => JSON.stringify(await all()),
    async clear() {
      for (const record of records) for (const set of Object.values(refused)) set.delete(record);
      await database.bulkDocs((await all()).map((document) => ({ ...document, _deleted: true })));
    },
  };
}

export const peer: Peer = {
  adapter: "@auth/pouchdb-adapter",
  module: import.meta.url,
  drivers: ["pouchdb", "pouchdb-find"],
  behind: "Its range ends below PouchDB 9.",
  engines: [{ name: "LevelDB", open: openHarness }],
};
