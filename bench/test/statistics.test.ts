/** What is known of a distribution comes out of its numbers. */
import { describe, expect, test } from "vitest";
import { median, quantile, randomOf, ratio, spread } from "../src/statistics.ts";

/** Times as a machine gives them: never less than what the work takes, now and then much more. */
function timesOf(work: number, rounds: number, random: () => number): number[] {
  return Array.from({ length: rounds }, () => work * (1 + random() * 0.1 + (random() < 0.1 ? random() * 5 : 0)));
}

describe("quantiles", () => {
  test("lie between two values where none is at the place", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([10, 20], 0.25)).toBe(12.5);
    expect(quantile([5], 0.99)).toBe(5);
  });

  test("order numbers as numbers", () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  test("of nothing are an error", () => {
    expect(() => median([])).toThrow(RangeError);
  });

  test("the spread holds the middle half", () => {
    expect(spread([1, 2, 3, 4, 5])).toEqual({ value: 3, low: 2, high: 4 });
  });
});

describe("the ratio", () => {
  test("is the same each time", () => {
    const random = randomOf(7);
    const [one, other] = [timesOf(2, 20, random), timesOf(1, 20, random)];
    expect(ratio(one, other, randomOf(1))).toEqual(ratio(one, other, randomOf(1)));
  });

  test("is not moved by what hits both in a round", () => {
    const storms = [1, 1, 9, 1, 30, 1, 1, 4];
    const found = ratio(
      storms.map((storm) => 3 * storm),
      storms.map((storm) => 2 * storm),
      randomOf(1),
    );
    expect(found.value).toBeCloseTo(1.5, 9);
    expect(found.low).toBeCloseTo(1.5, 9);
    expect(found.high).toBeCloseTo(1.5, 9);
  });

  test("is inside of its interval about 95 times in 100", () => {
    const random = randomOf(11);
    // The two are disturbed alike, so the median of the ratios of the rounds is that of their work.
    const held = Array.from({ length: 300 }, () => {
      const { low, high } = ratio(timesOf(3, 25, random), timesOf(2, 25, random), random);
      return low <= 1.5 && 1.5 <= high;
    });
    const share = held.filter(Boolean).length / held.length;
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.995);
  });

  test("of more rounds has a narrower interval", () => {
    const widthOf = (rounds: number) => {
      const random = randomOf(3);
      const { low, high } = ratio(timesOf(1, rounds, random), timesOf(1, rounds, random), random);
      return high - low;
    };
    expect(widthOf(200)).toBeLessThan(widthOf(10) / 2);
  });

  test("of times from other rounds is an error", () => {
    expect(() => ratio([1, 2], [1], randomOf(1))).toThrow(RangeError);
  });
});

test("numbers that look random are spread evenly", () => {
  const random = randomOf(5);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
