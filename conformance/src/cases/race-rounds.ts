/** What the cases about races share: two clients, and calls that are in flight at once. */
import type { MortiseAdapter } from "@mortise/adapter-kit";
import type { Harness } from "../harness.ts";

/** One of the two clients: that of the harness for even numbers, the second one for odd ones. */
export type ClientOf = (n: number) => MortiseAdapter;

/** Does the work with the harness's adapter and with a second client of the same database. */
export async function withTwoClients(harness: Harness, work: (clientOf: ClientOf) => Promise<void>): Promise<void> {
  const second = await harness.openSecond();
  try {
    await work((n) => (n % 2 === 0 ? harness.adapter : second.adapter));
  } finally {
    await second.close();
  }
}

/** What became of the calls of a race. */
export interface Outcome<T> {
  /** The answers of the calls that succeeded. */
  readonly answers: readonly T[];
  /** What the others failed with. */
  readonly failures: readonly unknown[];
}

/**
 * Makes all calls before the first of them is answered, and waits for every one.
 * @param turns how many turns of the event loop's microtasks each call is made after the one before. That is nothing to a
 * server; in memory, where a statement takes a turn or two, it is what makes the rounds of a race differ.
 */
export async function race<T>(calls: readonly (() => Promise<T>)[], turns = 0): Promise<Outcome<T>> {
  const made: Promise<PromiseSettledResult<T>[]>[] = [];
  for (const call of calls) {
    made.push(Promise.allSettled([(async () => call())()]));
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  }
  const settled = (await Promise.all(made)).flat();
  return {
    answers: settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])),
    failures: settled.flatMap((each) => (each.status === "rejected" ? [each.reason] : [])),
  };
}

/** So many of something, each made of its number from 0 on. */
export function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** The same calls, but another one is made first: in a race of few the first one often wins. */
export function startingAt<T>(n: number, calls: readonly T[]): T[] {
  const first = n % calls.length;
  return [...calls.slice(first), ...calls.slice(0, first)];
}
