/** Every server and way of Upstash's client that this adapter is proven on, each as the suite takes it. */
import { UpstashRedisAdapter as OfficialAdapter } from "@auth/upstash-redis-adapter";
import type { ConformanceOptions, OfficialAdapter as OfficialMethods } from "@mortise/conformance";
import { forkAdapter } from "@mortise/conformance/engines/processes";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { openUpstash } from "@mortise/conformance/engines/upstash";
import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { type ClientKind, clients } from "./clients.ts";

/** What a conformance run needs to know of one engine. */
export type Suite = Pick<ConformanceOptions, "name" | "open" | "absent" | "exclude" | "only">;

/** The client as it comes on either server, and on one of them told otherwise. */
const wanted: Readonly<Record<string, readonly ClientKind[]>> = {
  "redis-8": ["1.39", "1.39, nothing automatic"],
  "valkey-9": ["1.34"],
};

export const upstashSuites: readonly Suite[] = serversOf("redis").flatMap((server) => {
  const address = addressOf(server);
  return (wanted[server.id] ?? []).map((kind): Suite => {
    const open = () =>
      openUpstash({
        address,
        connect: clients[kind],
        adapterOf: UpstashRedisAdapter,
        official: {
          // The official adapter does not parse what the client leaves as text.
          adapterOf: (client, prefixes, plain) =>
            OfficialAdapter((kind.includes("nothing") ? plain : client) as never, prefixes) as OfficialMethods,
          ours: UpstashRedisAdapter,
        },
        fork: (access, baseKeyPrefix) =>
          forkAdapter(new URL("process.ts", import.meta.url), [kind, access, baseKeyPrefix]),
        types: {
          directory: new URL("../../../conformance/types/", import.meta.url),
          lines: [
            'import { UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";',
            'declare const client: import("@upstash/redis").Redis;',
          ],
          call: "UpstashRedisAdapter(client)",
        },
      });
    return { name: `Upstash's REST over ${server.name}, @upstash/redis ${kind}`, absent: address.absent, open };
  });
});
