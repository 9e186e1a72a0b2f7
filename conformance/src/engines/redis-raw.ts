/** The second path in plain commands. */
import { type Field, type Fields, type RecordName, recordKeys, standardFields } from "@mortise/adapter-kit";
import { defaultPrefixes, type KeyPrefixes, keysOf, type Name } from "@mortise/adapter-kit/redis";
import type { ExtraField, RawPath, Row, Variant } from "../harness.ts";
import { globOf, type RedisCommand, type RedisCorner } from "./redis-corner.ts";

/** How the records of an adapter are kept. */
export interface RedisLayout {
  readonly prefixes: KeyPrefixes;
  readonly fields?: Variant["fields"];
  /** Rows are written without what finds them: an import by somebody who did not know of it. */
  readonly isBare?: boolean;
  /** Records stand under the names that the official adapter gives them, whatever is in their values. */
  readonly isPlain?: boolean;
}

type PrefixName = Exclude<keyof KeyPrefixes, "baseKeyPrefix">;

const recordPrefixes: { readonly [R in RecordName]: PrefixName } = {
  user: "userKeyPrefix",
  account: "accountKeyPrefix",
  session: "sessionKeyPrefix",
  verificationToken: "verificationTokenKeyPrefix",
  authenticator: "authenticatorKeyPrefix",
};

/** The second path to the records of a layout. */
export function redisRawPath(corner: RedisCorner, layout: RedisLayout): RawPath {
  const { prefixes: given, fields = {}, isBare, isPlain } = layout;
  const keys = keysOf(given, corner.place.isCluster);
  const all = { ...defaultPrefixes, ...given };
  const names = Object.keys(defaultPrefixes).filter((name) => name !== "baseKeyPrefix") as PrefixName[];
  const prefixOf = (name: PrefixName) => keys.base + all[name];
  const extras: { [R in RecordName]?: Record<string, ExtraField> } = {};
  for (const [record, own] of Object.entries(fields)) extras[record as RecordName] = { ...own };
  const fieldsOf = (record: RecordName): Fields => ({ ...standardFields[record], ...extras[record] });
  const inTurn = ([key, plain]: Name): Name => (isPlain ? [plain, key] : [key, plain]);
  const keyOf = (record: RecordName, row: object) => inTurn(keys.record(record, { ...row }));
  let lift: (() => Promise<void>) | undefined;

  /** Which of the prefixes a key stands under: the longest that fits. */
  const kindOf = (key: string): PrefixName | undefined =>
    names
      .filter((name) => key.startsWith(prefixOf(name)))
      .sort((one, other) => prefixOf(other).length - prefixOf(one).length)[0];
  const ownKeys = async (type?: "string" | "zset") =>
    (await corner.keys(keys.base, type)).filter((key) => kindOf(key) !== undefined);
  /** The records with their keys, as they are stored. */
  const stored = async (record: RecordName): Promise<[key: string, text: string][]> => {
    const found = (await ownKeys("string")).filter((key) => kindOf(key) === recordPrefixes[record]);
    const texts = await corner.sendAll(found.map((key) => ["GET", key]));
    // One may expire on the way.
    return found.flatMap((key, n) => (typeof texts[n] === "string" ? [[key, texts[n]]] : []));
  };
  const rowOf = (record: RecordName, text: string): Row => {
    const row = parsed(text);
    const known = Object.entries(fieldsOf(record));
    return Object.fromEntries(known.map(([name, field]) => [name, canonical(field, row[name])])) as Row;
  };

  /** What finds a record beside its own key. */
  const indexing = (record: RecordName, row: Row, key: string, expiry: RedisCommand[2][]): RedisCommand[] => {
    const listed = (set: string): RedisCommand[] => [
      ["ZADD", set, row.expires instanceof Date ? row.expires.getTime() : "inf", key],
      ["PERSIST", set],
    ];
    if (record === "verificationToken") return listed(keys.byToken(String(row.token)));
    // A user's mark says that the indexes are whole.
    if (record === "user") return listed(keys.byUser("account", String(row.id)));
    const userId = String(row.userId);
    const pointer: RedisCommand[] =
      record === "authenticator" ? [] : [["SET", keys.pointer(record, userId), key, ...expiry]];
    return [...listed(keys.byUser(record, userId)), ...pointer];
  };
  const insertAll = async (record: RecordName, rows: readonly Row[]) => {
    const claim = async (claims: readonly RedisCommand[], what: string) => {
      const answers = await corner.sendAll(claims);
      if (answers.some((answer) => answer !== "OK")) throw new Error(`${what} is taken`);
    };
    const written = rows.map((row) => {
      const [key] = keyOf(record, row);
      // The official adapter gives an account an id.
      const id = record === "account" ? { id: `${row.provider}:${row.providerAccountId}` } : {};
      // Redis keeps nothing that expires in the past; what is over is written as the official adapter writes everything.
      const at = row.expires instanceof Date && row.expires.getTime() > Date.now() ? row.expires.getTime() : undefined;
      return { row, key, text: JSON.stringify({ ...row, ...id }), expiry: at === undefined ? [] : ["PXAT", at] };
    });
    const addressed = rows.filter(({ email }) => record === "user" && typeof email === "string");
    const addresses = addressed.map(({ email }) => inTurn(keys.email(String(email)))[0]);
    if (isBare) {
      // An address that is somebody's already is no more to be had.
      const taken = await corner.sendAll(addresses.map((address) => ["EXISTS", address]));
      if (taken.includes(1)) throw new Error("the e-mail is taken");
    } else {
      await claim(
        addressed.map(({ id }, n) => ["SET", String(addresses[n]), String(id), "NX"]),
        "the e-mail",
      );
    }
    try {
      await claim(
        written.map(({ key, text, expiry }) => ["SET", key, text, ...expiry, "NX"]),
        `the key of ${record}`,
      );
    } catch (error) {
      if (!isBare) await corner.sendAll(addresses.map((address) => ["DEL", address]));
      throw error;
    }
    if (isBare) return;
    await corner.sendAll(written.flatMap(({ row, key, expiry }) => indexing(record, row, key, expiry)));
  };
  const insert = <R extends RecordName>(record: R, row: Row<R>) => insertAll(record, [row]);

  /** A script that touches a key of the record fails; it may read all keys and write the others. */
  const refuse = async (record: RecordName) => {
    const own = prefixOf(recordPrefixes[record]);
    const others = names.map(prefixOf).filter((prefix) => prefix !== own);
    const end = await corner.allowWrites(others.flatMap((prefix) => allBut(prefix, own)));
    lift = async () => {
      lift = undefined;
      await end();
    };
    return lift;
  };

  return {
    rows: async (record) => (await stored(record)).map(([, text]) => rowOf(record, text)) as never,
    insert,
    insertAll,
    insertOrphan: insert,
    async delete(record, row) {
      const [key, plain] = keyOf(record, row);
      if ((await corner.send("DEL", key)) === 0) await corner.send("DEL", plain);
    },
    refuseInserts: refuse,
    refuseDeletes: refuse,
    async spoil(record, row) {
      const text = JSON.stringify(row);
      const forms: { readonly [R in RecordName]: string } = {
        user: text.slice(0, text.length / 2),
        account: JSON.stringify({ ...row, expires_at: "soon" }),
        session: JSON.stringify({ ...row, expires: "2026-13-32T25:61:61.000Z" }),
        verificationToken: text.slice(1),
        authenticator: JSON.stringify({ ...row, counter: "seven" }),
      };
      await corner.send("SET", keyOf(record, row)[0], forms[record], "KEEPTTL");
    },
    // There are no tables.
    exists: async () => null,
    /** A key is unique where every record stands under the name that its fields make. */
    async uniqueKeys(record) {
      const rows = await stored(record);
      const stand = rows.every(([key, text]) => keyOf(record, parsed(text)).includes(key));
      const found = stand ? [[...recordKeys[record]]] : [];
      if (record !== "user") return found;
      const users = rows.map(([, text]) => parsed(text)).filter(({ email }) => typeof email === "string");
      const claims = users.flatMap(({ email }) => keys.email(String(email)).map((key): RedisCommand => ["GET", key]));
      const owners = await corner.sendAll(claims);
      // Each address has two names, of which one will do. Where nothing names anybody, nothing keeps a second one out.
      const isNamed =
        users.every(({ id }, n) => owners.slice(2 * n, 2 * n + 2).includes(id)) && !(isBare && users.length === 0);
      return isNamed ? [...found, ["email"]] : found;
    },
    // A record may have any field.
    async addField(record, name, field) {
      extras[record] = { ...extras[record], [name]: field };
    },
    async dump() {
      const [strings, sets] = [await ownKeys("string"), await ownKeys("zset")];
      const texts = await corner.sendAll(strings.map((key) => ["GET", key]));
      const members = await corner.sendAll(sets.map((key) => ["ZRANGE", key, 0, -1]));
      return JSON.stringify([strings, texts, sets, members]);
    },
    async execute(statement) {
      const [name = "", ...args] = (statement.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((word) =>
        word.startsWith('"') ? String(JSON.parse(word)) : word,
      );
      if (name === "CONFIG") await corner.ask(name, ...args);
      else await corner.send(name, ...args);
    },
    async clear() {
      await lift?.();
      await corner.sendAll((await ownKeys()).map((key) => ["UNLINK", key]));
    },
  };
}

/** Patterns of all keys under a prefix but those under another, where that one goes on from it. */
function allBut(prefix: string, excluded: string): string[] {
  if (!excluded.startsWith(prefix)) return [`${globOf(prefix)}*`];
  const rest = excluded.slice(prefix.length);
  return [...rest].flatMap((character, at) => {
    const same = globOf(prefix + rest.slice(0, at));
    return [same, `${same}[^${character}]*`];
  });
}

/** The members of a stored record; none of what does not parse. */
function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** A value of a row. A record that was written without a field has the default that the app declares. */
function canonical({ kind, default: absent = null }: Field, stored: unknown): unknown {
  const value = stored === undefined ? absent : stored;
  if (value === null) return null;
  if (kind === "date") return new Date(String(value));
  // The official adapter keeps a provider's number as it is.
  return kind === "string" ? String(value) : value;
}
