/** `createSchema` and `verifySchema`: the indexes without which a key is not unique, a lookup reads everything, and nothing expires. */
import type { RecordName, SchemaProblem, Store } from "@mortise/adapter-kit";
import type { Db, Document } from "mongodb";
import type { At, Table, Use } from "./connection.ts";

/** An index that is wanted: what for, and on which fields. */
type Wanted = readonly [purpose: keyof typeof purposes, ...fields: string[]];

/** What an index is for: how it is made, and what is so without it. */
const purposes = {
  unique: [{ unique: true }, "two documents may be alike"],
  lookup: [{}, "a lookup reads all documents"],
  expiry: [{ expireAfterSeconds: 0 }, "what expired stays until a sweep"],
} as const;

const wanted: { readonly [R in RecordName]: readonly Wanted[] } = {
  user: [["unique", "email"]],
  account: [
    ["unique", "provider", "providerAccountId"],
    ["lookup", "userId"],
  ],
  session: [
    ["unique", "sessionToken"],
    ["lookup", "userId"],
    ["expiry", "expires"],
  ],
  verificationToken: [
    ["unique", "identifier", "token"],
    ["lookup", "token"],
    ["expiry", "expires"],
  ],
  authenticator: [
    ["unique", "credentialID"],
    ["lookup", "userId"],
  ],
};

/** As `createIndexes` takes it and `listIndexes` answers it. */
interface Index extends Document {
  readonly key: Readonly<Record<string, unknown>>;
  readonly name: string;
}

/** Duplicates are in the way of a unique index, or an index of the same name: `verify` says so. */
const isInTheWay: readonly unknown[] = [11_000, 85, 86];

/** No such collection. */
const namespaceNotFound = 26;

export function mongoSchema(use: Use): Store["schema"] {
  return {
    create: () =>
      use(async ({ db, at }) => {
        for (const { table, each } of await gapsOf(db, at)) {
          await db.command(createIndex(table, each)).catch((error) => {
            if (!isInTheWay.includes(Object(error).code)) throw error;
          });
        }
      }),
    verify: () =>
      use(async ({ db, at }) => {
        const problems = weakWrites(db);
        for (const gap of await gapsOf(db, at)) problems.push(missing(gap), ...(await duplicatesOf(gap)));
        return problems;
      }),
  };
}

/** A wanted index that is not there. */
interface Gap {
  readonly record: RecordName;
  readonly table: Table;
  readonly each: Wanted;
  /** The indexes that are there. */
  readonly found: readonly Index[];
}

async function gapsOf(db: Db, at: At): Promise<Gap[]> {
  const gaps: Gap[] = [];
  for (const record of Object.keys(wanted) as RecordName[]) {
    const table = at(record);
    const found = await indexesOf(db, table);
    const absent = wanted[record].filter((each) => !found.some((index) => fits(table, each, index)));
    gaps.push(...absent.map((each) => ({ record, table, each, found })));
  }
  return gaps;
}

/** A collection comes into being with its first document or index, so that one that is not there is no fault. */
async function indexesOf(db: Db, { collection }: Table): Promise<Index[]> {
  try {
    return (await db.command({ listIndexes: collection.collectionName })).cursor.firstBatch;
  } catch (error) {
    if (Object(error).code === namespaceNotFound) return [];
    throw error;
  }
}

/** Whether an index does what one is wanted for. */
function fits({ name }: Table, [purpose, ...fields]: Wanted, index: Index): boolean {
  const names = fields.map(name);
  const isEmail = fields[0] === "email";
  const { key, collation, partialFilterExpression: partial } = index;
  if (collation || (partial && !isEmail)) return false;
  if (purpose === "lookup") return Object.keys(key)[0] === names[0] && !index.sparse;
  if (!isOn(names, index)) return false;
  if (purpose === "expiry") return "expireAfterSeconds" in index;
  // Any number of users have no e-mail, which is stored as `null`; and a lookup goes by no index on other texts than these.
  return index.unique === true && (!isEmail || partial?.[name("email")]?.$gt === "");
}

/** Whether an index is on these fields of documents, in whatever order. */
const isOn = (names: readonly string[], { key }: Index) =>
  Object.keys(key).toSorted().join() === names.toSorted().join();

function indexOf({ name }: Table, [purpose, ...fields]: Wanted): Index {
  const names = fields.map(name);
  return {
    key: Object.fromEntries(names.map((field) => [field, 1])),
    name: `${names.join("_1_")}_1`,
    ...purposes[purpose][0],
    ...(fields[0] === "email" && { partialFilterExpression: { [name("email")]: { $gt: "" } } }),
  };
}

function createIndex(table: Table, each: Wanted): Document {
  return { createIndexes: table.collection.collectionName, indexes: [indexOf(table, each)] };
}

function missing({ record, table, each, found }: Gap): SchemaProblem {
  const [purpose, ...fields] = each;
  const { collectionName } = table.collection;
  const names = fields.map(table.name);
  // Of two indexes on the same fields the second is refused, so that the one that is not fit goes first.
  const index = found.find((other) => isOn(names, other))?.name;
  const first = index === undefined ? "" : `; drop "${index}" first, then verify again`;
  const command = first ? { dropIndexes: collectionName, index } : createIndex(table, each);
  return {
    kind: purpose === "unique" ? "missing-unique-key" : "missing-index",
    record,
    fields,
    message: `"${collectionName}" has no index ${JSON.stringify(indexOf(table, each))}: ${purposes[purpose][1]}${first}`,
    statement: JSON.stringify(command),
  };
}

/** Values that stand in several documents where a unique index is wanted, counted by the database. */
async function duplicatesOf({ record, table, each }: Gap): Promise<SchemaProblem[]> {
  const [purpose, ...fields] = each;
  if (purpose !== "unique") return [];
  const names = fields.map(table.name);
  const [{ count = 0 } = {}] = await table.collection
    .aggregate([
      { $match: Object.fromEntries(names.map((field) => [field, { $nin: [null, ""] }])) },
      { $group: { _id: names.map((field) => `$${field}`), rows: { $sum: 1 } } },
      { $match: { rows: { $gt: 1 } } },
      { $count: "count" },
    ])
    .toArray();
  const message = `${count} values of ${names} stand in several documents of "${table.collection.collectionName}"`;
  return count > 0 ? [{ kind: "duplicates", record, fields, message, count }] : [];
}

/** What a client is told to write to one server alone may be undone when another one takes over. */
function weakWrites({ writeConcern }: Db): SchemaProblem[] {
  const { w = "majority" } = writeConcern ?? {};
  if (w === "majority") return [];
  const message = `the client writes with w: ${w}: a failover may undo a sign-out`;
  return [{ kind: "setting", record: null, fields: [], message }];
}
