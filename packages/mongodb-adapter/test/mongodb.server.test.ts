/** What the matrix does not ask: the client, indexes that are there and not fit, and documents that others left. */
import { setImmediate } from "node:timers/promises";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { MongoDBAdapter, type MongoDBAdapterOptions } from "@mortise/mongodb-adapter";
import { type Document, MongoClient, type MongoClientOptions, ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

test("a field that MongoDB would take for a path or an operator is refused when the adapter is made", () => {
  const client = new MongoClient("mongodb://localhost:1");
  for (const name of ["", "$name", "a.b"]) {
    expect(() => MongoDBAdapter(client, { columns: { user: { name } } })).toThrow(TypeError);
  }
});

for (const server of serversOf("mongodb")) {
  const { absent, url } = addressOf(server);
  describe.runIf(absent === undefined)(server.name, () => {
    const databaseName = `mortise_${crypto.randomUUID().replaceAll("-", "")}`;
    const clients: MongoClient[] = [];
    const open = (options?: MongoClientOptions) => {
      const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000, ...options });
      clients.push(client);
      return client;
    };
    let client: MongoClient;
    const collection = (name: string) => client.db(databaseName).collection(name);
    const adapterOf = (options?: MongoDBAdapterOptions, own = client) =>
      MongoDBAdapter(own, { databaseName, ...options });
    /** A user with nothing but an e-mail of its own. */
    const user = () => adapterOf().createUser({ email: `${crypto.randomUUID()}@example.com` });

    beforeAll(() => {
      client = open();
    });
    afterAll(async () => {
      await client.db(databaseName).dropDatabase();
      for (const each of clients) await each.close();
    });

    describe("a client that a function answers", () => {
      test("is asked for by each call and not before, and given back after each", async () => {
        const { id } = await user();
        const seen: string[] = [];
        const adapter = MongoDBAdapter(
          async () => {
            seen.push("asked for");
            return client;
          },
          {
            databaseName,
            async onClose(own) {
              expect(own).toBe(client);
              // Later than whatever the adapter would do without waiting.
              await setImmediate();
              seen.push("given back");
            },
          },
        );
        expect(seen).toEqual([]);
        expect((await adapter.getUser(id))?.id).toBe(id);
        expect(seen).toEqual(["asked for", "given back"]);
        await adapter.createSession({
          sessionToken: crypto.randomUUID(),
          userId: id,
          expires: new Date("2100-01-01"),
        });
        expect(seen).toEqual(["asked for", "given back", "asked for", "given back"]);
      });

      test("is given back when the call fails", async () => {
        const closed: MongoClient[] = [];
        const onClose = async (own: MongoClient) => void closed.push(own);
        const { id } = await user();
        const adapter = MongoDBAdapter(() => client, { databaseName, onClose });
        const account = { userId: id, type: "oauth", provider: "github", providerAccountId: crypto.randomUUID() };
        await adapter.linkAccount(account);
        await expect(adapter.linkAccount(account)).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
        expect(closed).toEqual([client, client]);
      });

      test("is asked for again after it could not be had", async () => {
        const { id } = await user();
        let isDown = true;
        const adapter = MongoDBAdapter(() => (isDown ? Promise.reject(new Error("no network")) : client), {
          databaseName,
        });
        await expect(adapter.getUser(id)).rejects.toMatchObject({ cause: { message: "no network" } });
        isDown = false;
        expect((await adapter.getUser(id))?.id).toBe(id);
      });
    });

    test("a promise of a client", async () => {
      const { id } = await user();
      expect((await MongoDBAdapter(Promise.resolve(client), { databaseName }).getUser(id))?.id).toBe(id);
    });

    test("reads go to the primary, whatever the client prefers", async () => {
      const own = open({ readPreference: "secondary", monitorCommands: true });
      const modes: unknown[] = [];
      own.on("commandStarted", ({ command }) => modes.push(command.$readPreference?.mode));
      const adapter = adapterOf({}, own);
      const { id } = await adapter.createUser({ email: `${crypto.randomUUID()}@example.com` });
      await adapter.createSession({ sessionToken: crypto.randomUUID(), userId: id, expires: new Date("2100-01-01") });
      const [session] = await adapter.listSessions(id);
      expect((await adapter.getSessionAndUser(session.sessionToken))?.user.id).toBe(id);
      await adapter.deleteUser(id);
      expect(modes.length).toBeGreaterThan(4);
      expect(modes).not.toContain("secondary");
      // The same look does see what the client prefers.
      await own.db(databaseName).collection("users").findOne();
      expect(modes).toContain("secondary");
    });

    test("ids are ObjectIds where the driver was told to make others", async () => {
      const own = open({ pkFactory: { createPk: () => crypto.randomUUID() } });
      const { id } = await adapterOf({}, own).createUser({ email: `${crypto.randomUUID()}@example.com` });
      expect(await collection("users").countDocuments({ _id: new ObjectId(id) })).toBe(1);
    });

    test("a write concern that a failover undoes is a problem", async () => {
      const settings = async (own: MongoClient) =>
        (await adapterOf({}, own).verifySchema()).filter(({ kind }) => kind === "setting");
      expect(await settings(client)).toEqual([]);
      expect(await settings(open({ writeConcern: { w: "majority" } }))).toEqual([]);
      expect(await settings(open({ writeConcern: { w: 1 } }))).toMatchObject([
        { message: expect.stringMatching("w: 1") },
      ]);
    });

    test("one link that is sent many times at once is stored once, and nobody is told that it is not", async () => {
      const own = client.db(`${databaseName}_links`);
      const adapter = MongoDBAdapter(client, { databaseName: own.databaseName });
      try {
        await adapter.createSchema();
        for (let round = 0; round < 10; round += 1) {
          const token = { identifier: "ada@example.com", token: crypto.randomUUID(), expires: new Date("2100-01-01") };
          await Promise.all(Array.from({ length: 10 }, () => adapter.createVerificationToken(token)));
          expect(await own.collection("verification_tokens").countDocuments({ token: token.token })).toBe(1);
        }
      } finally {
        await own.dropDatabase();
      }
    });

    test("fields of accounts may be called as operators and paths are, and a second link changes none", async () => {
      const [owner, other] = [await user(), await user()];
      const adapter = adapterOf({ fields: { account: { "a.b": { kind: "string" }, $set: { kind: "string" } } } });
      const key = { provider: "github", providerAccountId: crypto.randomUUID() };
      const link = (userId: string, text: string) =>
        adapter.linkAccount({ ...key, userId, type: "oauth", "a.b": text, $set: text });
      await link(owner.id, "first");
      await expect(link(other.id, "second")).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
      expect(await collection("accounts").find(key).toArray()).toMatchObject([
        { userId: new ObjectId(owner.id), type: "oauth", "a.b": "first", $set: "first" },
      ]);
    });

    test("an account is refused a second time where its collection has no unique index", async () => {
      const own = client.db(`${databaseName}_bare`);
      const adapter = MongoDBAdapter(client, { databaseName: own.databaseName });
      try {
        const [owner, other] = [await adapter.createUser({}), await adapter.createUser({})];
        const account = { provider: "github", providerAccountId: "1", type: "oauth" };
        await adapter.linkAccount({ ...account, userId: owner.id });
        for (const { id } of [owner, other]) {
          const again = adapter.linkAccount({ ...account, userId: id });
          await expect(again).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
        }
        expect(await own.collection("accounts").countDocuments()).toBe(1);
        expect((await adapter.getUserByAccount(account))?.id).toBe(owner.id);
      } finally {
        await own.dropDatabase();
      }
    });

    describe("indexes that are there", () => {
      /** What `verifySchema` says of collections with these indexes under a prefix, and again after each statement. */
      const mended = async (indexes: Readonly<Record<string, Document>>) => {
        const own = client.db(`${databaseName}_${crypto.randomUUID().slice(0, 8)}`);
        const adapter = MongoDBAdapter(client, { databaseName: own.databaseName });
        try {
          await adapter.createSchema();
          for (const [name, index] of Object.entries(indexes)) {
            const { key, ...options } = index;
            await own.collection(name).dropIndexes();
            await own.collection(name).createIndex(key, options);
          }
          const messages: string[] = [];
          for (let round = 0; round < 5; round += 1) {
            const about = Object.keys(indexes).map((name) => `"${name}"`);
            const problems = (await adapter.verifySchema()).filter(({ message }) =>
              about.some((name) => message.startsWith(name)),
            );
            if (problems.length === 0) return messages;
            for (const { message, statement } of problems) {
              messages.push(message);
              await own.command(JSON.parse(String(statement)));
            }
          }
          throw new Error(`still not mended: ${messages.join("; ")}`);
        } finally {
          await own.dropDatabase();
        }
      };

      test("and let no second user be without an e-mail are dropped and made anew", async () => {
        const messages = await mended({ users: { key: { email: 1 }, unique: true } });
        expect(messages).toEqual([
          expect.stringMatching('"users" has no index {"key":{"email":1}.*drop "email_1" first'),
          expect.stringMatching('"users" has no index {"key":{"email":1}'),
        ]);
      });

      test("and are not unique, or do not expire what is over", async () => {
        const messages = await mended({
          verification_tokens: { key: { identifier: 1, token: 1 } },
          sessions: { key: { expires: 1 } },
        });
        expect(messages.filter((message) => message.includes("drop"))).toEqual([
          expect.stringMatching('"sessions" has no index {"key":{"expires":1}.*drop "expires_1" first'),
          expect.stringMatching('"verification_tokens" has no index {"key":{"identifier":1,"token":1}.*drop'),
        ]);
      });

      test("and are as good as ours are left alone", async () => {
        expect(
          await mended({
            users: { key: { email: -1 }, unique: true, partialFilterExpression: { email: { $gt: "" } } },
          }),
        ).toEqual([]);
      });
    });

    describe("documents that the official adapter left", () => {
      /** An account whose id is a number, as some providers give it. */
      const numbered = async (userId: ObjectId) => {
        const providerAccountId = Math.floor(Math.random() * 2 ** 40);
        const type = "oauth";
        await collection("accounts").insertOne({ userId, type, provider: "strava", providerAccountId });
        return { provider: "strava", providerAccountId };
      };

      test("an account id that is a number is found, linked once and unlinked by number and by digits", async () => {
        const [owner, other] = [await user(), await user()];
        for (const spell of [Number, String]) {
          const key = await numbered(new ObjectId(owner.id));
          const asked = { ...key, providerAccountId: spell(key.providerAccountId) };
          expect((await adapterOf().getUserByAccount(asked))?.id).toBe(owner.id);
          const account = { ...asked, providerAccountId: String(asked.providerAccountId), type: "oauth" };
          const linking = adapterOf().linkAccount({ ...account, userId: other.id });
          await expect(linking).rejects.toMatchObject({ code: "MORTISE_DUPLICATE" });
          await adapterOf().unlinkAccount(asked);
          expect(await collection("accounts").countDocuments(key)).toBe(0);
        }
      });

      test("an account of a user who is gone makes room", async () => {
        const heir = await user();
        const key = await numbered(new ObjectId());
        expect(await adapterOf().getUserByAccount(key)).toBe(null);
        const providerAccountId = String(key.providerAccountId);
        await adapterOf().linkAccount({ provider: key.provider, providerAccountId, type: "oauth", userId: heir.id });
        expect((await adapterOf().getUserByAccount(key))?.id).toBe(heir.id);
        expect(await collection("accounts").countDocuments(key)).toBe(0);
      });
    });
  });
}
