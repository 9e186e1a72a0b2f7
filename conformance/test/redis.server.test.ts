/** What the Redis engine counts, refuses and calls a scan, and what its second path takes for taken, on real servers. */
import type { RecordName } from "@mortise/adapter-kit";
import { defaultPrefixes, keysOf } from "@mortise/adapter-kit/redis";
import type { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type RedisCommand, redisRawPath } from "../src/engines/redis.ts";
import { ioredis, ioredisCluster, type RedisDriver } from "../src/engines/redis-drivers.ts";
import { findRedis, urlOf } from "../src/engines/redis-place.ts";
import { openRedisServer, type RedisEngine } from "../src/engines/redis-server.ts";
import { addressOf, serversOf } from "../src/engines/servers.ts";
import { samples } from "../src/samples.ts";

/** What the tests call of either client. */
type Client = Pick<Redis, "call" | "pipeline">;

const records: readonly RecordName[] = ["user", "account", "session", "verificationToken", "authenticator"];

for (const server of [...serversOf("redis"), ...serversOf("redis-cluster")]) {
  const address = addressOf(server);
  const isCluster = server.protocol === "redis-cluster";
  describe.runIf(address.absent === undefined)(server.name, () => {
    let engine: RedisEngine<Client>;
    const own = (name: string) => `${engine.corner.base}${name}`;
    const send = (...[name, ...args]: RedisCommand) => engine.client.call(name, args);
    const rawOf = (more: object = {}) =>
      redisRawPath(engine.corner, { prefixes: { baseKeyPrefix: engine.corner.base }, ...more });
    const trips = async (work: () => Promise<unknown>) => {
      const before = engine.wire.trips;
      await work();
      return engine.wire.trips - before;
    };
    const sample = samples({
      freshUserId: () => crypto.randomUUID(),
      traits: { userIds: { kind: "text", from: "kit" }, dateGrain: 1, trips: {} as never },
    });
    const rowOf = (record: RecordName) =>
      ({
        user: () => sample.user(),
        account: () => sample.account({ userId: "somebody" }),
        session: () => sample.session({ userId: "somebody" }),
        verificationToken: () => sample.token(),
        authenticator: () => sample.authenticator({ userId: "somebody" }),
      })[record]();

    beforeAll(async () => {
      const driver: RedisDriver<Client> = isCluster ? ioredisCluster : ioredis;
      engine = await openRedisServer(address, driver);
      await send("GET", own("first"));
    });
    afterEach(() => rawOf().clear());
    afterAll(() => engine.close());

    test("a trip is a question and its answer, and a pipeline is one", async () => {
      expect(await trips(() => send("SET", own("a"), 1))).toBe(1);
      expect(await trips(() => send("GET", own("a")).then(() => send("GET", own("a"))))).toBe(2);
      const three = () => engine.client.pipeline([1, 2, 3].map(() => ["get", own("a")])).exec();
      expect(await trips(three)).toBe(1);
      expect(await trips(() => engine.corner.send("GET", own("a")))).toBe(0);
    });

    test("the user of a corner has no other key", async () => {
      for (const key of ["elsewhere", `elsewhere:${engine.corner.base}`]) {
        await expect(send("SET", key, 1)).rejects.toThrow("NOPERM");
        await expect(send("GET", key)).rejects.toThrow("NOPERM");
      }
    });

    test("what is refused is writing the keys of one record, and nothing else", async () => {
      const raw = rawOf();
      const keys = keysOf({ baseKeyPrefix: engine.corner.base });
      for (const refused of records) {
        const there = rowOf(refused);
        await raw.insert(refused, there);
        const [key] = keys.record(refused, there);
        const lift = await raw.refuseInserts(refused);
        for (const record of records) {
          const inserting = raw.insert(record, rowOf(record));
          if (record === refused) await expect(inserting).rejects.toThrow("NOPERM");
          else await inserting;
        }
        await expect(send("DEL", key)).rejects.toThrow("NOPERM");
        expect(await send("GET", key)).toContain(refused === "user" ? there.id : "");
        for (const value of ["anybody", "a", "acc", "account", "e", "x".repeat(100), "é"]) {
          const [ofUser] = keys.record("user", { id: value });
          const writing = send("SET", ofUser, 1);
          if (refused === "user") await expect(writing).rejects.toThrow("NOPERM");
          else expect(await writing).toBe("OK");
          expect(await send("SET", keys.email(value)[0], 1)).toBe("OK");
        }
        await lift();
        expect(await send("DEL", key)).toBe(1);
        await raw.clear();
      }
    });

    test("what goes through all keys is told of, also in a script, and what looks one up is not", async () => {
      const { scans } = engine.corner;
      expect(await scans(() => send("GET", own("a")))).toEqual([]);
      expect(await scans(() => send("EVAL", "return redis.call('GET', KEYS[1])", 1, own("a")))).toEqual([]);
      const through = "goes through the whole database";
      expect(await scans(() => send("SCAN", 0))).toEqual([`SCAN ${through}`]);
      expect(await scans(() => send("EVAL", "return redis.call('KEYS', '*')", 1, own("a")))).toEqual([
        `KEYS ${through}`,
      ]);
      // The same again is told of again.
      expect(await scans(() => send("SCAN", 0))).toEqual([`SCAN ${through}`]);
      await expect(scans(() => send("SET", own("a"), 1, "NEVER"))).rejects.toThrow("syntax");
      expect(await send("SCAN", 0)).toHaveLength(2);
    });

    test("a second row under a key is refused, and changes nothing", async () => {
      const raw = rawOf();
      const user = sample.user();
      await raw.insert("user", user);
      const before = await raw.dump?.();
      for (const second of [sample.user({ id: user.id }), sample.user({ email: user.email })]) {
        await expect(raw.insert("user", second)).rejects.toThrow("taken");
        expect(await raw.dump?.()).toBe(before);
      }
      for (const record of records) {
        const row = rowOf(record);
        await raw.insert(record, row);
        await expect(raw.insert(record, row)).rejects.toThrow("taken");
      }
    });

    test("a key is unique where it keeps a second row out", async () => {
      const raw = rawOf();
      const user = sample.user();
      await raw.insert("user", user);
      expect(await raw.uniqueKeys?.("user")).toEqual([["id"], ["email"]]);
      const keys = keysOf({ baseKeyPrefix: engine.corner.base });
      const [address] = keys.email(String(user.email));
      await send("SET", address, "somebody else");
      expect(await raw.uniqueKeys?.("user")).toEqual([["id"]]);
      await send("DEL", address);
      expect(await raw.uniqueKeys?.("user")).toEqual([["id"]]);
      const session = sample.session({ userId: user.id });
      await send("SET", own(`${defaultPrefixes.sessionKeyPrefix}another`), JSON.stringify(session));
      expect(await raw.uniqueKeys?.("session")).toEqual([]);
      const bare = rawOf({ isBare: true });
      await bare.insert("user", sample.user({ email: user.email }));
      await expect(
        raw.insert("user", sample.user({ email: user.email })).then(() => bare.insert("user", user)),
      ).rejects.toThrow("taken");
    });

    test("rows expire by the server, but for those that were over when they were written", async () => {
      const raw = rawOf();
      const live = sample.session({ userId: "somebody" });
      const over = sample.session({ userId: "somebody", expires: new Date(Date.now() - 1000) });
      await raw.insertAll?.("session", [live, over]);
      const keys = keysOf({ baseKeyPrefix: engine.corner.base });
      expect(await send("PEXPIRETIME", keys.record("session", { ...live })[0])).toBe(live.expires.getTime());
      expect(await send("PEXPIRETIME", keys.record("session", { ...over })[0])).toBe(-1);
      expect(new Set(await raw.rows("session"))).toEqual(new Set([live, over]));
    });

    test("nothing answers during an outage, and everything after it", async () => {
      const end = await engine.outage();
      await expect(send("GET", own("nobody"))).rejects.toThrow();
      expect(await engine.corner.send("GET", own("nobody"))).toBeNull();
      await end();
      expect(await send("GET", own("nobody"))).toBeNull();
    });

    test("an answer is dropped on the way, and the command is done once", async () => {
      await send("SET", own("n"), 0);
      engine.cable.dropNext();
      await expect(send("INCR", own("n"))).rejects.toThrow();
      expect(await send("GET", own("n"))).toBe("1");
    });

    test("who is told the address finds the same servers", async () => {
      const place = await findRedis(engine.address);
      expect(place).toEqual(engine.corner.place);
      expect(urlOf(place)).toBe(engine.address);
      expect(place.nodes).toHaveLength(isCluster ? 6 : 1);
      expect(engine.version).toMatch(isCluster ? /^Redis Cluster \d/ : /^(Redis|Valkey) \d/);
    });

    test("what is closed leaves neither keys nor a user", async () => {
      const driver: RedisDriver<Client> = isCluster ? ioredisCluster : ioredis;
      const other = await openRedisServer(address, driver);
      const { base, place } = other.corner;
      await other.client.call("SET", `${base}a`, 1);
      await other.close();
      const users = (await engine.corner.ask("ACL", "USERS")).flat();
      expect(users).toContain(engine.corner.place.username);
      expect(users).not.toContain(place.username);
      expect(await engine.corner.keys(base)).toEqual([]);
    });
  });
}
