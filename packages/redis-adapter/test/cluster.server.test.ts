/** What is otherwise on a cluster: one slot, names without its tag, replicas that a write waits for. */
import { findRedis, ioredisCluster, nodeRedisCluster } from "@mortise/conformance/engines/redis";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { RedisAdapter, UnconfirmedWriteError } from "@mortise/redis-adapter";
import { describe, expect, test } from "vitest";

for (const server of serversOf("redis-cluster")) {
  const { url, absent } = addressOf(server);

  describe.runIf(absent === undefined).each(["node-redis", "ioredis"] as const)(`${server.name}, %s`, (kind) => {
    /** An adapter, and plain commands beside it. */
    const connect = async () => {
      const place = await findRedis(url);
      const plain = await ioredisCluster.connect(place);
      const own = await (kind === "ioredis" ? ioredisCluster : nodeRedisCluster).connect(place);
      const close = async () => {
        await own.close();
        await plain.close();
      };
      return { client: own.client, plain: plain.client, close };
    };

    test("keys without the tag are renamed, and what was done since is not undone", async () => {
      const { client, plain, close } = await connect();
      try {
        const baseKeyPrefix = `adopt-${crypto.randomUUID()}:`;
        const adapter = RedisAdapter(client, { baseKeyPrefix });
        const key = (rest: string) => baseKeyPrefix + rest;
        const expires = new Date(Date.now() + 60_000);
        await plain.set(key("user:u"), '{"id":"u","email":"u@x"}');
        await plain.set(key("user:email:u@x"), "u");
        await plain.set(key("user:session:s"), JSON.stringify({ sessionToken: "s", userId: "u", expires }));
        await plain.set(key("user:session:by-user-id:u"), key("user:session:s"));
        const untagged = async () =>
          (await adapter.verifySchema()).filter(({ message }) => message.includes("hash tag"));
        expect(await adapter.getUser("u")).toBe(null);
        expect(await untagged()).toHaveLength(1);
        expect((await adapter.createSchema()).filter(({ kind }) => kind !== "setting")).toEqual([]);
        expect((await adapter.getSessionAndUser("s"))?.user).toMatchObject({ id: "u", email: "u@x" });
        expect(await adapter.getUserByEmail("u@x")).toMatchObject({ id: "u" });
        expect(await plain.get(`{${baseKeyPrefix}}${key("user:session:by-user-id:u")}`)).toBe(
          `{${baseKeyPrefix}}${key("user:session:s")}`,
        );
        await adapter.deleteSession("s");
        await adapter.createSchema();
        expect(await adapter.getSessionAndUser("s")).toBe(null);
        await adapter.deleteUser("u");
        expect(await adapter.createSchema().then(() => adapter.getUser("u"))).toBe(null);
      } finally {
        await close();
      }
    });

    test("a write waits for as many replicas as it is told to", async () => {
      const { client, close } = await connect();
      try {
        const baseKeyPrefix = `wait-${crypto.randomUUID()}:`;
        const confirmed = RedisAdapter(client, { baseKeyPrefix, waitForReplicas: { replicas: 1, timeout: 5000 } });
        const { id } = await confirmed.createUser({ email: "w@x" });
        expect(await confirmed.getUser(id)).toMatchObject({ id });

        const never = RedisAdapter(client, { baseKeyPrefix, waitForReplicas: { replicas: 9, timeout: 50 } });
        const failure = await never.updateUser({ id, name: "Ada" }).catch((error) => error);
        expect(failure).toMatchObject({ code: "MORTISE_STORE_FAILED", method: "updateUser" });
        expect(failure.cause).toBeInstanceOf(UnconfirmedWriteError);
        expect(failure.cause.replicas).toBe(1);
        // What only reads does not wait.
        expect(await never.getUser(id)).toMatchObject({ id, name: "Ada" });
        expect(await never.listAccounts(id)).toEqual([]);
        await expect(never.createUser({ email: "w@x" })).rejects.toBeInstanceOf(Error);
        await confirmed.deleteUser(id);
      } finally {
        await close();
      }
    });
  });
}
