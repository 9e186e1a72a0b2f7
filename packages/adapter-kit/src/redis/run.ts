/** One run of a script: its name instead of its text, its answer without marks. */
import { hexDigest } from "../digest.ts";
import type { Conflict } from "../store.ts";
import type { RedisClient } from "./client.ts";
import type { Keys } from "./keys.ts";
import { scriptOf } from "./script.ts";

/** Records and numbers as text. */
export type Reply = readonly string[];

/** Runs a verb. `isWrite` is whether it changes anything. */
export type Run = (
  verb: string,
  names: readonly string[],
  args: readonly unknown[],
  isWrite?: boolean,
) => Promise<Reply>;

/** What the script answers for a user whom another program wrote, and of whose rows not all are in the indexes yet. */
export const unindexed: Reply = [];

/** What the script answers when it changes nothing. */
export class Refusal extends Error {
  readonly conflict: Conflict;
  constructor(conflict: Conflict) {
    super(conflict === "duplicate" ? "the key is taken" : "there is no such user");
    this.name = "RedisRefusal";
    this.conflict = conflict;
  }
}

const digests = new Map<string, Promise<string>>();

/** The name under which a server keeps a script. */
export function digestOf(script: string): Promise<string> {
  const digest = digests.get(script) ?? hexDigest("SHA-1", script);
  digests.set(script, digest);
  return digest;
}

/** What stands behind the verb in a script's arguments. */
export function prefixesOf(keys: Keys): string[] {
  return [...keys.prefixes, keys.base];
}

/** Runs scripts over a client: with the name of the script alone, but where the server has not seen it. */
export function runOf(client: RedisClient, keys: Keys): Run {
  const prefixes = prefixesOf(keys);
  return async (verb, names, args, isWrite = true) => {
    const script = scriptOf(verb);
    const all = [verb, ...prefixes, ...args.map(String)];
    const send = (command: "EVAL" | "EVALSHA", text: string) => client.evaluate(command, text, names, all, isWrite);
    const answer = (await send("EVALSHA", await digestOf(script)).catch((error) => {
      if (!String(error?.message).includes("NOSCRIPT")) throw error;
      return send("EVAL", script);
    })) as Reply;
    const [word] = answer;
    if (word === "!unindexed") return unindexed;
    if (word === "!duplicate" || word === "!unknown-user") throw new Refusal(word.slice(1) as Conflict);
    return answer.map((each) => each.slice(1));
  };
}
