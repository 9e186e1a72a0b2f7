/** Everybody is timed as often as everybody else, at every place, with calls of their own. */
import { describe, expect, test } from "vitest";
import { ordersOf, type Runner, race } from "../src/rounds.ts";
import { randomOf } from "../src/statistics.ts";

describe("the order", () => {
  test.each([1, 2, 5, 6])("of %i runners has each at each place equally often", (runners) => {
    const orders = ordersOf(runners, runners * 4, randomOf(1));
    for (let place = 0; place < runners; place += 1) {
      const counts = new Map<number, number>();
      for (const order of orders) {
        const at = order[place] as number;
        counts.set(at, (counts.get(at) ?? 0) + 1);
      }
      expect([...counts.values()]).toEqual(Array.from({ length: runners }, () => 4));
    }
  });

  test("is not always the same", () => {
    const orders = ordersOf(5, 40, randomOf(1)).map(String);
    expect(new Set(orders).size).toBeGreaterThan(10);
  });

  test("has so many rounds as were asked for", () => {
    expect(ordersOf(4, 7, randomOf(1))).toHaveLength(7);
  });
});

describe("a race", () => {
  function runnerOf(name: string, log: string[]): Runner {
    return {
      async prepare(count) {
        log.push(`${name} prepares`);
        return Array.from({ length: count }, () => ({ run: async () => void log.push(name) }));
      },
    };
  }

  test("lets all run in each round, and nobody while another is timed", async () => {
    const log: string[] = [];
    const times = await race([runnerOf("a", log), runnerOf("b", log)], { rounds: 6, sample: 1, random: randomOf(1) });
    expect(times.map((own) => own.length)).toEqual([6, 6]);
    for (const own of times) for (const time of own) expect(time).toBeGreaterThan(0);
    // Runs of the same name are whole: a preparation, then calls of that name alone.
    let current = "";
    for (const entry of log) {
      if (entry.endsWith(" prepares")) current = entry.slice(0, 1);
      else expect(entry).toBe(current);
    }
    const rounds = log.filter((entry) => entry.endsWith(" prepares")).slice(-12);
    for (let round = 0; round < 6; round += 1) {
      expect(new Set(rounds.slice(round * 2, round * 2 + 2)).size).toBe(2);
    }
  });

  test("puts the server at its distance for what is timed alone", async () => {
    let isFar = false;
    const seen: boolean[] = [];
    const runner: Runner = {
      async prepare(count) {
        expect(isFar).toBe(false);
        return Array.from({ length: count }, () => ({ run: () => void seen.push(isFar) }));
      },
    };
    const distance = (far: boolean) => {
      isFar = far;
    };
    await race([runner], { rounds: 2, sample: 1, random: randomOf(1), distance });
    expect(new Set(seen)).toEqual(new Set([true]));
    expect(isFar).toBe(false);
  });

  test("ends where a call fails", async () => {
    const runner: Runner = {
      prepare: async () => [{ run: () => Promise.reject(new Error("no such table")) }],
    };
    await expect(race([runner], { rounds: 1, sample: 1, random: randomOf(1) })).rejects.toThrow("no such table");
  });
});
