/** Growth on Redis: keys are copied from those that the adapter wrote, by a script in the server. */
import { addressOf, type Server } from "@mortise/conformance/engines/servers";
import { createClient } from "redis";
import type { CornerPlace } from "../corners.ts";
import type { Field, Ground, Plan } from "./growing.ts";
import { type Filled, recordsEach, wordsOf, writeFirst } from "./operations.ts";
import { redisScans } from "./plans.ts";

type Command = readonly string[];
type Send = (command: Command) => Promise<unknown>;

/**
 * Runs commands for each of many copies: `<1>` in them is the first word of the copy, and so on. What is told once is the
 * commands and how many words a copy has; then come the words.
 */
const copying = `
local commands, count = cjson.decode(ARGV[1]), tonumber(ARGV[2])
for from = 3, #ARGV, count do
  local words = {}
  for n = 1, count do words[tostring(n)] = ARGV[from + n - 1] end
  for _, command in ipairs(commands) do
    local own = {}
    for n, text in ipairs(command) do own[n] = text:gsub('<(%d)>', words) end
    redis.call(unpack(own))
  end
end
`;

/** Removes a page of the keys under a prefix, and answers where the next one begins. */
const clearing = `
local page = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 5000)
for _, key in ipairs(page[2]) do redis.call('UNLINK', key) end
return page[1]
`;

/** Copies that one run of the script makes. */
const copiesAtOnce = 1_000;

export function redisField({ adapter }: Ground, { baseKeyPrefix }: CornerPlace, server: Server): Field {
  // The corner's own user may ask for nothing of the whole server.
  const admin = createClient({ url: addressOf(server).url, RESP: 2 });
  admin.on("error", () => {});
  const connected = admin.connect();
  const send: Send = async (command) => {
    await connected;
    return admin.sendCommand([...command]);
  };
  const written = () => commandsOf(send, baseKeyPrefix);

  return {
    async fill(filled, rows) {
      let before: readonly Command[] = [];
      const first = await writeFirst(adapter, filled, async () => {
        before = await written();
      });
      const known = new Set(before.map(String));
      const own = (await written()).filter((command) => !known.has(String(command)));
      if (before.length > 0) await copy(send, holed(before, first.user), "user", rows, recordsEach);
      await copy(send, holed(own, first.own), filled, rows, 1);
      await first.remove();
    },
    async explain(look, restore) {
      const plan = await explained(send, () => look(adapter));
      await restore(adapter);
      return plan;
    },
    async close() {
      await clear(send, baseKeyPrefix);
      admin.destroy();
    },
  };
}

/** The commands that write what stands under a prefix. */
async function commandsOf(send: Send, prefix: string): Promise<Command[]> {
  const commands: Command[] = [];
  for (const key of (await send(["KEYS", `${prefix}*`])) as string[]) {
    const at = String(await send(["PEXPIRETIME", key]));
    const expires = Number(at) > 0;
    if ((await send(["TYPE", key])) === "string") {
      commands.push(["SET", key, String(await send(["GET", key])), ...(expires ? ["PXAT", at] : [])]);
      continue;
    }
    const members = (await send(["ZRANGE", key, "0", "-1", "WITHSCORES"])) as string[];
    for (let n = 0; n < members.length; n += 2) commands.push(["ZADD", key, members[n + 1] ?? "", members[n] ?? ""]);
    if (expires) commands.push(["PEXPIREAT", key, at]);
  }
  return commands;
}

/** The commands with numbered holes where the words of the first stand. */
function holed(commands: readonly Command[], words: readonly string[]): Command[] {
  return commands.map((command) =>
    command.map((text) => words.reduce((holes, word, at) => holes.replaceAll(word, `<${at + 1}>`), text)),
  );
}

async function copy(
  send: Send,
  commands: readonly Command[],
  record: "user" | Filled,
  rows: number,
  step: number,
): Promise<void> {
  for (let from = 0; from < rows; from += copiesAtOnce * step) {
    const last = Math.min(from + copiesAtOnce * step, rows);
    const words: string[] = [];
    for (let n = from; n < last; n += step) words.push(...wordsOf(record, n));
    await send(["EVAL", copying, "0", JSON.stringify(commands), String(wordsOf(record, 0).length), ...words]);
  }
}

/** The corner would do it too, and send each key for that. */
async function clear(send: Send, prefix: string): Promise<void> {
  let cursor = "0";
  do cursor = String(await send(["EVAL", clearing, "0", cursor, `${prefix}*`]));
  while (cursor !== "0");
}

const threshold = "slowlog-log-slower-than";

/** What the server noted of a call, and the commands that its script ran, with what the server says of their work. */
async function explained(send: Send, look: () => unknown): Promise<Plan> {
  const [, usual = ""] = (await send(["CONFIG", "GET", threshold])) as string[];
  await send(["CONFIG", "SET", threshold, "0"]);
  try {
    await send(["SLOWLOG", "RESET"]);
    const before = await countsOf(send);
    await look();
    const noted = (await send(["SLOWLOG", "GET"])) as [id: number, at: number, micros: number, command: string[]][];
    const after = await countsOf(send);
    const slow = noted.filter(([, , , [name = ""]]) => /^eval/i.test(name));
    const lines = slow.map(([, , micros, command]) => `SLOWLOG: ${micros} µs ${command.join(" ")}`);
    for (const [name, { calls, micros }] of after) {
      const earlier = before.get(name) ?? { calls: 0, micros: 0 };
      if (calls === earlier.calls || ofMeasuring.test(name)) continue;
      const work = await complexityOf(send, name);
      lines.push(`${name}: ${calls - earlier.calls} calls, ${micros - earlier.micros} µs; ${work}`);
    }
    if (lines.length === 0) throw new Error("the server counted nothing of what the adapter sent");
    const text = lines.join("\n");
    return { text, scans: redisScans(text) };
  } finally {
    await send(["CONFIG", "SET", threshold, usual]);
  }
}

/** The commands by which it is found out what the others were. */
const ofMeasuring = /^(info|slowlog|config)\b/;

/** How often each command was called so far, and how long all that took. */
async function countsOf(send: Send): Promise<Map<string, { calls: number; micros: number }>> {
  const stats = String(await send(["INFO", "commandstats"]));
  const found = stats.matchAll(/^cmdstat_([^:]+):calls=(\d+),usec=(\d+)/gm);
  return new Map(
    [...found].map(([, name = "", calls, micros]) => [name, { calls: Number(calls), micros: Number(micros) }]),
  );
}

/** In the server's own words, such as `O(1)`. */
async function complexityOf(send: Send, name: string): Promise<string> {
  const [, said = []] = (await send(["COMMAND", "DOCS", name])) as [string?, unknown[]?];
  return String(said[said.indexOf("complexity") + 1]);
}
