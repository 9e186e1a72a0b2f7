/** A harness over Redis: the second path by plain commands, the server's own log of refusals, the wire as the meter. */
import { type AdapterOptions, type MortiseAdapter, type Traits, traitsOf } from "@mortise/adapter-kit";
import type { KeyPrefixes, RedisOptions } from "@mortise/adapter-kit/redis";
import type { Adoption, Harness, OfficialAdapter, Second, TypedCall, Variant } from "../harness.ts";
import { NotCheckable } from "../needs.ts";
import { besideDefaults } from "../variants.ts";
import type { RedisCorner } from "./redis-corner.ts";
import { redisRawPath } from "./redis-raw.ts";
import type { RedisEngine } from "./redis-server.ts";

export interface RedisHarnessOptions<Client> {
  /** Makes a corner of a server. */
  readonly open: () => Promise<RedisEngine<Client>>;
  /** The adapter under test over a client. */
  readonly adapterOf: (client: Client, options: RedisOptions) => MortiseAdapter;
  /** What the adapter declares, where it was not made by `createAdapter`. */
  readonly traits?: Traits;
  /** Its records stand under the names that the official adapter gives them, whatever is in their values. */
  readonly isPlain?: boolean;
  readonly official?: OfficialRedisParts<Client>;
  /** Starts a process with an adapter over the corner at that address, under that base prefix. */
  readonly fork?: (address: string, baseKeyPrefix: string) => Promise<Second>;
  readonly types?: TypedCall;
}

export interface OfficialRedisParts<Client> {
  /** @param plain stands in for the client of Upstash that the official adapter takes: our shim, over Redis itself. */
  adapterOf(client: Client, prefixes: KeyPrefixes, plain: PlainClient): OfficialAdapter;
  /** Ours, by the call that makes the official one. */
  ours(client: Client, options: RedisOptions): MortiseAdapter;
}

/** What the official adapter asks of a client of Upstash. */
export interface PlainClient {
  get(key: string): Promise<unknown>;
  set(key: string, value: string): Promise<unknown>;
  del(...keys: (string | null)[]): Promise<unknown>;
}

/** How the records of a harness are kept. */
interface Kept {
  readonly prefixes: KeyPrefixes;
  readonly fields?: Variant["fields"];
  readonly isBare?: boolean;
  readonly options?: AdapterOptions;
}

export async function openRedisHarness<Client>(options: RedisHarnessOptions<Client>): Promise<Harness> {
  const engine = await options.open();
  return harnessOf(engine, options, { prefixes: { baseKeyPrefix: engine.corner.base } });
}

function harnessOf<Client>(engine: RedisEngine<Client>, options: RedisHarnessOptions<Client>, kept: Kept): Harness {
  const { adapterOf, official, fork, isPlain = false } = options;
  const { corner } = engine;
  const { fields = {}, prefixes } = kept;
  const own: RedisOptions = { ...prefixes, ...kept.options, fields };
  const adapter = adapterOf(engine.client, own);
  const traits = options.traits ?? traitsOf(adapter);
  if (!traits) throw new TypeError("the adapter declares no traits; pass them");
  const isDefault = prefixes.baseKeyPrefix === corner.base;
  return {
    adapter,
    traits,
    raw: redisRawPath(corner, { ...kept, isPlain }),
    meter: { count: () => engine.wire.trips },
    engine: engine.version,
    found: engine.found,
    freshUserId: () => crypto.randomUUID(),
    scans: corner.scans,
    async openSecond() {
      const { client, close } = await engine.openClient();
      return { adapter: adapterOf(client, own), close };
    },
    ...(fork && isDefault ? { openProcess: () => fork(engine.address, corner.base) } : {}),
    construct: (more = {}) => adapterOf(engine.client, { ...own, ...more }),
    outage: engine.outage,
    cable: engine.cable,
    openVariant: (wanted) => openVariant(engine, options, wanted),
    types: options.types,
    ...(official ? { openOfficial: (wanted = {}) => openOfficial(engine, options, official, wanted) } : {}),
    close: engine.close,
  };
}

/** The keys of a variant are in the same corner, under prefixes of their own. */
async function openVariant<Client>(
  engine: RedisEngine<Client>,
  options: RedisHarnessOptions<Client>,
  wanted: Variant,
): Promise<Harness> {
  const variant = besideDefaults(wanted);
  const { prefix = "", tables, fields } = variant;
  const isBare = variant.isBare === true;
  if (variant.userIds !== undefined && variant.userIds !== "text") throw new NotCheckable("ids are text in Redis");
  if (variant.columns !== undefined) throw new NotCheckable("a record is a text, whose fields have no other names");
  if (variant.schema !== undefined) throw new NotCheckable("keys have prefixes, and there are no schemas");
  const baseKeyPrefix = `${engine.corner.base}${prefix}`;
  const kept: Kept = {
    prefixes: { baseKeyPrefix, ...(tables ? prefixesOf(tables) : {}) },
    ...(fields ? { fields } : {}),
    ...(variant.options ? { options: variant.options } : {}),
    isBare,
  };
  const harness = harnessOf(engine, options, kept);
  const close = () => harness.raw.clear();
  try {
    if (!isBare && !variant.isThere && !variant.isUncreated) await harness.adapter.createSchema();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...harness, close };
}

/** The names of tables, as the prefixes of keys. What has no name of its own would take the place of the default keys. */
function prefixesOf(tables: NonNullable<Variant["tables"]>): KeyPrefixes {
  const { user, account, session, verificationToken, authenticator } = {
    user: "beside-user",
    account: "beside-account",
    session: "beside-session",
    verificationToken: "beside-token",
    authenticator: "beside-authenticator",
    ...tables,
  };
  return {
    userKeyPrefix: `${user}:`,
    emailKeyPrefix: `${user}:email:`,
    accountKeyPrefix: `${account}:`,
    accountByUserIdPrefix: `${account}:by-user-id:`,
    sessionKeyPrefix: `${session}:`,
    sessionByUserIdKeyPrefix: `${session}:by-user-id:`,
    verificationTokenKeyPrefix: `${verificationToken}:`,
    authenticatorKeyPrefix: `${authenticator}:`,
    authenticatorByUserIdKeyPrefix: `${authenticator}:by-user-id:`,
  };
}

let officials = 0;

/** The official adapter and ours over the same keys, in the same corner. */
async function openOfficial<Client>(
  engine: RedisEngine<Client>,
  options: RedisHarnessOptions<Client>,
  official: OfficialRedisParts<Client>,
  { fields, isBare }: Pick<Variant, "fields" | "isBare">,
): Promise<Adoption> {
  officials += 1;
  const { client, corner } = engine;
  const prefixes = { baseKeyPrefix: `${corner.base}official-${officials}:` };
  const sameCall = (over: Client, more: RedisOptions) => official.ours(over, more);
  const harness = harnessOf(
    engine,
    { ...options, adapterOf: sameCall },
    { prefixes, isBare: isBare === true, ...(fields ? { fields } : {}) },
  );
  return {
    official: official.adapterOf(client, prefixes, plainClient(corner)),
    harness: { ...harness, close: () => harness.raw.clear() },
    sameCall: () => sameCall(client, prefixes),
  };
}

/** Our shim of Upstash's client, over Redis itself: values that are JSON come back parsed, as there. */
function plainClient({ send }: RedisCorner): PlainClient {
  return {
    async get(key) {
      const text = await send("GET", key);
      if (typeof text !== "string") return null;
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    },
    set: (key, value) => send("SET", key, value),
    del: (...keys) => send("DEL", ...keys.map(String)),
  };
}
