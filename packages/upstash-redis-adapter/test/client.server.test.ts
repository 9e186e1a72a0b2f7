/** What Upstash's client does on its own account, and what becomes of it: over the bridge, to a real server. */
import { inspect } from "node:util";
import { Wire } from "@mortise/conformance/engines/engine";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { type Bridge, openBridge } from "@mortise/conformance/engines/upstash";
import { type UpstashRedis, UpstashRedisAdapter } from "@mortise/upstash-redis-adapter";
import { Redis, type RedisConfigNodejs } from "@upstash/redis";
import { Redis as CloudflareRedis } from "@upstash/redis/cloudflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

test("takes a client and nothing else", () => {
  const cloudflare: UpstashRedis = new CloudflareRedis({ url: "https://localhost", token: "any" });
  expect(Object.keys(UpstashRedisAdapter(cloudflare))).toContain("getSessionAndUser");
  for (const client of [undefined, "https://localhost", { eval() {} }, { evalsha() {} }]) {
    expect(() => UpstashRedisAdapter(client as never)).toThrow(TypeError);
  }
});

const [server] = serversOf("redis");
const { url, absent } = server ? addressOf(server) : { url: "", absent: "no server" };

describe.runIf(absent === undefined)("over the bridge", () => {
  const baseKeyPrefix = `client:${crypto.randomUUID()}:`;
  const wire = new Wire();
  let bridge: Bridge;
  const adapterWith = (config: Partial<RedisConfigNodejs> = {}) =>
    UpstashRedisAdapter(new Redis({ url: bridge.url, token: bridge.token, enableTelemetry: false, ...config }), {
      baseKeyPrefix,
    });

  beforeAll(async () => {
    bridge = await openBridge(url, wire);
  });
  afterAll(async () => {
    const redis = new Redis({ url: bridge.url, token: bridge.token, enableTelemetry: false });
    const keys = await redis.keys(`${baseKeyPrefix}*`);
    if (keys.length > 0) await redis.del(...keys);
    await bridge.close();
  });

  // The client answers a request that was given up with a result that says "Aborted".
  test.each([true, false])(
    "a request that is given up is no answer, auto-pipelining %s",
    async (enableAutoPipelining) => {
      const adapter = adapterWith({ signal: AbortSignal.abort(), enableAutoPipelining, retry: false });
      for (const call of [
        () => adapter.getUser("an id"),
        () => adapter.getUserByEmail("ada@example.com"),
        () => adapter.getUserByAccount({ provider: "p", providerAccountId: "1" }),
        () => adapter.getSessionAndUser("a token"),
        () => adapter.useVerificationToken({ identifier: "ada@example.com", token: "a token" }),
        () => adapter.createUser({ email: null }),
        () => adapter.deleteSession("a token"),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: "MORTISE_STORE_FAILED" });
      }
    },
  );

  test("a user that the client sends twice is created once, and the call says so", async () => {
    const adapter = adapterWith({ retry: { retries: 1, backoff: () => 1 } });
    const email = "twice@example.com";
    await adapter.getUserByEmail(email);
    const before = wire.trips;
    bridge.dropNext();
    const user = await adapter.createUser({ email });
    expect(wire.trips - before).toBe(2);
    expect(await adapter.getUserByEmail(email)).toEqual(user);
    await expect(adapter.createUser({ email })).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
  });

  test("what the server refuses tells nothing of the command", async () => {
    const adapter = adapterWith({ enableAutoPipelining: false, token: "other" });
    const short = { sessionToken: '"s"', userId: "u", expires: new Date() };
    const failure = await adapter.createSession(short).catch((error) => error);
    expect(failure).toMatchObject({ code: "MORTISE_STORE_FAILED", cause: { name: "UpstashError" } });
    expect(inspect(failure)).toMatch("WRONGPASS");
    expect(inspect(failure)).not.toMatch(baseKeyPrefix);
  });
});
