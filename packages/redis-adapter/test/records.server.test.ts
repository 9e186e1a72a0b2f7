/** What the script does to stored texts, on a real server: it changes what it is told to, and not a byte beside. */
import { findRedis, nodeRedis, type RedisPlace } from "@mortise/conformance/engines/redis";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { RedisAdapter } from "@mortise/redis-adapter";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

type Client = Awaited<ReturnType<typeof nodeRedis.connect>>["client"];

/** Numbers in a fixed sequence, so that a failure comes again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const strings = [
  "",
  "a",
  "é",
  "\\",
  '"',
  "}{][,:",
  "\u0001\n",
  "𝄞",
  "\ud800",
  "null",
  "2026-01-01T00:00:00.000Z",
  '{"name":1}',
];
const literals = ["0", "-1.5e-7", "12345678901234567890", "1E400", "true", "false", "null", "[]", "{}", "[ ]", "{ }"];

for (const server of serversOf("redis")) {
  const { url, absent } = addressOf(server);

  describe.runIf(absent === undefined)(server.name, () => {
    const baseKeyPrefix = `records-${crypto.randomUUID()}:`;
    let client: Client;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const place: RedisPlace = await findRedis(url);
      ({ client, close } = await nodeRedis.connect(place));
    });
    afterAll(async () => {
      for await (const keys of client.scanIterator({ MATCH: `${baseKeyPrefix}*`, COUNT: 1000 })) {
        if (keys.length > 0) await client.unlink(keys);
      }
      await close();
    });
    const key = (rest: string) => baseKeyPrefix + rest;

    test("an update keeps every byte of the fields that it does not name", async () => {
      const random = randomOf(20_261_121);
      const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
      const space = () => pick(["", "", " ", "\n\t"]);
      const value = (depth: number): string => {
        const kind = random(depth > 3 ? 2 : 4);
        if (kind === 0) return pick(literals);
        if (kind === 1) return JSON.stringify(pick(strings) + pick(strings));
        const items = Array.from({ length: random(4) }, () => value(depth + 1));
        if (kind === 2) return `[${space()}${items.join(`,${space()}`)}${space()}]`;
        return `{${items.map((item) => `${JSON.stringify(pick(strings))}${space()}:${space()}${item}`).join(",")}}`;
      };
      const adapter = RedisAdapter(client, { baseKeyPrefix });
      const check = async (id: string) => {
        const extra = Array.from({ length: random(6) }, (_, m) => [
          `x${m}${pick(["", "\\u0022", "é", "-"])}`,
          value(0),
        ]);
        const members = [["id", JSON.stringify(id)], ["name", value(0)], ["email", "null"], ...extra];
        members.sort(() => random(3) - 1);
        const text = members
          .map(([name, each]) => `"${name}"${space()}:${space()}${each}`)
          .join(`${space()},${space()}`);
        await client.set(key(`user:${id}`), `${space()}{${space()}${text}${space()}}${space()}`);
        const name = pick(strings.filter((each) => each.isWellFormed()));
        expect(await adapter.updateUser({ id, name, image: "i" })).toMatchObject({ id, name, image: "i" });
        const changed = members.map(([field, each]) => `"${field}":${field === "name" ? JSON.stringify(name) : each}`);
        expect(await client.get(key(`user:${id}`))).toBe(`{${[...changed, '"image":"i"'].join(",")}}`);
      };
      for (let from = 0; from < 3000; from += 100) {
        await Promise.all(Array.from({ length: 100 }, (_, n) => check(`u${from + n}`)));
      }
    });

    test("a text that is no object is a corrupt record, and nothing is written over it", async () => {
      const adapter = RedisAdapter(client, { baseKeyPrefix });
      const texts = [
        "",
        "{",
        '{"id":"c"',
        '{"id" "c"}',
        "[]",
        "nul",
        '"c"',
        '{"id":"c"}}',
        '{"id":}',
        '{"id":"c',
        '{"a":[1}',
      ];
      for (const [n, text] of texts.entries()) {
        await client.set(key(`user:c${n}`), text);
        for (const call of [() => adapter.getUser(`c${n}`), () => adapter.updateUser({ id: `c${n}`, name: "n" })]) {
          await expect(call(), text).rejects.toMatchObject({ code: "MORTISE_CORRUPT_RECORD" });
        }
        expect(await client.get(key(`user:c${n}`))).toBe(text);
      }
    });

    test("an address whose user is gone, or has another, is free; one whose user does not parse is not", async () => {
      const adapter = RedisAdapter(client, { baseKeyPrefix });
      await client.set(key("user:email:gone@x"), "nobody");
      await client.set(key("user:moved"), '{"id":"moved","email":"new@x"}');
      await client.set(key("user:email:old@x"), "moved");
      for (const email of ["gone@x", "old@x"]) {
        const { id } = await adapter.createUser({ email });
        expect(await adapter.getUserByEmail(email)).toMatchObject({ id, email });
      }
      await client.set(key("user:broken"), '{"id":"broken","email":"brok');
      await client.set(key("user:email:broken@x"), "broken");
      await expect(adapter.createUser({ email: "broken@x" })).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
    });

    test("a record under the official adapter's name is found where that has a colon in it, and by nobody else", async () => {
      const adapter = RedisAdapter(client, { baseKeyPrefix });
      const { id: userId } = await adapter.createUser({ email: "plain@x" });
      const account = { userId, provider: "a:b", providerAccountId: "c", type: "oauth" };
      await client.set(key("user:account:a:b:c"), JSON.stringify(account));
      expect(await adapter.getUserByAccount(account)).toMatchObject({ id: userId });
      expect(await adapter.getUserByAccount({ provider: "a", providerAccountId: "b:c" })).toBe(null);
      await expect(adapter.linkAccount(account)).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
      const namesake = { ...account, provider: "a", providerAccountId: "b:c" };
      await adapter.unlinkAccount(namesake);
      await adapter.linkAccount(namesake);
      expect(await adapter.getUserByAccount(account)).toMatchObject({ id: userId });
      await adapter.unlinkAccount(account);
      expect(await client.exists(key("user:account:a:b:c"))).toBe(0);
    });

    test("keys live as long as what they are for", async () => {
      const adapter = RedisAdapter(client, { baseKeyPrefix });
      const { id: userId } = await adapter.createUser({ email: "expiry@x" });
      const [soon, late] = [new Date(Date.now() + 60_000), new Date(Date.UTC(2100, 1, 29, 23, 59, 59, 987))];
      const set = key(`user:session:by-user-id:${userId}:all`);
      const expireAt = (name: string) => client.pExpireTime(name);
      await adapter.createSession({ sessionToken: "late", userId, expires: late });
      await adapter.createSession({ sessionToken: "soon", userId, expires: soon });
      expect(await expireAt(key("user:session:soon"))).toBe(soon.getTime());
      expect(await expireAt(key("user:session:late"))).toBe(late.getTime());
      expect(await expireAt(set)).toBe(late.getTime());
      await adapter.deleteSession("late");
      await adapter.updateSession({ sessionToken: "soon", expires: new Date(soon.getTime() + 1) });
      expect(await expireAt(set)).toBe(soon.getTime() + 1);
      const days = Array.from(
        { length: 400 },
        (_, day) => new Date(Date.UTC(2027, 11, 1 + day * 37, day % 24, 7, 8, day)),
      );
      await Promise.all(
        days.map(async (expires, n) => {
          await adapter.createVerificationToken({ identifier: "days", token: `${n}`, expires });
          expect(await expireAt(key(`user:token:days:${n}`))).toBe(expires.getTime());
        }),
      );
    });

    test("what another program wrote is in the indexes before a deletion counts on them", async () => {
      const adapter = RedisAdapter(client, { baseKeyPrefix: `${baseKeyPrefix}foreign:` });
      const own = (rest: string) => key(`foreign:${rest}`);
      await client.set(own("user:f"), '{"id":"f","email":"f@x"}');
      const expires = new Date(Date.now() + 60_000);
      for (const token of ["one", "two"]) {
        await client.set(own(`user:session:${token}`), JSON.stringify({ sessionToken: token, userId: "f", expires }));
      }
      const problems = await adapter.verifySchema();
      expect(problems.filter(({ kind }) => kind !== "setting").map(({ record }) => record)).toEqual([
        "user",
        "account",
        "session",
      ]);
      expect(await adapter.revokeSessions("f", { except: "two" })).toBe(1);
      expect(await client.exists([own("user:session:one"), own("user:session:two")])).toBe(1);
      expect(await client.pExpireTime(own("user:session:two"))).toBe(expires.getTime());
      expect(await adapter.getUserByEmail("f@x")).toMatchObject({ id: "f" });
      expect((await adapter.verifySchema()).filter(({ kind }) => kind !== "setting")).toEqual([]);
      await adapter.deleteUser("f");
      expect(await client.keys(own("*"))).toEqual([]);
    });
  });
}
