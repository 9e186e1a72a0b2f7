/** A result for tests: figures that nobody measured, chosen so that each target can be seen to fall either way. */
import type { BackendResult, BenchResult, Cell, ContestantId, Estimate, Timing } from "../src/results.ts";

export function about(value: number, spread = 0.05): Estimate {
  return { value, low: value - spread, high: value + spread };
}

/** @param ours how many times as fast ours is. */
export function timing(contestant: ContestantId, ours?: Estimate, more: Partial<Timing> = {}): Timing {
  return { contestant, time: about(1000, 100), ...(ours ? { ours } : {}), differences: [], ...more };
}

/** An operation at which ours takes one trip. */
export function cell(operation: string, ...others: readonly Timing[]): Cell {
  return { operation, timings: [timing("ours", undefined, { trips: 1 }), ...others], absent: [] };
}

export function backend(cells: readonly Cell[], more: Partial<BackendResult> = {}): BackendResult {
  const contestants = { ours: "@mortise/drizzle-adapter 0.0.0", bare: "pg 8.23.1" };
  return {
    backend: "drizzle-adapter",
    engine: "PostgreSQL 18, node-postgres",
    version: "PostgreSQL 18.1",
    isEmbedded: false,
    latency: 1,
    contestants,
    cells,
    ...more,
  };
}

const machine = { cpu: "a processor", cores: 2, memory: "8.0 GiB", os: "Linux 6.1", node: "24.0.0", load: 0.1 };

export function benchResult(more: Partial<BenchResult> = {}): BenchResult {
  const nothing = {
    backends: [],
    growth: [],
    weights: [],
    coldStarts: [],
    constructions: [],
    kitCosts: [],
    absent: [],
  };
  return { date: "2026-11-22T01:02:03.000Z", machine, isQuick: false, isWhole: true, ...nothing, ...more };
}
