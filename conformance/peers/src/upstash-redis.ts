/** `@auth/upstash-redis-adapter` over our bridge, under the keys that it makes when it is told no others. */
import { UpstashRedisAdapter } from "@auth/upstash-redis-adapter";
import { type Harness, NotCheckable, type Variant } from "@mortise/conformance";
import { openRedisHarness, type RedisEngine } from "@mortise/conformance/engines/redis";
import { addressOf } from "@mortise/conformance/engines/servers";
import { openBridged } from "@mortise/conformance/engines/upstash";
import { Redis } from "@upstash/redis";
import { withoutPasskeysOfNobody } from "./no-passkeys.ts";
import { asAdapter, type Peer, type PeerEngine, server, traits } from "./peer.ts";

const own = traits({ kind: "text", from: "store" });

/** The waits between the client's six tries come to four seconds, which is long for what cannot be reached. */
const retry = { backoff: () => 20 };

function engineOn(id: string): PeerEngine {
  const on = server(id);
  return {
    name: `${on.name}, through our bridge`,
    server: on,
    remark: "Upstash's client talks to our own REST bridge in front of the server; Upstash's service is not Redis.",
    open: async () =>
      withoutWhatItLacks(
        await openRedisHarness({
          open: () => withNull(openBridged(addressOf(on), ({ url, token }) => new Redis({ url, token, retry }))),
          adapterOf: (client, { baseKeyPrefix = "" }) => asAdapter(UpstashRedisAdapter(client, { baseKeyPrefix })),
          traits: own,
          isPlain: true,
        }),
      ),
  };
}

/**
 * The adapter removes the key `null` with a user who has no account or no session. On a server that is all its own it may,
 * and is not to fail because here it has a corner of one.
 */
async function withNull<Client>(opened: Promise<RedisEngine<Client>>): Promise<RedisEngine<Client>> {
  const engine = await opened;
  const { corner } = engine;
  const allow = () => corner.ask("ACL", "SETUSER", corner.place.username, "~null");
  await allow();
  return {
    ...engine,
    corner: {
      ...corner,
      async allowWrites(patterns) {
        const lift = await corner.allowWrites([...patterns, "null"]);
        return async () => {
          await lift();
          await allow();
        };
      },
    },
  };
}

/** The harness without what the adapter has no option for, and with passkeys that go with their user. */
function withoutWhatItLacks(harness: Harness): Harness {
  const { construct, openVariant } = harness;
  return withoutPasskeysOfNobody({
    ...harness,
    construct(options) {
      if (options) throw new NotCheckable("the adapter has no options of this kind");
      return asAdapter(construct?.() ?? {});
    },
    async openVariant(variant: Variant) {
      const { prefix, isUncreated: _, isThere: __, ...others } = variant;
      if (!openVariant || prefix === undefined || Object.keys(others).length > 0) {
        throw new NotCheckable("the adapter only has a prefix");
      }
      // There is nothing to create, and nothing that does.
      return withoutWhatItLacks(await openVariant({ ...variant, isThere: true }));
    },
  });
}

export const peer: Peer = {
  adapter: "@auth/upstash-redis-adapter",
  module: import.meta.url,
  drivers: ["@upstash/redis"],
  engines: [engineOn("redis-8"), engineOn("valkey-9")],
};
