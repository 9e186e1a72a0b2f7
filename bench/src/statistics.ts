/** Medians, and how far they may be trusted. */
import type { Estimate } from "./results.ts";

/** Numbers that look random and are the same each time: a run that is looked at twice says the same twice. */
export type Random = () => number;

/** Mulberry32, a generator of 32 bits of state by Tommy Ettinger, in the public domain. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The value below which a share of the others lie, between two of them where none is at the very place.
 * @param share from 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) throw new RangeError("there are no values");
  return below + (above - below) * (at - Math.floor(at));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The median, and the range of the middle half. */
export function spread(values: readonly number[]): Estimate {
  return { value: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

const resamples = 2000;

/**
 * How many times as long one takes as the other, with a 95 % interval.
 *
 * The two were timed in the same rounds, so each round gives a ratio of its own in which what disturbed that round has hit
 * both; the result is the median of these. Its interval is the percentile bootstrap's: rounds are drawn again and again,
 * with replacement, and the middle 95 % of the medians are kept. Nothing is assumed of how times are distributed, which
 * is never normal: a call cannot take less than nothing and may take any time more.
 * @param numerator the times of one contestant, a round each.
 * @param denominator those of the other in the same rounds.
 */
export function ratio(numerator: readonly number[], denominator: readonly number[], random: Random): Estimate {
  return estimate(
    pairs(numerator, denominator, (above, below) => above / below),
    random,
  );
}

/** How much longer one takes than the other, with a 95 % interval, found as {@link ratio} finds its own. */
export function difference(longer: readonly number[], shorter: readonly number[], random: Random): Estimate {
  return estimate(
    pairs(longer, shorter, (more, less) => more - less),
    random,
  );
}

function pairs(
  first: readonly number[],
  second: readonly number[],
  join: (first: number, second: number) => number,
): number[] {
  if (first.length !== second.length) throw new RangeError("the two were timed in other rounds");
  return first.map((time, round) => join(time, second[round] as number));
}

/** The median, and the middle 95 % of the medians of what is drawn from the same values. */
function estimate(values: readonly number[], random: Random): Estimate {
  const medians = Array.from({ length: resamples }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)] as number)),
  );
  return { value: median(values), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}
