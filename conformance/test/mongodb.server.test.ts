/** What the MongoDB engine counts, refuses and calls a scan, on a real server. */
import { connect, type Socket } from "node:net";
import { BSON, type Document, type MongoClient, ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Wire } from "../src/engines/engine.ts";
import { mongodb7 } from "../src/engines/mongodb.ts";
import { type Gate, openGate } from "../src/engines/mongodb-gate.ts";
import { scansOf } from "../src/engines/mongodb-plans.ts";
import { mongoRawPath } from "../src/engines/mongodb-raw.ts";
import { type MongoEngine, openMongoServer } from "../src/engines/mongodb-server.ts";
import { addressOf, serversOf } from "../src/engines/servers.ts";

for (const server of serversOf("mongodb")) {
  const address = addressOf(server);
  describe.runIf(address.absent === undefined)(server.name, () => {
    let engine: MongoEngine<MongoClient>;
    const at = (name: string) => engine.client.db().collection(name);
    const past = (name: string) => engine.database(engine.name).collection(name);
    const sent = async (work: () => Promise<unknown>) => {
      const before = engine.wire.trips;
      const commands = await engine.wire.during(work);
      return { trips: engine.wire.trips - before, names: commands.map((command) => Object.keys(command)[0]) };
    };

    beforeAll(async () => {
      engine = await openMongoServer(address, mongodb7);
    });
    afterAll(() => engine.close());

    describe("trips", () => {
      test("a command is one, and what a connection says for itself is none", async () => {
        expect(await sent(() => engine.client.connect())).toEqual({ trips: 0, names: [] });
        expect(await sent(() => at("a").findOne({}))).toEqual({ trips: 1, names: ["find"] });
        // More at once than there are connections, each of which says hello first.
        const finds = () => Promise.all(Array.from({ length: 5 }, () => at("a").findOne({})));
        expect(await sent(finds)).toEqual({ trips: 5, names: Array(5).fill("find") });
        // Who asks the server what it is pays for it.
        const hello = () => engine.client.db().command({ hello: 1 });
        expect(await sent(hello)).toEqual({ trips: 1, names: ["hello"] });
        const past = () => engine.database(engine.name).collection("a").findOne({});
        expect(await sent(past)).toEqual({ trips: 0, names: [] });
      });

      test("the end of a transaction is one, and a batch is one however many it writes", async () => {
        const inTransaction = () =>
          engine.client.withSession((session) =>
            session.withTransaction(async () => {
              await at("a").insertOne({ n: 1 }, { session });
              await at("a").deleteOne({ n: 1 }, { session });
            }),
          );
        expect(await sent(inTransaction)).toEqual({ trips: 3, names: ["insert", "delete", "commitTransaction"] });
        const many = Array.from({ length: 100 }, (_, n) => ({ n }));
        expect(await sent(() => at("a").insertMany(many))).toEqual({ trips: 1, names: ["insert"] });
        const models = many.map(
          ({ n }) => ({ name: "deleteOne", namespace: at("a").namespace, filter: { n } }) as const,
        );
        expect(await sent(() => engine.client.bulkWrite(models))).toEqual({ trips: 1, names: ["bulkWrite"] });
        expect(await past("a").countDocuments()).toBe(0);
      });
    });

    describe("refusals", () => {
      const removals: Readonly<Record<string, (id: ObjectId) => Promise<unknown>>> = {
        deleteOne: (_id) => at("kept").deleteOne({ _id }),
        deleteMany: (_id) => at("kept").deleteMany({ _id }),
        findOneAndDelete: (_id) => at("kept").findOneAndDelete({ _id }),
        bulkWrite: (_id) =>
          engine.client.bulkWrite([
            { name: "insertOne", namespace: at("other").namespace, document: {} },
            { name: "deleteOne", namespace: at("kept").namespace, filter: { _id } },
          ]),
        "deleteOne in a transaction": (_id) =>
          engine.client.withSession((session) =>
            session.withTransaction(async () => {
              await at("other").deleteMany({}, { session });
              await at("kept").deleteOne({ _id }, { session });
            }),
          ),
      };
      for (const [name, remove] of Object.entries(removals)) {
        test(`${name} of what cannot be removed fails and does nothing; of all else, and afterwards, it works`, async () => {
          const id = new ObjectId();
          await past("kept").insertOne({ _id: id });
          await past("other").insertOne({});
          const others = await past("other").countDocuments();
          engine.undeletable.add(past("kept").namespace);
          // A batch fails with an error of its own, whose cause is the server's.
          await expect(remove(id)).rejects.toSatisfy(({ code, cause }) => (code ?? cause.code) === 13);
          expect(await past("other").countDocuments()).toBe(others);
          // What removes nothing goes through, and so does what removes from elsewhere.
          await at("kept").findOneAndUpdate({ _id: id }, { $set: { isChanged: true } });
          await at("other").deleteOne({});
          expect(await past("other").countDocuments()).toBe(others - 1);
          expect(await past("kept").findOne({ _id: id })).toEqual({ _id: id, isChanged: true });
          engine.undeletable.clear();
          await remove(id);
          expect(await past("kept").findOne({ _id: id })).toBeNull();
        });
      }

      test("where inserts are refused, documents can be changed and removed, until it is lifted", async () => {
        const { undeletable } = engine;
        const db = engine.database(engine.name);
        const raw = mongoRawPath({ db, variant: {}, userIds: "objectid", undeletable });
        const id = new ObjectId();
        await past("users").insertOne({ _id: id });
        const lift = await raw.refuseInserts("user");
        await expect(at("users").insertOne({})).rejects.toMatchObject({ code: 121 });
        const upsert = at("users").updateOne({ _id: new ObjectId() }, { $set: { name: "Ada" } }, { upsert: true });
        await expect(upsert).rejects.toMatchObject({ code: 121 });
        expect(await at("users").updateOne({ _id: id }, { $set: { name: "Ada" } })).toMatchObject({ modifiedCount: 1 });
        expect(await at("users").deleteOne({ _id: id })).toMatchObject({ deletedCount: 1 });
        await lift();
        await at("users").insertOne({});
        expect(await past("users").countDocuments()).toBe(1);
      });
    });

    test("findOneAndDelete answers what it deleted, but for a server of which it is known that it does not", async () => {
      await past("taken").createIndex({ n: 1 }, { unique: true });
      let stale = 0;
      for (let n = 0; n < 200; n += 1) {
        await past("taken").insertOne({ n, isChanged: false });
        const [{ matchedCount }, deleted] = await Promise.all([
          at("taken").updateOne({ n }, { $set: { isChanged: true } }),
          at("taken").findOneAndDelete({ n }),
        ]);
        // In whichever order: what was changed was there, and so what was deleted is changed.
        if (matchedCount === 1 && deleted?.isChanged === false) stale += 1;
      }
      expect(stale > 0).toBe(engine.inTwoSteps?.useVerificationToken !== undefined);
    });

    test("a collection that was full is empty afterwards, and has the indexes that it had", async () => {
      const raw = mongoRawPath({
        db: engine.database(engine.name),
        variant: { prefix: "full_" },
        userIds: "objectid",
        undeletable: engine.undeletable,
      });
      const row = () => ({
        id: new ObjectId().toHexString(),
        name: null,
        email: null,
        emailVerified: null,
        image: null,
      });
      await past("full_users").createIndex(
        { name: 1 },
        { unique: true, partialFilterExpression: { name: { $gt: "" } } },
      );
      const indexes = await past("full_users").indexes();
      expect(indexes.length).toBe(2);
      await raw.insertAll?.("user", Array.from({ length: 501 }, row));
      await raw.clear();
      expect(await raw.rows("user")).toEqual([]);
      expect(await past("full_users").indexes()).toEqual(indexes);
    });

    describe("scans", () => {
      const scans = async (work: () => Promise<unknown>) => {
        const commands = await engine.wire.during(work);
        expect(commands).not.toEqual([]);
        return (await Promise.all(commands.map((command) => scansOf(engine, command)))).flat();
      };
      const joined = (foreignField: string) =>
        at("books")
          .aggregate([
            { $match: { title: "a" } },
            { $lookup: { from: "authors", localField: "author", foreignField, as: "by" } },
          ])
          .toArray();
      /** Each looks for a book by that field. */
      const searches: Readonly<Record<string, (filter: Document) => Promise<unknown>>> = {
        find: (filter) => at("books").findOne(filter),
        delete: (filter) => at("books").deleteOne(filter),
        update: (filter) => at("books").updateOne(filter, { $set: { n: 1 } }),
        findAndModify: (filter) => at("books").findOneAndUpdate(filter, { $set: { n: 1 } }),
        aggregate: (filter) =>
          at("books")
            .aggregate([{ $match: filter }])
            .toArray(),
      };

      beforeAll(async () => {
        await past("books").insertMany([{ title: "a", year: 1 }]);
        await past("books").createIndex({ title: 1 });
        await past("authors").insertMany([{ name: "b", town: "c" }]);
        await past("authors").createIndex({ name: 1 });
      });

      for (const [name, search] of Object.entries(searches)) {
        test(`${name} by a field that has no index is one, and by one that has is none`, async () => {
          expect(await scans(() => search({ year: 1 }))).toEqual(['all of books is read for ["year"]']);
          expect(await scans(() => search({ title: "a" }))).toEqual([]);
        });
      }

      test("so is a join on such a field", async () => {
        expect(await scans(() => joined("town"))).toEqual(['all of authors is read for ["town"]']);
        expect(await scans(() => joined("name"))).toEqual([]);
        expect(await scans(() => joined("_id"))).toEqual([]);
      });

      test("so is a join by a pipeline that begins with a match on such a field", async () => {
        const matched = (filter: Document) =>
          at("books")
            .aggregate([
              { $match: { title: "a" } },
              { $lookup: { from: "authors", pipeline: [{ $match: filter }], as: "by" } },
            ])
            .toArray();
        expect(await scans(() => matched({ town: "c" }))).toEqual(['all of authors is read for ["town"]']);
        expect(await scans(() => matched({ name: "b" }))).toEqual([]);
      });
    });

    describe("the gate", () => {
      test("refuses transactions as a server does that is in no replica set, and nothing else", async () => {
        const standalone = await openMongoServer(address, mongodb7, { isStandalone: true });
        const { client } = standalone;
        try {
          const own = client.db().collection("a");
          const inTransaction = client.withSession((session) =>
            session.withTransaction(() => own.insertOne({ n: 1 }, { session })),
          );
          // The driver says in its own words what the server says in that case.
          await expect(inTransaction).rejects.toMatchObject({ originalError: { code: 20 } });
          await own.insertOne({ n: 2 });
          const stored = await standalone.database(standalone.name).collection("a").find().toArray();
          expect(stored).toMatchObject([{ n: 2 }]);
        } finally {
          await standalone.close();
        }
      });

      test("takes a message in pieces, and two in one", async () => {
        const wire = new Wire<Document>();
        const { hostname: host, port } = new URL(address.url);
        const gate: Gate = await openGate({ host, port: Number(port) }, wire);
        const socket = connect(gate.port, "127.0.0.1");
        try {
          const ping = message({ ping: 1, $db: "admin" });
          const both = Uint8Array.of(...ping, ...ping);
          const answers = answersOn(socket, 2);
          for (const byte of both.subarray(0, ping.length + 30)) {
            await new Promise((resolve) => socket.write(Uint8Array.of(byte), resolve));
          }
          socket.write(both.subarray(ping.length + 30));
          expect(await answers).toMatchObject([{ ok: 1 }, { ok: 1 }]);
          expect(wire.trips).toBe(2);
        } finally {
          socket.destroy();
          await gate.close();
        }
      });
    });
  });
}

/** The header of a message with its flags, and the byte before its document. */
const headLength = 21;

/** A command as a driver writes it on the wire. */
function message(command: Document): Uint8Array {
  const body = BSON.serialize(command);
  const bytes = new Uint8Array(headLength + body.length);
  const numbers = new DataView(bytes.buffer);
  numbers.setInt32(0, bytes.length, true);
  numbers.setInt32(12, 2013, true);
  bytes.set(body, headLength);
  return bytes;
}

/** The first answers that come over a socket. */
function answersOn(socket: Socket, count: number): Promise<Document[]> {
  return new Promise((resolve, reject) => {
    let bytes = new Uint8Array();
    const answers: Document[] = [];
    socket.on("error", reject);
    socket.on("data", (chunk: Uint8Array) => {
      bytes = Uint8Array.of(...bytes, ...chunk);
      while (bytes.length >= headLength) {
        const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true);
        if (bytes.length < length) return;
        answers.push(BSON.deserialize(bytes.subarray(headLength, length)));
        bytes = bytes.subarray(length);
      }
      if (answers.length === count) resolve(answers);
    });
  });
}
