/** Upstash Redis: its service where an address is given, or else its protocol over a Redis server of this machine. */
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { Redis } from "@upstash/redis";
import type { Options } from "../options.ts";
import { StartError } from "../start-error.ts";
import type { Ran } from "../watch.ts";
import type { Backend, Open } from "./backend.ts";
import { baseKeyPrefix, type Command, readKeys, removeKeys, stepOf, words } from "./redis-keys.ts";
import { reasonOf, useServer, withoutPassword } from "./server.ts";

export const open: Open = async (options, ran) => {
  const { address: url } = options;
  if (url === undefined)
    return useServer("redis-8", undefined, (server, place) => overBridge(server, place, options, ran));
  const token = process.env.UPSTASH_REDIS_REST_TOKEN;
  if (!token) throw new StartError("The token of the database is missing: give it in UPSTASH_REDIS_REST_TOKEN.");
  const place = withoutPassword(url);
  try {
    return await openRest({ url, token }, place, "Upstash Redis", options, ran);
  } catch (error) {
    throw new StartError(`Cannot use ${place}: ${reasonOf(error)}.`);
  }
};

async function overBridge(server: string, place: string, options: Options, ran: Ran): Promise<Backend> {
  const { openBridge } = await import("@mortise/conformance/engines/upstash");
  const { Wire } = await import("@mortise/conformance/engines/engine");
  const bridge = await openBridge(server, new Wire());
  try {
    const on = "Redis, behind a bridge of our own that speaks Upstash's protocol,";
    const backend = await openRest(bridge, `${place}, over a bridge`, on, options, ran);
    return { ...backend, close: () => bridge.close() };
  } catch (error) {
    await bridge.close();
    throw error;
  }
}

async function openRest(
  { url, token }: { readonly url: string; readonly token: string },
  place: string,
  on: string,
  { fresh }: Options,
  ran: Ran,
): Promise<Backend> {
  const client = new Redis({ url, token });
  client.use(async (request, next) => {
    for (const command of commandsOf(request.body)) ran(stepOf(command));
    return next(request);
  });
  // The reader is a client of its own, which leaves what it reads as it stands there.
  const reader = new Redis({ url, token, automaticDeserialization: false });
  const command: Command = (parts) => reader.exec(parts);
  if (fresh) await removeKeys(command);
  const adapter = UpstashRedisAdapter(client, { baseKeyPrefix });
  const problems = await adapter.createSchema();
  return {
    title: `Auth.js on Express and ${on} with the Upstash Redis adapter`,
    place: `${baseKeyPrefix}* on ${place}`,
    notes: problems.map(({ message }) => message),
    words,
    adapter,
    read: () => readKeys(command),
    close: async () => {},
  };
}

/** A request is one command, or a list of them. */
function commandsOf(body: unknown): string[][] {
  if (!Array.isArray(body)) return [];
  const commands: unknown[][] = body.every(Array.isArray) ? body : [body];
  return commands.map((command) => command.map(String));
}
