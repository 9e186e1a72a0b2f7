/** What the backends over Redis share: the demo's keys, read and removed past the adapter, and what a command is about. */
import { type RecordName, standardFields } from "@mortise/adapter-kit";
import { defaultPrefixes } from "@mortise/adapter-kit/redis";
import { cut, hashOf, recordView, recordViews, shown, type TableView } from "../rows.ts";
import type { Step } from "../watch.ts";
import type { Words } from "./backend.ts";

/** Before every key of the demo. What stands elsewhere on the server is not touched. */
export const baseKeyPrefix = "mortise-demo:";

export const words: Words = {
  tables: "keys",
  row: "key",
  step: "command",
  engine: "Redis",
  note: `All of them begin with ${baseKeyPrefix}`,
};

/** Sends a command past the adapter. */
export type Command = (command: [name: string, ...args: string[]]) => Promise<unknown>;

const prefixes: Readonly<Record<RecordName, string>> = {
  user: defaultPrefixes.userKeyPrefix,
  account: defaultPrefixes.accountKeyPrefix,
  session: defaultPrefixes.sessionKeyPrefix,
  verificationToken: defaultPrefixes.verificationTokenKeyPrefix,
  authenticator: defaultPrefixes.authenticatorKeyPrefix,
};

/** Of the keys that find others. */
const indexPrefixes: readonly string[] = [
  defaultPrefixes.emailKeyPrefix,
  defaultPrefixes.accountByUserIdPrefix,
  defaultPrefixes.sessionByUserIdKeyPrefix,
  `${prefixes.verificationToken}by-token::`,
  defaultPrefixes.authenticatorByUserIdKeyPrefix,
];

const kinds: readonly (readonly [prefix: string, kind: TableView["of"]])[] = [
  ...(Object.entries(prefixes) as [RecordName, string][]).map(([record, prefix]) => [prefix, record] as const),
  ...indexPrefixes.map((prefix) => [prefix, "index"] as const),
].sort(([one], [other]) => other.length - one.length);

/** A key without what all have, and what it is: some prefixes begin with others, and the longest counts. */
function parse(key: string) {
  const own = key.slice(baseKeyPrefix.length);
  const [prefix, kind] = kinds.find(([prefix]) => own.startsWith(prefix)) ?? ["", "index"];
  return { prefix, kind, rest: own.slice(prefix.length) } as const;
}

/** A key with what it holds. */
interface Entry {
  readonly key: string;
  readonly value: string | readonly string[];
  readonly expires: Date | "none";
}

/** What the demo has stored: the records, and then the keys that find them. */
export async function readKeys(command: Command): Promise<readonly TableView[]> {
  const entries = (await Promise.all((await keysOf(command)).map((key) => read(command, key)))).flat();
  // Redis keeps no order; what lives longest came last, where it has an end.
  const endOf = ({ expires }: Entry) => (expires === "none" ? 0 : expires.getTime());
  entries.sort((one, other) => endOf(other) - endOf(one) || (one.key < other.key ? -1 : 1));
  const of = (kind: TableView["of"]) => entries.filter(({ key }) => parse(key).kind === kind);
  return [...(await recordViews(async (record) => viewOf(record, of(record)))), indexView(of("index"))];
}

export async function removeKeys(command: Command): Promise<void> {
  const keys = await keysOf(command);
  if (keys.length > 0) await command(["UNLINK", ...keys]);
}

async function keysOf(command: Command): Promise<string[]> {
  const found = new Set<string>();
  let cursor = "0";
  do {
    const [next, keys] = (await command(["SCAN", cursor, "MATCH", `${baseKeyPrefix}*`, "COUNT", "1000"])) as [
      string,
      string[],
    ];
    for (const key of keys) found.add(key);
    cursor = String(next);
  } while (cursor !== "0");
  return [...found];
}

/** Empty where the key has gone in the meantime. */
async function read(command: Command, key: string): Promise<Entry[]> {
  const [type, expires] = await Promise.all([command(["TYPE", key]), command(["PEXPIRETIME", key])]);
  if (type === "none") return [];
  const value = await command(type === "string" ? ["GET", key] : ["ZRANGE", key, "0", "-1"]);
  if (value === null) return [];
  return [{ key, value: value as Entry["value"], expires: Number(expires) < 0 ? "none" : new Date(Number(expires)) }];
}

function viewOf(record: RecordName, entries: readonly Entry[]): TableView {
  const rows = entries.map(({ key, value, expires }) => {
    const stored: Record<string, unknown> = JSON.parse(String(value));
    return { ...stored, key: shownKey(key), TTL: expires };
  });
  const columns = new Set(["key", "TTL", ...Object.keys(standardFields[record]), ...rows.flatMap(Object.keys)]);
  return recordView(record, `${prefixes[record]}*`, [...columns], rows.slice(0, shown), rows.length);
}

function indexView(entries: readonly Entry[]): TableView {
  return {
    of: "index",
    name: "indexes",
    columns: ["key", "TTL", "holds"],
    count: entries.length,
    rows: entries.slice(0, shown).map(({ key, value, expires }) => ({
      key: hashOf([key]),
      userId: null,
      values: [shownKey(key), expires, [value].flat().map(shownKey).join(", ")],
    })),
  };
}

/** A key without what all have, or what else an index holds, and without the token in it. */
function shownKey(key: string): string {
  if (!key.startsWith(baseKeyPrefix)) return key;
  const { prefix, rest } = parse(key);
  if (prefix === prefixes.session) return prefix + cut(rest);
  if (!prefix.startsWith(prefixes.verificationToken)) return prefix + rest;
  const token = rest.slice(rest.lastIndexOf(":") + 1);
  return prefix + rest.slice(0, rest.length - token.length) + cut(token);
}

/** What a script is told to do where it only reads. */
const reading = new Set(["read", "join", "byEmail", "list"]);

/** What a run of an adapter's script does, and about which kind of key: behind its keys comes the verb. */
export function stepOf([command = "", _script, keys, ...args]: readonly string[]): Step {
  if (!/^EVAL/i.test(command)) return { verb: command, on: undefined, wrote: undefined };
  const { prefix, kind } = parse(args[0] ?? "");
  const verb = args[Number(keys)] ?? "";
  const wrote = kind === "index" || reading.has(verb) ? undefined : kind;
  return { verb: `${command.toUpperCase()} ${verb}`, on: `${prefix}*`, wrote };
}
