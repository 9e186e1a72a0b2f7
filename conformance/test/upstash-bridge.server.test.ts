/** The bridge against what Upstash documents of its protocol, and against Upstash's own client. */
import { once } from "node:events";
import { createConnection } from "node:net";
import { Redis, type RedisConfigNodejs } from "@upstash/redis";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Wire } from "../src/engines/engine.ts";
import { addressOf, serversOf } from "../src/engines/servers.ts";
import { type Bridge, openBridge } from "../src/engines/upstash-bridge.ts";
import { largestRequest } from "../src/engines/upstash-protocol.ts";

for (const server of serversOf("redis")) {
  const { url, absent } = addressOf(server);
  describe.runIf(absent === undefined)(`the bridge over ${server.name}`, () => {
    const prefix = `bridge:${crypto.randomUUID()}:`;
    const key = (name: string) => `${prefix}${name}`;
    const direct = createClient({ url });
    const wire = new Wire();
    let bridge: Bridge;

    const connect = (config: Partial<RedisConfigNodejs> = {}) =>
      new Redis({ url: bridge.url, token: bridge.token, enableTelemetry: false, ...config });
    const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
      fetch(`${bridge.url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${bridge.token}`, ...init.headers },
      });
    const post = (path: string, body: unknown, headers = {}) =>
      ask(path, { method: "POST", body: JSON.stringify(body), headers });

    beforeAll(async () => {
      await direct.connect();
      bridge = await openBridge(url, wire);
    });
    afterAll(async () => {
      await bridge.close();
      for await (const keys of direct.scanIterator({ MATCH: `${prefix}*` }))
        if (keys.length > 0) await direct.del(keys);
      direct.destroy();
    });

    describe("as documented", () => {
      test("a command in the body, and its answers: a string, a number, nothing, a list", async () => {
        const of = async (...command: unknown[]) => (await post("/", command)).json();
        expect(await of("SET", key("a"), "value")).toEqual({ result: "OK" });
        expect(await of("get", key("a"))).toEqual({ result: "value" });
        expect(await of("GET", key("none"))).toEqual({ result: null });
        expect(await of("INCRBY", key("n"), 137)).toEqual({ result: 137 });
        expect(await of("MGET", key("a"), key("none"), key("n"))).toEqual({ result: ["value", null, "137"] });
        expect(await of("EVAL", "return {1, {'a', {ARGV[1], false}}}", 0, true)).toEqual({
          result: [1, ["a", ["true", null]]],
        });
      });

      test("a command in the path, with the body as its value and the query after it", async () => {
        const get = await ask(`/SET/${encodeURIComponent(key("path"))}/a%2Fb`);
        expect(await get.json()).toEqual({ result: "OK" });
        expect(await direct.get(key("path"))).toBe("a/b");
        const bytes = new Uint8Array([0, 255, 10, 128]);
        const put = await ask(`/set/${encodeURIComponent(key("bytes"))}?EX=100`, { method: "POST", body: bytes });
        expect(await put.json()).toEqual({ result: "OK" });
        expect(await direct.ttl(key("bytes"))).toBeGreaterThan(90);
        const encoded = await post("/", ["GET", key("bytes")], { "upstash-encoding": "base64" });
        expect(await encoded.json()).toEqual({ result: Buffer.from(bytes).toString("base64") });
        // Without the encoding, what is no UTF-8 is replaced.
        expect(await (await post("/", ["GET", key("bytes")])).json()).toEqual({ result: "\0\ufffd\n\ufffd" });
      });

      test("every string in base64, but for the answer OK", async () => {
        const of = async (...command: unknown[]) => (await post("/", command, { "upstash-encoding": "base64" })).json();
        expect(await of("SET", key("foo"), "bar")).toEqual({ result: "OK" });
        expect(await of("GET", key("foo"))).toEqual({ result: "YmFy" });
        expect(await of("EVAL", "return {'bar', 7, {'bar', {'OK'}}}", 0)).toEqual({
          result: ["YmFy", 7, ["YmFy", ["T0s="]]],
        });
      });

      test("errors: 400 with a text, 401 without the token, 405 for another method", async () => {
        const failures: [Response, number, RegExp][] = [
          [await post("/", ["INCR"]), 400, /^ERR wrong number of arguments for 'incr' command/],
          [await post("/", ["NOSUCH"]), 400, /^ERR unknown command/],
          [await post("/", ["EVALSHA", "0".repeat(40), 0]), 400, /^NOSCRIPT /],
          [await post("/", { not: "a command" }), 400, /^ERR failed to parse/],
          [await ask("/", { method: "POST", body: "[" }), 400, /^ERR failed to parse/],
          [await post("/", ["SET", key("a"), { an: "object" }]), 400, /^ERR the arguments/],
          [await post("/", ["GET", key("a")], { authorization: "Bearer other" }), 401, /^WRONGPASS/],
          [await fetch(`${bridge.url}/get/a`), 401, /^WRONGPASS/],
          [await ask("/get/a", { method: "DELETE" }), 405, /./],
          [await post("/", ["SET", key("a"), "x".repeat(largestRequest)]), 400, /^ERR max request size exceeded/],
        ];
        for (const [response, status, text] of failures) {
          expect(response.status).toBe(status);
          expect(await response.json()).toEqual({ error: expect.stringMatching(text) });
        }
        expect((await fetch(`${bridge.url}/get/a?_token=${bridge.token}`)).status).toBe(200);
      });

      test("a pipeline goes on after an error; a transaction that cannot be queued is not done", async () => {
        const commands = [
          ["SET", key("key1"), "valuex"],
          ["INCR", key("key1")],
          ["ZADD", key("myset"), 11, "item1", 22, "item2"],
        ];
        const answers = [
          { result: "OK" },
          { error: expect.stringMatching(/^ERR value is not an integer/) },
          { result: 2 },
        ];
        for (const path of ["/pipeline", "/multi-exec"]) {
          await direct.del(key("myset"));
          const response = await post(path, commands);
          expect([response.status, await response.json()]).toEqual([200, answers]);
        }
        const discarded = await post("/multi-exec", [["SET", key("not"), 1], ["NOSUCH"]]);
        expect([discarded.status, await discarded.json()]).toEqual([
          400,
          { error: expect.stringMatching(/^ERR unknown command/) },
        ]);
        expect(await direct.exists(key("not"))).toBe(0);
        expect((await post("/pipeline", ["GET", "a"])).status).toBe(400);
      });

      test("nothing comes between the commands of a transaction", async () => {
        const [counter, steps] = [key("counter"), 20];
        const increments = Array.from({ length: steps }, () => ["INCR", counter]);
        const answers = await Promise.all(
          Array.from({ length: 8 }, async () => (await post("/multi-exec", increments)).json()),
        );
        for (const answer of answers as { result: number }[][]) {
          const [first = { result: 0 }] = answer;
          expect(answer.map(({ result }) => result)).toEqual(Array.from({ length: steps }, (_, n) => first.result + n));
        }
      });

      test("the sync token grows with writes, and what comes with it waits for them", async () => {
        const tokenOf = async (command: unknown[]) => {
          const response = await post("/", command);
          await response.arrayBuffer();
          return response.headers.get("upstash-sync-token") ?? "";
        };
        const before = await tokenOf(["GET", key("sync")]);
        expect(await tokenOf(["GET", key("sync")])).toBe(before);
        const after = await tokenOf(["SET", key("sync"), "old"]);
        expect(after).not.toBe(before);
        // The token of the next write, which has not been made: what is asked with it waits for that write.
        const [mark, count] = after.split(".");
        let isAnswered = false;
        const waiting = post("/", ["GET", key("sync")], { "upstash-sync-token": `${mark}.${Number(count) + 1}` }).then(
          (response) => {
            isAnswered = true;
            return response.json();
          },
        );
        for (let n = 0; n < 20; n += 1) await tokenOf(["GET", key("sync")]);
        expect(isAnswered).toBe(false);
        await tokenOf(["SET", key("sync"), "new"]);
        expect(await waiting).toEqual({ result: "new" });
        // Somebody else's token is no reason to wait.
        const other = await post("/", ["GET", key("sync")], { "upstash-sync-token": "other.999" });
        expect(await other.json()).toEqual({ result: "new" });
      });
    });

    describe("with Upstash's client", () => {
      const values = ["plain", "í\u{1f600}", '{"a":1}', "007", "9007199254740993", "null", "OK", ""];

      test.each(["base64", false] as const)("values as they are, encoding %s", async (responseEncoding) => {
        const redis = connect({ automaticDeserialization: false, responseEncoding });
        for (const value of values) {
          await redis.set(key("value"), value);
          expect(await redis.get(key("value"))).toBe(value);
        }
        expect(await redis.eval("return {ARGV[1], {ARGV[1], 1}}", [], ["x\0y"])).toEqual(["x\0y", ["x\0y", 1]]);
      });

      test("values as JSON, which is how the client comes", async () => {
        const redis = connect();
        const read = async (value: string) => {
          await direct.set(key("value"), value);
          return redis.get(key("value"));
        };
        expect(await read('{"a":1}')).toEqual({ a: 1 });
        expect(await read("12")).toBe(12);
        expect(await read("plain")).toBe("plain");
        // What loses digits as a number stays as it is.
        expect(await read("007")).toBe("007");
      });

      test("what is called at once goes in one request", async () => {
        const redis = connect({ enableAutoPipelining: true });
        const before = wire.trips;
        const answers = await Promise.allSettled([
          redis.set(key("pipe"), "a"),
          redis.incr(key("pipe")),
          redis.evalsha("0".repeat(40), [], []),
          redis.set(key("pipe"), "b"),
        ]);
        expect(wire.trips - before).toBe(1);
        expect(answers).toEqual([
          { status: "fulfilled", value: "OK" },
          { status: "rejected", reason: expect.objectContaining({ message: expect.stringMatching(/not an integer/) }) },
          { status: "rejected", reason: expect.objectContaining({ message: expect.stringMatching(/NOSCRIPT/) }) },
          { status: "fulfilled", value: "OK" },
        ]);
        expect(await redis.get(key("pipe"))).toBe("b");
        expect(wire.trips - before).toBe(2);
      });

      test("a transaction, and scripts by their hash", async () => {
        const redis = connect({ enableAutoPipelining: false });
        expect(await redis.multi().set(key("tx"), 1).incr(key("tx")).get(key("tx")).exec()).toEqual(["OK", 2, 2]);
        await expect(redis.multi().set(key("tx"), "a").incr(key("tx")).exec()).rejects.toThrow(/not an integer/);
        const script = redis.createScript<string>(`return ARGV[1] .. KEYS[1] -- ${prefix}`);
        const before = wire.trips;
        expect(await script.exec(["k"], ["a"])).toBe("ak");
        expect(await script.exec(["k"], ["b"])).toBe("bk");
        expect(wire.trips - before).toBe(3);
        expect(await redis.evalRo("return redis.call('get', KEYS[1])", [key("tx")], [])).toBe("a");
        await expect(redis.evalRo("return redis.call('del', KEYS[1])", [key("tx")], [])).rejects.toThrow();
      });

      test("its sync token is the one of its last answer", async () => {
        const redis = connect({ enableAutoPipelining: false });
        await redis.set(key("own"), "a");
        const { readYourWritesSyncToken: first } = redis;
        await redis.set(key("own"), "b");
        expect(redis.readYourWritesSyncToken).not.toBe(first);
        expect(await redis.get(key("own"))).toBe("b");
      });

      test("a token that is none", async () => {
        await expect(connect({ token: "other" }).get(key("a"))).rejects.toThrow(/WRONGPASS/);
      });

      test("a connection that is dropped after the command got through: the client asks again, unless it is told not to", async () => {
        const once = connect({ retry: { retries: 0 }, enableAutoPipelining: false });
        bridge.dropNext();
        await expect(once.incr(key("dropped"))).rejects.toThrow();
        expect(await direct.get(key("dropped"))).toBe("1");
        const again = connect({ retry: { retries: 1, backoff: () => 1 }, enableAutoPipelining: false });
        bridge.dropNext();
        expect(await again.incr(key("dropped"))).toBe(3);
        // "No retry" is one retry (@upstash/redis 1.39).
        const never = connect({ retry: false, enableAutoPipelining: false });
        bridge.dropNext();
        expect(await never.incr(key("dropped"))).toBe(5);
      });

      test("a service that is away, hangs up or is slow", async () => {
        const redis = connect({ retry: { retries: 0 } });
        expect(await redis.ping()).toBe("PONG");
        const listen = await bridge.refuse();
        await expect(redis.ping()).rejects.toThrow();
        await listen();
        expect(await redis.ping()).toBe("PONG");
        const socket = createConnection(Number(new URL(bridge.url).port));
        socket.write(`GET /ping?_token=${bridge.token} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
        await once(socket, "data");
        bridge.halfClose();
        // By itself it would hang up after five seconds.
        await once(socket, "end", { signal: AbortSignal.timeout(2_000) });
        expect(await connect({ retry: { retries: 1, backoff: () => 1 } }).ping()).toBe("PONG");
        const end = bridge.delay(40);
        const before = performance.now();
        await redis.ping();
        expect(performance.now() - before).toBeGreaterThanOrEqual(79);
        end();
        bridge.delay(60_000)();
        expect(await redis.ping()).toBe("PONG");
      });
    });
  });
}
