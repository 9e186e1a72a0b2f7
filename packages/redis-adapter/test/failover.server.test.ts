/**
 * A primary of a cluster is killed in the middle of races. Redis acknowledges what its replica has not got yet, so that
 * the one which takes over may not know of it: a link that was used works again, an e-mail or an account is given twice.
 * With `waitForReplicas` nothing that was acknowledged is lost; what could not be confirmed was rejected.
 */
import { setImmediate } from "node:timers/promises";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { openCorner, type RedisCorner, type RedisDriver, redisRawPath } from "@mortise/conformance/engines/redis";
import { addressOf, serversOf } from "@mortise/conformance/engines/servers";
import { type AnyRedis, RedisAdapter, type RedisAdapterOptions, UnconfirmedWriteError } from "@mortise/redis-adapter";
import { describe, expect, test } from "vitest";
import { whenReady } from "../../../conformance/src/engines/server.ts";
import { startOwn } from "../../../scripts/containers.ts";
import { type ClientKind, clients, clientsOf } from "./clients.ts";
import { type Race, racesIn, run, sentence, type Tally, tallyOf } from "./failover-races.ts";
import { type Shard, shardOf } from "./failover-shard.ts";

/** How many races of each kind there are while all is well, while the replica lags, and while the primary is killed. */
const racesOfAKind = 5;

const waitForReplicas = { replicas: 1, timeout: 60 };
/** What is said of a write that the one replica does not have. */
const unconfirmed = new UnconfirmedWriteError(0).message;

/** A cluster of the test's own, and two adapters over a client each. */
interface Ground {
  readonly corner: RedisCorner;
  readonly shard: Shard;
  readonly adapters: readonly [MortiseAdapter, MortiseAdapter];
}

const [server] = serversOf("redis-cluster");
if (!server) throw new Error("the list of servers has no cluster");
const { id } = server;
// Where there is only an address, the servers are not the test's to kill.
const { found, absent = found === "address" ? "the cluster is no container of this run" : undefined } =
  addressOf(server);

describe.concurrent(`redis-adapter / ${server.name}, a primary is killed`, { timeout: 60_000 }, () => {
  if (absent !== undefined) {
    test(`not run: ${absent}`, () => {
      expect(process.env.MORTISE_REQUIRE_ALL, absent).toBeFalsy();
    });
    return;
  }

  const kinds = clientsOf[id] ?? [];

  test.each(kinds)("%s: what the replica did not have is lost", (kind) =>
    onCluster([kind], {}, async (ground) => {
      const tally = await failOver(ground);
      process.stdout.write(`failover, ${kind}: ${sentence(tally)}\n`);
      // Something of each kind: this test sees losses.
      expect(Object.values(tally.lost)).not.toContain(0);
      expect(tally.unconfirmed).toBe(0);
    }),
  );

  test.each(kinds)("%s, waiting for a replica: nothing is lost", (kind) =>
    onCluster([kind], { waitForReplicas }, async (ground) => {
      const tally = await failOver(ground);
      process.stdout.write(`failover, ${kind}, waiting for 1 replica: ${sentence(tally)}\n`);
      expect(Object.values(tally.lost)).toEqual([0, 0, 0]);
      expect(tally.unconfirmed).toBeGreaterThan(0);
    }),
  );

  test("waiting for a replica: what is done already is confirmed as well, and a primary that hands over is followed", () =>
    onCluster(kinds, { waitForReplicas }, async ({ corner, shard, adapters }) => {
      const [one, other] = adapters;
      const failure = { code: "MORTISE_STORE_FAILED", cause: expect.any(UnconfirmedWriteError) };
      const raw = redisRawPath(corner, { prefixes: { baseKeyPrefix: corner.base } });
      const [userId, sessionToken] = [crypto.randomUUID(), crypto.randomUUID()];
      await raw.insert("user", { id: userId, name: null, email: null, emailVerified: null, image: null });
      await raw.insert("session", { userId, sessionToken, expires: new Date(Date.now() + 60_000) });
      await shard.pauseReplica();
      await expect(one.deleteSession(sessionToken)).rejects.toMatchObject(failure);
      // This connection has not written anything: it finds nothing to remove, but the replica has it still.
      await expect(other.deleteSession(sessionToken)).rejects.toMatchObject(failure);
      await shard.resumeReplica();
      await whenReady(() => other.deleteSession(sessionToken));

      const races = await racesIn(corner, racesOfAKind);
      await during(shard.handOver(), () => run(races, adapters));
      await settle(corner, adapters, races);
      expect(Object.values(tallyOf(races, unconfirmed).lost)).toEqual([0, 0, 0]);
    }));
});

/** Uses a cluster of the test's own with one kind of client after the other. */
async function onCluster(
  kinds: readonly ClientKind[],
  options: RedisAdapterOptions,
  use: (ground: Ground) => Promise<void>,
): Promise<void> {
  const own = await startOwn(id);
  if (!own) throw new Error(`there is no image of ${id}`);
  const ends = [own.remove];
  try {
    for (const kind of kinds) {
      const corner = await openCorner(own);
      ends.unshift(corner.close);
      const driver = clients[kind] as RedisDriver<AnyRedis>;
      const open = async () => {
        const { client, close } = await driver.connect(corner.place);
        ends.unshift(close);
        return RedisAdapter(client, { baseKeyPrefix: corner.base, ...options });
      };
      await use({ corner, shard: await shardOf(own, corner), adapters: [await open(), await open()] });
    }
  } finally {
    for (const end of ends) await end();
  }
}

/** Does something again and again until something else has happened. */
async function during(event: Promise<void>, act: () => Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = event.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await act();
    // What is refused at once would leave no time for anything else.
    await setImmediate();
  }
  await over;
}

async function failOver({ corner, shard, adapters }: Ground): Promise<Tally> {
  const races = await racesIn(corner, 3 * racesOfAKind);
  const [well, behind, dying] = [0, 1, 2].map((phase) => races.filter((_, place) => place % 3 === phase));
  if (!well || !behind || !dying) throw new RangeError("there are three phases");

  await run(well, adapters);
  expect(tallyOf(well, unconfirmed).acknowledged).toBeGreaterThan(0);
  await shard.pauseReplica();
  await shard.cutLink();
  await run(behind, adapters);
  await during(shard.killPrimary(), () => run(dying, adapters));
  await shard.resumeReplica();
  await shard.takenOver();
  await shard.revive();
  await settle(corner, adapters, races);
  const tally = tallyOf(races, unconfirmed);
  // It was in the middle of races.
  expect(tally.failed).toBeGreaterThan(0);
  return tally;
}

/** The same clients find the one that took over; who got what is raced for again, and all answers are looked at. */
async function settle(corner: RedisCorner, adapters: Ground["adapters"], races: readonly Race[]): Promise<void> {
  for (const adapter of adapters) await whenReady(() => goesStraight(corner, adapter));
  const answers = await run(races, adapters);
  const failed = answers.filter(({ error }) => error !== undefined && error !== "MORTISE_DUPLICATE");
  // A busy replica may take longer than the option gives it.
  expect(failed.filter(({ cause }) => cause !== unconfirmed)).toEqual([]);
  for (const { error } of races.flatMap((race) => race.answers)) {
    if (error !== undefined) expect(error).toMatch(/^MORTISE_[A-Z_]+$/);
  }
}

/** Rejects while a write is sent to a server that does not have the key. */
async function goesStraight({ ask }: RedisCorner, adapter: MortiseAdapter): Promise<void> {
  const redirections = async () =>
    (await ask("INFO", "errorstats")).map((text) => /MOVED:count=(\d+)/.exec(`${text}`)?.[1]);
  const before = await redirections();
  await adapter.deleteSession("nobody");
  expect(await redirections()).toEqual(before);
}
