/** Redis: keys under a prefix of the demo's own on a server that may hold others. */
import { tracingChannel } from "node:diagnostics_channel";
import { RedisAdapter } from "@mortise/redis-adapter";
import { createClient } from "redis";
import { lineOf } from "../start-error.ts";
import type { Open } from "./backend.ts";
import { baseKeyPrefix, type Command, readKeys, removeKeys, stepOf, words } from "./redis-keys.ts";
import { useServer } from "./server.ts";

export const open: Open = ({ address, fresh }, ran) =>
  useServer("redis-8", address, async (url, place) => {
    // The client tells of its commands on this channel.
    tracingChannel<unknown, { readonly args: readonly string[] }>("node-redis:command").start.subscribe((message) =>
      ran(stepOf((message as { readonly args: readonly string[] }).args)),
    );
    let wasOpen = false;
    const client = createClient({
      url,
      disableOfflineQueue: true,
      socket: { reconnectStrategy: () => (wasOpen ? 500 : false) },
    });
    client.on("error", (error) => wasOpen && console.error(`redis: ${lineOf(error)}`));
    await client.connect();
    wasOpen = true;
    try {
      const command: Command = (parts) => client.sendCommand(parts);
      if (fresh) await removeKeys(command);
      const adapter = RedisAdapter(client, { baseKeyPrefix });
      const problems = await adapter.createSchema();
      return {
        title: "Auth.js on Express and Redis with the Redis adapter",
        place: `${baseKeyPrefix}* on ${place}`,
        notes: problems.map(({ message }) => message),
        words,
        adapter,
        read: () => readKeys(command),
        close: async () => client.destroy(),
      };
    } catch (error) {
      client.destroy();
      throw error;
    }
  });
