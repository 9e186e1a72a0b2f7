import { type Field, type RecordName, type Records, recordKeys, type Traits, traitsOf } from "@mortise/adapter-kit";
import type { ExtraField, Harness, RawPath, Variant } from "@mortise/conformance";
import { besideDefaults, NotCheckable } from "@mortise/conformance";
import {
  createMemoryDatabase,
  layouts,
  MemoryAdapter,
  type MemoryAdapterOptions,
  type MemoryDatabase,
  type Table,
} from "../src/index.ts";

const records = Object.keys(recordKeys) as RecordName[];

/** How an adapter is made of a database, and a database of how its tables are declared. */
export interface MemoryParts {
  readonly adapterOf?: (database: MemoryDatabase, options: MemoryAdapterOptions) => Harness["adapter"];
  readonly createDatabase?: typeof createMemoryDatabase;
  readonly traitsOf?: (adapter: Harness["adapter"]) => Traits | undefined;
}

/** The memory adapter over tables of its own; the second path goes to the tables past the store. */
export async function openMemory(parts: MemoryParts = {}): Promise<Harness> {
  const { adapterOf = MemoryAdapter, createDatabase = createMemoryDatabase } = parts;
  return harnessOf(createDatabase(), { adapterOf, createDatabase, traitsOf: parts.traitsOf ?? traitsOf }, {});
}

function harnessOf(server: MemoryDatabase, parts: Required<MemoryParts>, variant: Variant): Harness {
  const prefix = prefixOf(variant);
  const database = prefix === "" ? server : server.namespace(prefix);
  const fields = Object.entries(variant.fields ?? {}).map(([record, extra]) => [record, fieldsOf(extra)]);
  const own: MemoryAdapterOptions = { ...variant.options, prefix, fields: Object.fromEntries(fields) };
  const construct = (options: MemoryAdapterOptions = {}) => parts.adapterOf(server, { ...own, ...options });
  const adapter = construct();
  const traits = parts.traitsOf(adapter);
  if (!traits) throw new Error("the adapter has no traits");
  const scans = () => records.reduce((sum, record) => sum + database[record].scans, 0);

  return {
    adapter,
    traits,
    raw: rawPath(database),
    meter: { count: () => server.trips },
    engine: `JavaScript Map of Node ${process.versions.node}`,
    found: "embedded",
    freshUserId: () => crypto.randomUUID(),
    async scans(call) {
      const before = scans();
      await call();
      return Array.from({ length: scans() - before }, () => "all rows of a table were gone through");
    },
    openSecond: async () => ({ adapter: construct(), close: async () => {} }),
    construct,
    async outage() {
      server.isDown = true;
      return async () => {
        server.isDown = false;
      };
    },
    // What a wire does to trips, played by the database.
    cable: {
      dropNext() {
        server.losesNext = true;
      },
      // Whoever calls next has a new connection at once.
      halfClose: () => {},
      delay(milliseconds) {
        server.delay = milliseconds;
        return () => {
          server.delay = 0;
        };
      },
    },
    openVariant: async (wanted) => openVariant(server, parts, wanted),
    types: {
      directory: new URL("../../../conformance/types/", import.meta.url),
      lines: ['import { MemoryAdapter } from "@mortise/memory-adapter";'],
      call: "MemoryAdapter()",
    },
    close: async () => {},
  };
}

/** The tables of a variant are a namespace of its own: names of columns are of no account in memory. */
async function openVariant(server: MemoryDatabase, parts: Required<MemoryParts>, wanted: Variant): Promise<Harness> {
  const variant = besideDefaults(wanted);
  if (variant.userIds !== undefined && variant.userIds !== "text") throw new NotCheckable("ids are text in memory");
  const prefix = prefixOf(variant);
  if (!variant.isThere) {
    const bare = records.map((record) => [record, { ...layouts[record], isBare: true }]);
    const declared = variant.isBare ? Object.fromEntries(bare) : {};
    const made = variant.isBare ? parts.createDatabase(declared) : parts.createDatabase();
    for (const record of records) {
      made[record].isThere = false;
      for (const [name, field] of Object.entries(variant.fields?.[record as "user"] ?? {})) {
        made[record].addField(name, field.default ?? null);
      }
    }
    server.put(prefix, made);
  }
  const harness = harnessOf(server, parts, variant);
  if (!variant.isThere && !variant.isUncreated) await harness.adapter.createSchema();
  return { ...harness, close: async () => server.drop(prefix) };
}

/** In memory the names of tables and schemas are a part of what the namespace is called. */
function prefixOf({ prefix = "", tables = {}, schema = "" }: Variant): string {
  const named = Object.entries(tables).map(([record, name]) => `${record}=${name}`);
  return named.length > 0 || schema !== "" ? JSON.stringify([prefix, schema, named]) : prefix;
}

function fieldsOf(extra: Readonly<Record<string, ExtraField>>): Record<string, Field> {
  return Object.fromEntries(Object.entries(extra).map(([name, { kind }]) => [name, { kind }]));
}

function rawPath(database: MemoryDatabase): RawPath {
  const table = <R extends RecordName>(record: R) => database[record] as unknown as Table<Records[R]>;
  const refuse = (record: RecordName, what: "inserts" | "deletes") => {
    table(record).refuses[what] = true;
    return async () => {
      table(record).refuses[what] = false;
    };
  };
  const keyOf = (record: RecordName, row: object) =>
    Object.fromEntries(recordKeys[record].map((field) => [field, Reflect.get(row, field)]));
  return {
    rows: async (record) => table(record).all(),
    insert: async (record, row) => void table(record).insert(row),
    insertOrphan: async (record, row) => void table(record).insert(row, true),
    async delete(record, row) {
      table(record).delete(keyOf(record, row) as never);
      if (record !== "user") return;
      // What an engine's foreign keys do.
      for (const owned of ["session", "account", "authenticator"] as const) {
        if (!database[owned].isOwned) continue;
        for (const each of database[owned].find("userId", row.id)) database[owned].delete(each as never);
      }
    },
    refuseInserts: async (record) => refuse(record, "inserts"),
    refuseDeletes: async (record) => refuse(record, "deletes"),
    async spoil(record, row) {
      const field = { user: "emailVerified", account: "expires_at", authenticator: "counter" }[record as "user"];
      database[record].update(keyOf(record, row), { [field ?? "expires"]: "not of this kind" } as never);
    },
    exists: async (record) => database[record].isThere,
    uniqueKeys: async (record) => database[record].uniqueKeys,
    addField: async (record, name, field) => database[record].addField(name, field.default ?? null),
    dump: async () => JSON.stringify(records.map((record) => database[record].all())),
    async clear() {
      for (const record of records) {
        database[record].refuses = {};
        database[record].clear();
      }
    },
  };
}
