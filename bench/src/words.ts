/** How names and figures are written, the same in the terminal, on the page and in the document. */
import type { BackendResult, Cell, ContestantId, Estimate, GrowthResult, Timing } from "./results.ts";

export const contestantNames: Readonly<Record<ContestantId, string>> = {
  bare: "bare driver",
  ours: "ours",
  hashed: "ours, hashed session tokens",
  encrypted: "ours, encrypted provider tokens",
  official: "official adapter",
  "better-auth": "better-auth",
};

/** Whom ours is held against at a glance; what its own options cost stands behind it. */
export const rivals = ["bare", "official", "better-auth"] as const satisfies readonly ContestantId[];

export type Rival = (typeof rivals)[number];

/** How far the server is: `in the process`, `0 ms away`. */
export function distanceOf({ isEmbedded, latency }: Pick<BackendResult, "isEmbedded" | "latency">): string {
  return isEmbedded ? "in the process" : `${latency} ms away`;
}

/** `drizzle-adapter / PostgreSQL 18, node-postgres`. */
export function nameOf({ backend, engine }: Pick<BackendResult | GrowthResult, "backend" | "engine">): string {
  return `${backend} / ${engine}`;
}

export function timingOf({ timings }: Cell, contestant: ContestantId): Timing | undefined {
  return timings.find((timing) => timing.contestant === contestant);
}

/** Three digits, and no more than tell something: `0.95`, `12.3`, `1,234`. */
export function figure(number: number): string {
  const size = Math.abs(number);
  const digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `1.23×`. */
export function times(number: number): string {
  return `${figure(number)}×`;
}

/**
 * `1.20–1.26`.
 * @param unit what the bounds are told in: 1000 for nanoseconds in microseconds.
 */
export function range({ low, high }: Pick<Estimate, "low" | "high">, unit = 1): string {
  return `${figure(low / unit)}${low < 0 ? " to " : "–"}${figure(high / unit)}`;
}

/** `1.23× [1.20–1.26]`. */
export function timesWithin(number: number, interval: Pick<Estimate, "low" | "high"> | undefined): string {
  return interval === undefined ? times(number) : `${times(number)} [${range(interval)}]`;
}

/** Nanoseconds in microseconds. */
export function micros(nanoseconds: number): string {
  return figure(nanoseconds / 1000);
}

/** Bytes in kilobytes, of 1000 bytes each. */
export function kilobytes(bytes: number): string {
  return `${figure(bytes / 1000)} kB`;
}

/** `1 trip`, `2 trips`, and nothing where there is nothing between. */
export function tripsText(trips: number | undefined): string {
  if (trips === undefined) return "";
  return trips === 1 ? "1 trip" : `${trips} trips`;
}

/** What was measured together: all distances of one adapter on one engine, in the order in which they came. */
export function byEngine(backends: readonly BackendResult[]): BackendResult[][] {
  return [...Map.groupBy(backends, nameOf).values()];
}

/** What answers otherwise does not do the same work. */
export function doesTheSame({ differences }: Timing): boolean {
  return differences.length === 0;
}
