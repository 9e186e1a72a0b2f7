/** What has expired is nobody's, and goes; what was extended in the meantime stays. */
import { createAdapter } from "@mortise/adapter-kit";
import { createMemoryDatabase, type MemoryDatabase, memoryStore } from "@mortise/memory-adapter";
import { describe, expect, test } from "vitest";
import { ada, session, storeWith } from "./stores.ts";

const past = new Date(Date.now() - 1);
const future = new Date(Date.now() + 3_600_000);

function databaseWith(expires: Date) {
  const database = createMemoryDatabase();
  database.user.insert(ada);
  database.session.insert({ ...session, expires });
  return database;
}

/** An adapter that reads this expiry of the session, whatever the database has by then. */
function adapterReading(expires: Date, database: MemoryDatabase) {
  const withUser = async () => ({ session: { ...session, expires }, user: ada });
  return createAdapter(storeWith(({ sessions }) => ({ sessions: { ...sessions, withUser } }), database));
}

describe("a session", () => {
  test("that has expired is null, and its row is gone, in two trips", async () => {
    const database = databaseWith(past);
    const adapter = createAdapter(memoryStore(database));
    expect(await adapter.getSessionAndUser(session.sessionToken)).toBe(null);
    expect(database.session.all()).toEqual([]);
    expect(database.trips).toBe(2);
  });

  test("that expires at this very moment has expired", async () => {
    expect(await adapterReading(new Date(), databaseWith(future)).getSessionAndUser(session.sessionToken)).toBe(null);
  });

  test("that was extended after it was read stays where it is", async () => {
    const database = databaseWith(future);
    expect(await adapterReading(past, database).getSessionAndUser(session.sessionToken)).toBe(null);
    expect(database.session.all()).toEqual([{ ...session, expires: future }]);
  });

  test("that is alive costs one trip", async () => {
    const database = databaseWith(future);
    const adapter = createAdapter(memoryStore(database));
    expect((await adapter.getSessionAndUser(session.sessionToken))?.user).toEqual(ada);
    expect(database.trips).toBe(1);
  });
});

test("a verification token that has expired is taken, and answered with null", async () => {
  const database = createMemoryDatabase();
  const token = { identifier: "ada@example.com", token: "hash", expires: past };
  database.verificationToken.insert(token);
  const adapter = createAdapter(memoryStore(database));
  expect(await adapter.useVerificationToken(token)).toBe(null);
  expect(database.verificationToken.all()).toEqual([]);
});
