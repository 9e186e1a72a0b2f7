/** `@auth/unstorage-adapter` over a driver in memory, under the keys that it makes when it is told no others. */
import { UnstorageAdapter } from "@auth/unstorage-adapter";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import { type Harness, NotCheckable, type RawPath, type Row, type Variant } from "@mortise/conformance";
import { rowOf, spoilt } from "./json-rows.ts";
import { asAdapter, type Peer, traits, versionOf } from "./peer.ts";
import { Data } from "./unstorage-driver.ts";

const records = Object.keys(recordKeys) as RecordName[];

/** What stands before the keys of a record, and of the indexes that belong to it. */
const keys = {
  account: "user:account:",
  accountsOf: "user:account:by-user-id:",
  email: "user:email:",
  session: "user:session:",
  sessionsOf: "user:session:by-user-id:",
  verificationToken: "user:token:",
  user: "user:",
  authenticator: "authenticator:",
  authenticatorsOf: "authenticator:by-user-id:",
} as const;
const longestFirst = Object.entries(keys).sort(([, a], [, b]) => b.length - a.length);

function openHarness(data: Data, prefix: string): Harness {
  const construct: NonNullable<Harness["construct"]> = (options) => {
    if (options) throw new NotCheckable("the adapter has no options of this kind");
    return asAdapter(UnstorageAdapter(data.client(), { baseKeyPrefix: prefix }));
  };
  return {
    adapter: construct(),
    traits: traits({ kind: "text", from: "store" }),
    raw: rawPath(data, prefix),
    meter: { count: () => data.trips },
    engine: `unstorage ${versionOf("unstorage")} in memory`,
    found: "embedded",
    freshUserId: () => crypto.randomUUID(),
    async scans(call) {
      const before = data.listings;
      await call();
      return Array.from({ length: data.listings - before }, () => "all keys were listed");
    },
    openSecond: async () => ({ adapter: construct(), close: async () => {} }),
    construct,
    async outage() {
      data.isDown = true;
      return async () => {
        data.isDown = false;
      };
    },
    async openVariant(variant: Variant) {
      const { prefix: own, isUncreated: _, isThere, ...others } = variant;
      if (own === undefined || Object.keys(others).length > 0) throw new NotCheckable("the adapter only has a prefix");
      const harness = openHarness(data, own);
      if (!isThere) await harness.raw.clear();
      return { ...harness, close: () => harness.raw.clear() };
    },
    close: async () => data.items.clear(),
  };
}

function rawPath(data: Data, prefix: string): RawPath {
  const storage = data.secondPath();
  /** Of what a key is: a record or an index; `undefined` where it is somebody else's. */
  const kindOf = (key: string) => {
    if (!key.startsWith(prefix)) return undefined;
    return longestFirst.find(([, before]) => key.startsWith(before, prefix.length))?.[0];
  };
  const refused = { insert: new Set<RecordName>(), remove: new Set<RecordName>() };
  const refuse = (what: keyof typeof refused, record: RecordName) => {
    refused[what].add(record);
    return async () => void refused[what].delete(record);
  };
  const others = data.refusal;
  data.refusal = (what, key) => {
    const isRefused = refused[what].has(kindOf(key) as RecordName);
    return isRefused ? `the storage refuses: ${what}` : others(what, key);
  };
  const put = (kind: keyof typeof keys, id: unknown, value: string) => storage.setItem(prefix + keys[kind] + id, value);
  const write = (record: RecordName, row: Row) => put(record, idOf(record, row), JSON.stringify(row));
  const insert = async (record: RecordName, row: Row) => {
    const { userId } = row;
    await write(record, row);
    if (record === "user" && row.email !== null) await put("email", row.email, String(row.id));
    if (record === "account") await put("accountsOf", userId, prefix + keys.account + idOf(record, row));
    if (record === "session") await put("sessionsOf", userId, prefix + keys.session + idOf(record, row));
    if (record !== "authenticator") return;
    const listed = await storage.getItem<string[]>(prefix + keys.authenticatorsOf + userId);
    await put("authenticatorsOf", userId, JSON.stringify([...(listed ?? []), row.credentialID]));
  };
  return {
    async rows(record) {
      const items = [...data.items].filter(([key]) => kindOf(key) === record);
      return items.map(([, value]) => rowOf(record, JSON.parse(String(value))));
    },
    insert,
    insertOrphan: insert,
    delete: (record, row) => storage.removeItem(prefix + keys[record] + idOf(record, row)),
    refuseInserts: async (record) => refuse("insert", record),
    refuseDeletes: async (record) => refuse("remove", record),
    spoil: (record, row) => write(record, { ...row, [spoilt[record]]: "not of this kind" }),
    dump: async () => JSON.stringify([...data.items]),
    async clear() {
      for (const record of records) for (const set of Object.values(refused)) set.delete(record);
      for (const key of [...data.items.keys()].filter(kindOf)) data.items.delete(key);
    },
  };
}

/** A record's key without what stands before it. */
function idOf(record: RecordName, row: Row): string {
  if (record === "account") return `${row.provider}:${row.providerAccountId}`;
  if (record === "verificationToken") return `${row.identifier}:${row.token}`;
  return String(row[recordKeys[record][0] ?? "id"]);
}

export const peer: Peer = {
  adapter: "@auth/unstorage-adapter",
  module: import.meta.url,
  drivers: ["unstorage"],
  engines: [{ name: "in memory", open: async () => openHarness(new Data(), "") }],
};
