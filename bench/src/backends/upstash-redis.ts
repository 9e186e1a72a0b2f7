/** Upstash Redis: its client over our bridge to a server. Upstash's service itself is not Redis, and is not timed. */
import { UpstashRedisAdapter as OfficialAdapter } from "@auth/upstash-redis-adapter";
import { serversOf } from "@mortise/conformance/engines/servers";
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { Redis } from "@upstash/redis";
import { openBridgeThread } from "../bridges.ts";
import type { Arena, Backend, Contestant } from "../contestants.ts";
import { bareAndOurs, type CornerPlace, contestantOn, openCornerPlace, type RedisGround } from "../corners.ts";
import { installed } from "../versions.ts";

interface BridgedPlace extends CornerPlace {
  readonly token: string;
}

const upstash: RedisGround<Redis, BridgedPlace> = {
  driver: installed("@upstash/redis"),
  adapter: "@mortise/upstash-redis-adapter",
  connect: async (url, { token }) => ({
    client: new Redis({ url, token, enableTelemetry: false }),
    close: async () => {},
  }),
  // The client itself makes records of the JSON that it gets.
  bare: (client) => ({
    load: (script) => client.scriptLoad(script),
    run: (digest, keys, args) => client.evalsha(digest, keys, args),
    get: (key) => client.get(key),
    take: (key) => client.getdel(key),
    set: (key, text, expires) => client.set(key, text, { pxat: expires }),
  }),
  ours: UpstashRedisAdapter,
};

const official: Contestant = {
  ...contestantOn(upstash, "official", installed("@auth/upstash-redis-adapter"), (client, baseKeyPrefix) =>
    OfficialAdapter(client, { baseKeyPrefix }),
  ),
  // It removes the key `null` with a user who has no account or no session, and would fail at that in a corner.
  createTables: ({ allow }: BridgedPlace) => allow("null"),
};

export const backend: Backend = {
  name: "upstash-redis-adapter",
  arenas: serversOf("redis").map(
    (server): Arena => ({
      engine: `${server.name}, through our bridge`,
      server,
      contestants: [...bareAndOurs(upstash), official],
      async openPlace(): Promise<BridgedPlace> {
        const corner = await openCornerPlace(server);
        const { url, token, close } = await openBridgeThread(corner.url);
        return {
          ...corner,
          url,
          token,
          version: `Upstash's REST protocol (our bridge) over ${corner.version}`,
          async close() {
            await close();
            await corner.close();
          },
        };
      },
    }),
  ),
};
