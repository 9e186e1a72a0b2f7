/** What the keys of another program lack, and the settings of the server under which it loses what it acknowledged. */
import type { SchemaProblem } from "../adapter.ts";
import type { RecordName } from "../records.ts";
import type { Store } from "../store.ts";
import type { RedisClient, RedisNode } from "./client.ts";
import type { Keys } from "./keys.ts";
import { digestOf, prefixesOf, type Reply, type Run } from "./run.ts";
import { scriptOf } from "./script.ts";

/** Keys of a page. */
const page = "1000";

/** The keys as they are, on one server and on a cluster. */
export function redisSchema(client: RedisClient, keys: Keys, run: Run): Store["schema"] {
  /** Goes through the keys of the namespace and answers what the script tells of them. */
  const [anyKey = ""] = keys.prefixes;
  const scan = async (how: "look" | "index" | "mark"): Promise<string[]> => {
    const told: string[] = [];
    let cursor = "0";
    do {
      const [next, ...found]: Reply = await run("scan", [anyKey], [cursor, how], how !== "look");
      told.push(...found);
      cursor = String(next);
    } while (cursor !== "0");
    return told;
  };
  const masters = async () => (await client.masters?.()) ?? [];

  return {
    async create() {
      if (keys.tag !== "") for (const node of await masters()) await adopt(node, keys, run, false);
      await scan("index");
      await scan("mark");
    },

    async verify() {
      const told = await scan("look");
      const count = (what: string) => told.filter((each) => each.startsWith(what)).length;
      const args = [await digestOf(scriptOf("index")), "1", anyKey, "index", ...prefixesOf(keys)];
      const statement = `EVALSHA ${args.map((each) => JSON.stringify(each)).join(" ")}`;
      const problems: SchemaProblem[] = [];
      for (const [record, field, told] of indexed) {
        const rows = count(told);
        if (rows === 0) continue;
        const kind = record === "user" ? "missing-unique-key" : "missing-index";
        const message = `${rows} records are found by no key of ${record} (${field}); createSchema adds what is missing.`;
        problems.push({ kind, record, fields: [field], message, statement });
      }
      const twice = twiceIn(told);
      if (twice > 0) {
        const message = "several users have one e-mail; who signs in with it is the one whom its key names.";
        problems.push({ kind: "duplicates", record: "user", fields: ["email"], message, count: twice });
      }
      const nodes = await masters();
      if (keys.tag !== "") {
        let untagged = 0;
        for (const node of nodes) untagged += await adopt(node, keys, run, true);
        const message = `${untagged} keys have no hash tag ${keys.tag}, so that nothing finds them; createSchema renames them.`;
        if (untagged > 0) problems.push({ kind: "missing-index", record: null, fields: [], message });
      }
      return [...problems, ...(await settingsOf(nodes))];
    },
  };
}

/** The index of each record, and how the script tells of what it lacks. The marks of users stand in that of accounts. */
const indexed: readonly (readonly [RecordName, field: string, told: string])[] = [
  ["user", "email", "unnamed:"],
  ["account", "userId", "account"],
  ["session", "userId", "session"],
  ["authenticator", "userId", "authenticator"],
  ["verificationToken", "token", "verificationToken"],
];

/** How many addresses several users have: of those whom their key does not name, or of one whom it does and another. */
function twiceIn(told: readonly string[]): number {
  const unnamed = new Set<string>();
  const twice = new Set<string>();
  for (const each of told) {
    const address = each.slice(each.indexOf(":") + 1);
    if (each.startsWith("duplicate:") || unnamed.has(address)) twice.add(address);
    else if (each.startsWith("unnamed:")) unnamed.add(address);
  }
  return twice.size;
}

/** Renames what a server has under names without the tag, and answers how much that is. */
async function adopt(node: RedisNode, keys: Keys, run: Run, isDry: boolean): Promise<number> {
  const plain = keys.prefixes.map((prefix) => prefix.slice(keys.tag.length));
  const base = keys.base.slice(keys.tag.length);
  // What the official adapter's pointers hold is the name of a key.
  const [, , , ofAccount = "", , ofSession = ""] = plain;
  const glob = `${base.replace(/[*?[\]\\]/g, "\\$&")}*`;
  const one = async (key: string) => {
    const value = String(await node("GET", key));
    const isPointer = (key.startsWith(ofAccount) || key.startsWith(ofSession)) && !value.startsWith("{");
    const tagged = [keys.tag + key, isPointer ? keys.tag + value : value, await node("PEXPIRETIME", key)] as const;
    const [count] = await run("adopt", [tagged[0]], [...tagged, isDry ? "1" : ""], !isDry);
    if (!isDry) await node("DEL", key);
    return Number(count);
  };
  let adopted = 0;
  let cursor = "0";
  do {
    const reply = await node("SCAN", cursor, "MATCH", glob, "COUNT", page, "TYPE", "string");
    const [next, found] = reply as [unknown, string[]];
    const isOwn = (key: string) => !key.startsWith(keys.tag) && plain.some((prefix) => key.startsWith(prefix));
    for (const count of await Promise.all(found.filter(isOwn).map(one))) adopted += count;
    cursor = String(next);
  } while (cursor !== "0");
  return adopted;
}

const setting = { kind: "setting", record: null, fields: [] } as const;

/** What a server is set to that loses data, with the command that mends it. */
async function settingsOf(nodes: readonly RedisNode[]): Promise<SchemaProblem[]> {
  const found = new Map<string, string | undefined>();
  if (nodes.length === 0) found.set(unread, undefined);
  for (const node of nodes) {
    const read = (name: string) => node("CONFIG", "GET", name).then((reply) => settingIn(reply, name));
    try {
      const [memory, policy] = [await read("maxmemory"), await read("maxmemory-policy")];
      if (memory !== "0" && policy !== "noeviction") {
        found.set("maxmemory-policy: the server removes users when its memory is full", "maxmemory-policy noeviction");
      }
      if ((await read("appendonly")) !== "yes") {
        found.set("appendonly: what came after the last snapshot is lost when the server ends", "appendonly yes");
      } else if ((await read("appendfsync")) !== "always") {
        found.set("appendfsync: the last second is lost when the machine ends", "appendfsync always");
      }
    } catch {
      found.set(unread, undefined);
    }
  }
  return [...found].map(([message, value]) =>
    value === undefined ? { ...setting, message } : { ...setting, message, statement: `CONFIG SET ${value}` },
  );
}

const unread = "maxmemory-policy, appendonly, appendfsync: the server does not tell; look them up where it is run";

/** A setting in what `CONFIG GET` answers: a list of names and values, or an object of them. */
function settingIn(reply: unknown, name: string): string {
  if (Array.isArray(reply)) return String(reply[1]);
  return String(reply instanceof Map ? reply.get(name) : Object(reply)[name]);
}
