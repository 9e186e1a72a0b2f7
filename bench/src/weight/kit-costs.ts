/** What the kit adds to a call of the store. */
import type { KitCostResult } from "../results.ts";
import { difference, randomOf } from "../statistics.ts";
import { buildInto, inFolder } from "./built.ts";
import { askChild } from "./child.ts";
import { type Counted, countInstructions } from "./instructions.ts";
import { operations } from "./kit-worlds.ts";

/** Nanoseconds of a call, in one process. */
export interface KitTimes {
  readonly kit: number;
  readonly store: number;
}

export interface KitCostOptions {
  /** How often the two are timed in turn, in all processes together. */
  readonly rounds: number;
  /** Whether instructions are counted too, which takes more than a minute. */
  readonly countsInstructions: boolean;
}

const roundsEach = 10;
const fewestProcesses = 3;

/**
 * What the kit adds to each of the nineteen methods: the memory adapter's call less the verb of the store that it calls.
 *
 * Nothing but these two runs in the process, so that V8 compiles for the objects that they pass and for no others; but all
 * methods run there, as they do in an app, since a process for each would show code that was compiled for one method
 * alone. What the compiler happens to choose is another in each process and differs more than rounds do: so the
 * difference is taken in several processes, and each counts as one observation.
 */
export async function measureKitCosts({ rounds, countsInstructions }: KitCostOptions): Promise<KitCostResult[]> {
  const processes = await inFolder((folder) => timeIn(folder, Math.max(fewestProcesses, rounds / roundsEach)));
  const { counts, uncounted }: Counted = countsInstructions
    ? await countInstructions()
    : { uncounted: "a quick run does not count them" };
  const random = randomOf(1);
  return operations.map(({ name }, at) => {
    const times = processes.map((each) => each[at] as KitTimes);
    const [kit, store] = [times.map((each) => each.kit), times.map((each) => each.store)];
    return {
      operation: name,
      time: difference(kit, store, random),
      ...(counts?.[at] === undefined ? {} : { instructions: counts[at] }),
      ...(uncounted === undefined ? {} : { uncounted }),
    };
  });
}

/** The times of each method, a process after the other. */
async function timeIn(folder: string, count: number): Promise<KitTimes[][]> {
  const child = await buildInto(folder, "kit-times-child.ts");
  const processes: KitTimes[][] = [];
  while (processes.length < count) {
    processes.push(await askChild<KitTimes[]>(child, String(processes.length), String(roundsEach)));
  }
  return processes;
}
