/** Contestants timed in turn, a round after the other, so that what disturbs the machine disturbs all of them alike. */
import type { Random } from "./statistics.ts";

/** A call that is ready to be made. */
export interface Call {
  /** What is timed. */
  readonly run: () => unknown;
  /** Looks at what the call has done, when it is compared with others. */
  readonly after?: () => Promise<unknown>;
}

/** What takes part in a race. */
export interface Runner {
  /** Makes so many calls ready; what they need is there when it resolves. */
  prepare(count: number): Promise<readonly Call[]>;
}

export interface RaceOptions {
  readonly rounds: number;
  /** Nanoseconds that a contestant shall be timed for in each round; so many calls are made as are likely to fill them. */
  readonly sample: number;
  readonly random: Random;
  /** Called around what is timed: puts the server at its distance, and back. */
  readonly distance?: (isFar: boolean) => void;
}

const fewestCalls = 3;
const mostCalls = 200;
const warmUps = 2;

/**
 * Nanoseconds a call, a round after the other.
 * @returns for each runner, in their order, one time a round.
 */
export async function race(runners: readonly Runner[], options: RaceOptions): Promise<number[][]> {
  const { rounds, sample, random } = options;
  const times: number[][] = runners.map(() => []);
  // What a call costs is known after the first warm-up alone: the second has as many calls as the rounds will have.
  const counts = runners.map(() => fewestCalls);
  for (let warmUp = 0; warmUp < warmUps; warmUp += 1) {
    for (const [at, runner] of runners.entries()) {
      const time = await timeOf(runner, counts[at] ?? fewestCalls, options);
      counts[at] = Math.min(mostCalls, Math.max(fewestCalls, Math.round(sample / time)));
    }
  }
  for (const order of ordersOf(runners.length, rounds, random)) {
    for (const at of order) {
      const time = await timeOf(runners[at] as Runner, counts[at] ?? fewestCalls, options);
      times[at]?.push(time);
    }
  }
  return times;
}

/**
 * Who comes when: each round in an order of its own. Over as many rounds as there are runners each one has stood at each
 * place once, so that nobody always comes after the one that leaves the most behind.
 */
export function ordersOf(runners: number, rounds: number, random: Random): number[][] {
  const orders: number[][] = [];
  while (orders.length < rounds) {
    const first = shuffled(runners, random);
    const square = first.map((_, turn) => first.map((__, place) => first[(place + turn) % runners] as number));
    orders.push(...shuffled(runners, random).map((row) => square[row] as number[]));
  }
  return orders.slice(0, rounds);
}

function shuffled(count: number, random: Random): number[] {
  const all = Array.from({ length: count }, (_, n) => n);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as number, all[at] as number];
  }
  return all;
}

async function timeOf(runner: Runner, count: number, { distance }: RaceOptions): Promise<number> {
  const calls = await runner.prepare(count);
  distance?.(true);
  const begin = process.hrtime.bigint();
  for (const { run } of calls) await run();
  const end = process.hrtime.bigint();
  distance?.(false);
  return Number(end - begin) / calls.length;
}
