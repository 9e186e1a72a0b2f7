/** What the times of many calls come to. */
import type { GrowthPoint, GrowthResult } from "../results.ts";
import { median, quantile, type Random } from "../statistics.ts";

const p99 = (times: readonly number[]): number => quantile(times, 0.99);

/** @param rounds microseconds of each call. */
export function pointOf(rows: number, rounds: readonly (readonly number[])[]): GrowthPoint {
  const times = rounds.flat();
  return { rows, calls: times.length, median: median(times), p99: p99(times) };
}

const resamples = 1000;

/**
 * The p99 with the most rows as a multiple of that with few, and the 95 % interval of that: rounds are drawn again, with
 * replacement, the same ones for both, since what disturbed a round has disturbed both.
 */
export function grownOf(
  few: readonly (readonly number[])[],
  most: readonly (readonly number[])[],
  random: Random,
): Pick<GrowthResult, "grown" | "grownInterval"> {
  const multiple = (rounds: readonly number[]) =>
    p99(rounds.flatMap((round) => most[round] ?? [])) / p99(rounds.flatMap((round) => few[round] ?? []));
  const all = few.map((_, round) => round);
  const multiples = Array.from({ length: resamples }, () => multiple(all.map(() => Math.floor(random() * all.length))));
  const [low, high] = [quantile(multiples, 0.025), quantile(multiples, 0.975)];
  return { grown: multiple(all), grownInterval: { low, high } };
}
