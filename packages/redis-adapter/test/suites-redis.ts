/** Every server and client that this adapter is proven on, each as the suite takes it. */
import { UpstashRedisAdapter as OfficialAdapter } from "@auth/upstash-redis-adapter";
import type { ConformanceOptions, Harness, OfficialAdapter as OfficialMethods } from "@mortise/conformance";
import { forkAdapter } from "@mortise/conformance/engines/processes";
import { openRedis, type RedisDriver } from "@mortise/conformance/engines/redis";
import { type Address, addressOf, servers } from "@mortise/conformance/engines/servers";
import { type AnyRedis, RedisAdapter } from "@mortise/redis-adapter";
import { type ClientKind, clients, clientsOf } from "./clients.ts";

/** What a conformance run needs to know of one engine. */
export type Suite = Pick<ConformanceOptions, "name" | "open" | "absent" | "exclude" | "only">;

/** A harness over a corner of a server. */
export function openSuite(kind: ClientKind, address: Address): Promise<Harness> {
  return openRedis<AnyRedis>({
    address,
    driver: clients[kind] as RedisDriver<AnyRedis>,
    adapterOf: RedisAdapter,
    official: {
      adapterOf: (_, prefixes, plain) => OfficialAdapter(plain as never, prefixes) as OfficialMethods,
      ours: RedisAdapter,
    },
    fork: (url, baseKeyPrefix) => forkAdapter(new URL("process.ts", import.meta.url), [kind, url, baseKeyPrefix]),
    types: {
      directory: new URL("../../../conformance/types/", import.meta.url),
      lines: [
        'import { RedisAdapter } from "@mortise/redis-adapter";',
        'declare const client: ReturnType<typeof import("redis").createClient> | import("ioredis").Redis;',
      ],
      call: "RedisAdapter(client)",
    },
  });
}

export const redisSuites: readonly Suite[] = servers.flatMap((server) => {
  const address = addressOf(server);
  return (clientsOf[server.id] ?? []).map((kind): Suite => {
    return { name: `${server.name}, ${kind}`, absent: address.absent, open: () => openSuite(kind, address) };
  });
});
