/** MongoDB and Redis on real servers: who does the same work says the same, and reads what the other wrote. */
import type { MortiseAdapter, SchemaProblem } from "@mortise/adapter-kit";
import { addressOf } from "@mortise/conformance/engines/servers";
import { describe, expect } from "vitest";
import { runnable } from "../../scripts/runnable.ts";
import { backend as mongodb } from "../src/backends/mongodb.ts";
import { backend as redis } from "../src/backends/redis.ts";
import { backend as upstash } from "../src/backends/upstash-redis.ts";
import type { Arena, Contestant } from "../src/contestants.ts";
import { openWorld, type Resident, type World } from "../src/world.ts";
import { absencesOf, differencesOf, except, runBriefly } from "./arena.ts";

for (const backend of [mongodb, redis, upstash]) {
  for (const arena of backend.arenas) {
    const absent = arena.server && addressOf(arena.server).absent;
    const bare = contestantOf(arena, "bare");
    const ours = contestantOf(arena, "ours");

    describe(`${backend.name} on ${arena.engine}`, () => {
      runnable("everybody answers, and who does the same work says the same", absent, async () => {
        const result = await runBriefly(backend, arena);
        expect(result.cells).toHaveLength(22);
        for (const id of ["ours", "bare", "hashed", "encrypted"] as const) {
          expect(absencesOf(result, id), id).toEqual({});
          expect(differencesOf(result, id), id).toEqual({});
        }
        for (const { id } of arena.contestants) {
          expect(Object.values(absencesOf(result, id)).filter((why) => why.startsWith("it failed"))).toEqual([]);
        }
        for (const { operation, timings } of result.cells) {
          const trips = Object.fromEntries(timings.map(({ contestant, trips }) => [contestant, trips ?? 0]));
          expect(trips.bare, operation).toBeGreaterThan(0);
          expect(trips.bare, operation).toBeLessThanOrEqual(trips.ours ?? 0);
        }
      });

      runnable("a bare driver that does less is told", absent, async () => {
        const lazy = except(bare, { getUser: async () => null, deleteSession: async () => {} });
        const { getUser, deleteSession } = differencesOf(
          await runBriefly(backend, { ...arena, contestants: [lazy, ours] }),
          "bare",
        );
        expect(getUser).toEqual(["answer is null in place of a record"]);
        expect(deleteSession).toEqual(["found is a record in place of null"]);
      });

      for (const [writer, reader] of [
        [bare, ours],
        [ours, bare],
      ] as const) {
        const title = `what "${writer.id}" wrote, "${reader.id}" reads and removes`;
        runnable(title, absent, () =>
          between(arena, writer, reader, async (world, other) => {
            const [gone, left] = [await world.settle(), await world.settle()];
            const written = await seen(world, gone);
            expect(Object.values(written)).not.toContain(null);
            // An account of ours has an id besides, for the official adapter.
            expect(await seen(other, gone)).toMatchObject(written);
            expect((await verifySchema(world, other)).filter(({ kind }) => kind !== "setting")).toEqual([]);
            await other.subject.deleteUser(gone.id);
            expect(Object.values(await seen(world, gone))).toEqual(Object.values(written).map(() => null));
            expect(Object.values(await seen(world, left))).not.toContain(null);
          }),
        );
      }

      runnable("the bare driver refuses what ours refuses", absent, async () => {
        for (const id of ["bare", "ours"] as const) {
          await between(arena, contestantOf(arena, id), ours, async ({ subject, settle }) => {
            const { id: userId, email, provider, providerAccountId, sessionToken, credentialID } = await settle();
            const account = { userId, type: "oauth" as const, provider, providerAccountId };
            const expires = new Date("2100-01-01");
            await expect(subject.createUser({ email, emailVerified: null } as never), id).rejects.toThrow();
            await expect(subject.linkAccount(account), id).rejects.toThrow();
            await expect(subject.createSession({ userId, sessionToken, expires }), id).rejects.toThrow();
            await subject.updateAuthenticatorCounter(credentialID, 7);
            // Ours rejects; that the counter stays is what counts.
            await Promise.allSettled([subject.updateAuthenticatorCounter(credentialID, 6)]);
            expect((await subject.getAuthenticator(credentialID))?.counter, id).toBe(7);
            await subject.updateSession({ sessionToken, expires: new Date(Date.now() - 1) });
            expect(await subject.getSessionAndUser(sessionToken), id).toBe(null);
          });
        }
      });
    });
  }
}

function contestantOf({ contestants }: Arena, id: Contestant["id"]): Contestant {
  const found = contestants.find((each) => each.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
}

/** Two contestants on one database, which the first of them has filled. */
async function between(
  arena: Arena,
  writer: Contestant,
  reader: Contestant,
  look: (world: World, other: World) => Promise<void>,
): Promise<void> {
  const place = await arena.openPlace();
  const closings = [place.close];
  const enter = async (contestant: Contestant) => {
    const { subject, close } = await contestant.enter(place.url, place);
    closings.unshift(close);
    return subject;
  };
  try {
    await writer.createTables(place);
    const world = await openWorld(await enter(writer));
    await look(world, { ...world, subject: (await enter(reader)) as World["subject"] });
  } finally {
    for (const close of closings) await close();
  }
}

/** All that there is of somebody; what is not there is null. */
async function seen(
  { subject }: World,
  { id, email, provider, providerAccountId, sessionToken, credentialID }: Resident,
) {
  const [passkey = null] = await subject.listAuthenticatorsByUserId(id);
  return {
    user: await subject.getUser(id),
    byEmail: await subject.getUserByEmail(email),
    byAccount: await subject.getUserByAccount({ provider, providerAccountId }),
    account: await subject.getAccount(providerAccountId, provider),
    session: await subject.getSessionAndUser(sessionToken),
    authenticator: await subject.getAuthenticator(credentialID),
    passkey,
  };
}

/** What ours says of the database. */
function verifySchema(...worlds: readonly World[]): Promise<readonly SchemaProblem[]> {
  const ours = worlds.map(({ subject }) => subject as Partial<MortiseAdapter>).find((each) => each.verifySchema);
  if (!ours?.verifySchema) throw new Error("neither is ours");
  return ours.verifySchema();
}
