/** Which clients the adapter takes, and what it does with them before the first call: nothing. */
import { once } from "node:events";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { RedisAdapter } from "@mortise/redis-adapter";
import { Cluster, Redis } from "ioredis";
import { createClient, createCluster, createSentinel } from "redis";
import { createClient as createClient5, createCluster as createCluster5 } from "redis-5";
import { describe, expect, test } from "vitest";

const nowhere = { host: "127.0.0.1", port: 1 };

test("takes the clients of node-redis and ioredis, none of which it connects", () => {
  const lazy = { lazyConnect: true };
  const [single, cluster] = [new Redis(lazy), new Cluster([nowhere], lazy)];
  const nodeRedis = [
    createClient(),
    createClient5(),
    createCluster({ rootNodes: [] }),
    createCluster5({ rootNodes: [] }),
  ];
  for (const client of [single, cluster, ...nodeRedis]) {
    expect(Object.keys(RedisAdapter(client))).toContain("getSessionAndUser");
  }
  expect([single.status, cluster.status]).toEqual(["wait", "wait"]);
  for (const client of nodeRedis) expect(client.isOpen).toBe(false);
});

test("refuses what is none of them", () => {
  const sentinel = createSentinel({ name: "primary", sentinelRootNodes: [nowhere] });
  for (const client of [undefined, null, {}, "redis://localhost", { get() {}, set() {} }, sentinel]) {
    expect(() => RedisAdapter(client as never)).toThrow(TypeError);
  }
  expect(() => RedisAdapter(new Redis({ lazyConnect: true, keyPrefix: "app:" }))).toThrow(/baseKeyPrefix/);
  for (const waitForReplicas of [
    { replicas: 0, timeout: 100 },
    { replicas: 1, timeout: 0 },
  ]) {
    expect(() => RedisAdapter(new Redis({ lazyConnect: true }), { waitForReplicas })).toThrow(/waitForReplicas/);
  }
});

const [server] = serversOf("redis");
const { url, absent } = server ? addressOf(server) : { url: "", absent: "no server" };

describe.runIf(absent === undefined)("a client of ioredis that has ended", () => {
  test("is connected by the next calls", async () => {
    const client = new Redis(url, { retryStrategy: null, lazyConnect: true });
    client.on("error", () => {});
    const adapter = RedisAdapter(client);
    try {
      expect(await adapter.getUser("nobody")).toBe(null);
      client.disconnect();
      await once(client, "end");
      const calls = Array.from({ length: 5 }, () => adapter.getUser("nobody"));
      expect(await Promise.all(calls)).toEqual(calls.map(() => null));
    } finally {
      client.disconnect();
    }
  });
});

describe.runIf(absent === undefined)("a client of node-redis that nobody connected", () => {
  test("is connected once by the first calls", async () => {
    const client = createClient({ url, disableOfflineQueue: true });
    const opened: string[] = [];
    client.on("connect", () => opened.push("once"));
    client.on("error", () => {});
    const adapter = RedisAdapter(client, { baseKeyPrefix: `lazy-${crypto.randomUUID()}:` });
    const other = RedisAdapter(client);
    try {
      const calls = Array.from({ length: 20 }, (_, n) => (n % 2 ? adapter : other).getUser("nobody"));
      expect(await Promise.all(calls)).toEqual(calls.map(() => null));
      expect(opened).toEqual(["once"]);
    } finally {
      await client.close();
    }
  });

  test("rejects where there is no server, and is tried again by the next call", async () => {
    const client = createClient({ socket: { ...nowhere, reconnectStrategy: false } });
    client.on("error", () => {});
    const adapter = RedisAdapter(client);
    for (let call = 0; call < 2; call += 1) {
      await expect(adapter.getUser("nobody")).rejects.toMatchObject({ code: "MORTISE_STORE_FAILED" });
    }
  });
});
