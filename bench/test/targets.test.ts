/** Each target is met, not met or not measured for what was measured, and for nothing else. */
import { describe, expect, test } from "vitest";
import type { Exception } from "../src/exceptions.ts";
import type { BenchResult, GrowthResult } from "../src/results.ts";
import { type TargetId, type Verdict, verdictsOf } from "../src/targets.ts";
import { about, backend, benchResult, cell, timing } from "./made-up.ts";

function verdict(target: TargetId, more: Partial<BenchResult>, exceptions: readonly Exception[] = []): Verdict {
  const found = verdictsOf(benchResult(more), exceptions).find((each) => each.target === target);
  if (found === undefined) throw new Error(`there is no target ${target}`);
  return found;
}

const hot = ["getSessionAndUser", "getUserByAccount", "useVerificationToken"];

test("nothing is met by what was not measured", () => {
  expect(verdictsOf(benchResult()).map(({ state }) => state)).toEqual(Array(6).fill("not measured"));
});

describe("against the bare driver", () => {
  const with_ = (ratio: number) => backend(hot.map((operation) => cell(operation, timing("bare", about(ratio)))));

  test("0.9 is met and less is not, whatever the interval", () => {
    expect(verdict("bare", { backends: [with_(0.9)] })).toMatchObject({ state: "met", misses: [], unmeasured: [] });
    const { state, misses } = verdict("bare", { backends: [with_(0.899)] });
    expect(state).toBe("not met");
    expect(misses).toHaveLength(3);
  });

  test("other operations, embedded engines and other distances are of no account", () => {
    const other = backend([cell("deleteUser", timing("bare", about(0.1)))]);
    const slow = with_(0.1);
    const embedded = { ...slow, engine: "SQLite", isEmbedded: true, latency: 0 };
    const near = { ...slow, latency: 0 };
    expect(verdict("bare", { backends: [with_(1), other, embedded, near] }).state).toBe("met");
  });

  test("a server that was not at the distance, and an operation that is not the same, are named", () => {
    const near = { ...with_(1), engine: "MySQL 9.7, mysql2", latency: 0 };
    const otherwise = timing("bare", about(2), { differences: ["the answer is missing"] });
    const far = backend([cell("getUserByAccount", timing("bare", about(1))), cell("getSessionAndUser", otherwise)]);
    const { state, unmeasured } = verdict("bare", { backends: [near, far] });
    expect(state).toBe("met");
    expect(unmeasured).toEqual([
      "drizzle-adapter / MySQL 9.7, mysql2: not run 1 ms away",
      "drizzle-adapter / PostgreSQL 18, node-postgres, getSessionAndUser, 1 ms away: nothing of the bare driver that does the same",
      "drizzle-adapter / PostgreSQL 18, node-postgres, useVerificationToken, 1 ms away: nothing of the bare driver that does the same",
    ]);
  });
});

describe("against the official adapter", () => {
  test("below is where the whole interval is", () => {
    const doubtful = backend([cell("getUser", timing("official", { value: 0.8, low: 0.6, high: 1 }))]);
    const certain = backend([cell("getUser", timing("official", { value: 0.8, low: 0.6, high: 0.999 }))]);
    expect(verdict("official", { backends: [doubtful] }).state).toBe("met");
    expect(verdict("official", { backends: [certain] })).toMatchObject({
      state: "not met",
      figure: "0 of 1; worst: 0.80× [0.60–1.00] (drizzle-adapter / PostgreSQL 18, node-postgres, getUser, 1 ms away)",
    });
  });

  test("every distance and every operation counts, embedded engines too", () => {
    const slow = [cell("magic link", timing("official", about(0.5)))];
    const embedded = backend(slow, { isEmbedded: true, latency: 0 });
    const near = backend(slow, { latency: 0 });
    const { misses } = verdict("official", { backends: [embedded, near] });
    expect(misses.map(({ spot }) => spot.latency)).toEqual([undefined, 0]);
  });

  test("one that answers otherwise does not do the same: it is counted apart, and named where ours is slower", () => {
    const differences = ["the answer is missing"];
    const cells = [
      cell("getUser", timing("official", about(1.5))),
      cell("linkAccount", timing("official", about(0.5), { differences })),
      cell("createSession", timing("official", about(3), { differences })),
    ];
    const { state, unmeasured } = verdict("official", { backends: [backend(cells)] });
    expect(state).toBe("met");
    expect(unmeasured).toHaveLength(1);
    expect(unmeasured[0]).toMatch(/^2 of 3, .* 1 would not be met: .*linkAccount/);
  });

  test("where it takes two trips and ours one, ours is 1.8 times as fast 1 ms away", () => {
    const at = (value: number, trips: number, latency = 1) =>
      backend([cell("getUser", timing("official", about(value), { trips }))], { latency });
    expect(verdict("trips", { backends: [at(1.8, 2)] }).state).toBe("met");
    expect(verdict("trips", { backends: [at(1.79, 3)] }).state).toBe("not met");
    expect(verdict("trips", { backends: [at(1.2, 1), at(1.2, 2, 0)] }).state).toBe("not measured");
  });
});

test("the kit may add two microseconds to a call and no nanosecond more", () => {
  const cost = (operation: string, time: number) => ({ operation, time: about(time, 500) });
  expect(verdict("kit-time", { kitCosts: [cost("getUser", 2000)] }).state).toBe("met");
  const { state, misses } = verdict("kit-time", { kitCosts: [cost("getUser", 100), cost("createUser", 2001)] });
  expect(state).toBe("not met");
  expect(misses.map(({ spot }) => spot.operation)).toEqual(["createUser"]);
});

describe("growth", () => {
  const grown = (rows: number, factor: number | undefined, scans = false): GrowthResult => ({
    backend: "redis-adapter",
    engine: "Redis 8, node-redis",
    version: "Redis 8.0",
    operation: "getSessionAndUser",
    points: [10_000, rows].map((size) => ({ rows: size, calls: 100, median: 10, p99: 20 })),
    ...(factor === undefined ? {} : { grown: factor }),
    plan: "GET",
    scans,
  });

  test("1.3 times the p99 with a million rows is met, more is not", () => {
    expect(verdict("growth", { growth: [grown(1_000_000, 1.3)] }).state).toBe("met");
    expect(verdict("growth", { growth: [grown(1_000_000, 1.31)] }).state).toBe("not met");
    const within = { ...grown(1_000_000, 1.31), grownInterval: { low: 0.9, high: 2.5 } };
    expect(verdict("growth", { growth: [within] }).state, "the interval excuses nothing").toBe("not met");
    const lookup = { ...grown(1_000_000, 1.31), operation: "getUserByAccount" };
    expect(verdict("growth", { growth: [lookup] }).state, "no session is read").toBe("met");
    expect(verdict("growth", { growth: [{ ...lookup, scans: true }] }).state).toBe("not met");
  });

  test("with fewer rows it is not measured, and a scan is one with however few", () => {
    expect(verdict("growth", { growth: [grown(100_000, 9)] })).toMatchObject({
      state: "not measured",
      unmeasured: ["all 1: no scan, and measured up to 100,000 rows only"],
    });
    expect(verdict("growth", { growth: [grown(1_000, undefined, true)] })).toMatchObject({
      state: "not met",
      misses: [{ figure: "it scans" }],
    });
  });
});

describe("weight", () => {
  const weighed = (name: string, gzipped: number) => ({ name, own: { minified: 3 * gzipped, gzipped } });

  test("six kilobytes for the kit and four for an adapter, of 1000 bytes each", () => {
    const light = [weighed("@mortise/adapter-kit", 6000), weighed("@mortise/redis-adapter", 4000)];
    expect(verdict("weight", { weights: light }).state).toBe("met");
    const heavy = [weighed("@mortise/adapter-kit", 6001), weighed("@mortise/upstash-redis-adapter", 4001)];
    expect(verdict("weight", { weights: heavy }).misses.map(({ spot }) => spot.backend)).toEqual([
      "@mortise/upstash-redis-adapter",
      "@mortise/adapter-kit",
    ]);
  });

  test("others, and paths of the kit, may weigh what they will", () => {
    const others = [weighed("@auth/drizzle-adapter", 9000), weighed("@mortise/adapter-kit/sql", 9000)];
    expect(verdict("weight", { weights: others }).state).toBe("not measured");
  });
});

test("a known cause stands beside what it is about alone, and meets no target", () => {
  const slow = [cell("getUser", timing("official", about(0.5))), cell("deleteUser", timing("official", about(0.6)))];
  const exception: Exception = {
    target: "official",
    backend: "drizzle-adapter",
    operation: "getUser",
    cause: "It reads less.",
  };
  const exceptions = [{ ...exception, latency: 0, cause: "Another distance." }, exception];
  const { state, misses } = verdict("official", { backends: [backend(slow)] }, exceptions);
  expect(state).toBe("not met");
  expect(misses.map(({ spot, cause }) => [spot.operation, cause])).toEqual([
    ["getUser", "It reads less."],
    ["deleteUser", undefined],
  ]);
});
