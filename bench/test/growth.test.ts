/** Growth on better-sqlite3: a whole small run, and what it says of a database that has lost its keys. */
import { expect, test } from "vitest";
import { backend } from "../src/backends/drizzle.ts";
import type { Arena, Contestant } from "../src/contestants.ts";
import { fieldOn } from "../src/growth/fields.ts";
import { groundOf } from "../src/growth/growing.ts";
import { runGrowth, whyNot } from "../src/growth/index.ts";
import { keyOf } from "../src/growth/operations.ts";
import { grownOf } from "../src/growth/points.ts";
import { randomOf } from "../src/statistics.ts";
import { except } from "./arena.ts";
import { growBriefly, withOurs, withoutKeys } from "./growing.ts";

const [arena] = backend.arenas as [Arena, ...Arena[]];

test("each operation has a point for each number of rows, and a plan without a scan", async () => {
  const results = await growBriefly(arena, [100, 1000]);
  expect(results.map(({ operation }) => operation)).toEqual([
    "getSessionAndUser",
    "getUserByAccount",
    "useVerificationToken",
  ]);
  for (const { points, plan, scans, operation, absent, grown, version } of results) {
    const calls = operation === "useVerificationToken" ? 10 : 40;
    expect(points.map((point) => [point.rows, point.calls])).toEqual([
      [100, calls],
      [1000, calls],
    ]);
    for (const { median, p99 } of points) expect(p99).toBeGreaterThanOrEqual(median);
    expect(version).toContain("SQLite 3.");
    expect(plan).toContain("SEARCH");
    expect([scans, absent, grown]).toEqual([false, undefined, undefined]);
  }
});

test("a table without keys is told as one that is scanned", async () => {
  const [result] = await growBriefly(withoutKeys(arena, "session"), [100, 200], "getSessionAndUser");
  expect(result?.scans).toBe(true);
  expect(result?.plan).toContain("SCAN session");
});

test("a database holds so many records as were asked for, as the adapter writes them, and nothing else", async () => {
  const ours = arena.contestants.find(({ id }) => id === "ours") as Contestant;
  const place = await arena.openPlace();
  const ground = await groundOf(ours, place);
  const field = fieldOn(ground, arena);
  try {
    await field.fill("session", 120);
    const counted = await place.query?.(
      `select (select count(*) from session) as sessions, (select count(*) from user) as users`,
    );
    expect(counted).toEqual([{ sessions: 120, users: 12 }]);
    const [token, id] = [keyOf("session", 57), keyOf("user", 50)];
    const found = await ground.adapter.getSessionAndUser(token);
    expect(found?.session).toMatchObject({ sessionToken: token, userId: id });
    expect(found?.session.expires).toBeInstanceOf(Date);
    expect(found?.user).toMatchObject({ id, name: "Ada 0", email: keyOf("email", 50) });
    expect(await ground.adapter.getSessionAndUser(keyOf("session", 120))).toBe(null);
  } finally {
    await field.close();
    await ground.close();
    await place.close();
  }
});

test("an adapter that finds nothing has no figure", async () => {
  const blind = withOurs(arena, (ours) => except(ours, { getUserByAccount: async () => null }));
  await expect(growBriefly(blind, [100], "getUserByAccount")).rejects.toThrow("is not found");
});

test("a run takes the operations that are named, up to the most rows", async () => {
  const said: string[] = [];
  const options = {
    most: 1_000,
    calls: 10,
    patience: 45_000,
    operation: "token",
    progress: (text: string) => said.push(text),
  };
  const results = await runGrowth(backend.name, arena, options);
  expect(results.map(({ backend: name, engine, operation }) => [name, engine, operation])).toEqual([
    ["drizzle-adapter", "SQLite, better-sqlite3", "useVerificationToken"],
  ]);
  expect(results[0]?.points.map(({ rows }) => rows)).toEqual([1_000]);
  expect(said[0]).toContain("filling 1,000 rows");
});

test("what would take too long is left out, and the result says why", () => {
  expect(whyNot(1_000_000, 1_000, 100_000, 1_000, 45_000)).toBe(undefined);
  expect(whyNot(1_000_000, 600_000, 100_000, 1_000, 45_000)).toBe("1,000,000 rows would take about 10 minutes to fill");
  expect(whyNot(1_000_000, 600_000, 100_000, 1_000, 600_000), "there is time for it").toBe(undefined);
  expect(whyNot(1_000_000, 1_000, 100_000, 300_000, 45_000)).toContain(
    "all calls take about 5 minutes with 100,000 already",
  );
});

test("the growth is that of the p99, and its interval is as wide as the rounds differ", () => {
  const rounds = (slowest: number) => Array.from({ length: 20 }, () => [1, 2, slowest]);
  expect(grownOf(rounds(4), rounds(8), randomOf(1))).toEqual({ grown: 2, grownInterval: { low: 2, high: 2 } });
  const disturbed = rounds(4).map((round, at) => (at === 7 ? [40, 40, 40] : round));
  const { grown, grownInterval } = grownOf(rounds(4), disturbed, randomOf(1));
  expect(grown).toBe(10);
  // Of many draws some have the one slow round not at all.
  expect(grownInterval).toEqual({ low: 1, high: 10 });
  // What disturbed both has not grown.
  expect(grownOf(disturbed, disturbed, randomOf(1)).grown).toBe(1);
});
