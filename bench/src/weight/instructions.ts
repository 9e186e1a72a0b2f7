/** How many instructions of the processor the kit adds to a call, counted by Valgrind. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { median } from "../statistics.ts";
import { buildInto, inFolder } from "./built.ts";
import { outputOf } from "./child.ts";
import { operations } from "./kit-worlds.ts";

/** Calls between two marks, and how often they are counted. */
const calls = 50;
const windows = 7;

/** V8 does all in one thread and the same each time, and has so much room that no garbage is collected in between. */
const predictable = [
  "--single-threaded",
  "--predictable",
  "--hash-seed=1",
  "--random-seed=1",
  "--min-semi-space-size=256",
  "--max-semi-space-size=256",
  // Machine code is made after fewer calls than by default, of which each takes fifty times as long here.
  "--invocation-count-for-maglev=40",
  "--invocation-count-for-turbofan=200",
  "--minimum-invocations-after-ic-update=50",
];

/** Instructions for a call of each method, in the order of the methods, or why there are none. */
export interface Counted {
  readonly counts?: readonly number[];
  readonly uncounted?: string;
}

/**
 * Counts what each method of the memory adapter takes more than the verb of the store that it calls.
 *
 * Valgrind counts, and not the processor, whose counters a virtual machine often does not have. All of a call counts, what
 * Node and the system's libraries do in it too, but for the collection of garbage, which is in the times. Counted again, a
 * call differs by less than a hundredth.
 */
export async function countInstructions(): Promise<Counted> {
  return inFolder(async (folder) => {
    const child = await buildInto(folder, "kit-instructions-child.ts");
    const file = join(folder, "counts");
    try {
      await outputOf(
        "valgrind",
        "--tool=callgrind",
        // Code that V8 has made may be made anew in the same place.
        "--smc-check=all-non-file",
        // The mark of the child: what was counted until there is written to a file of its own.
        "--dump-before=getppid",
        `--callgrind-out-file=${file}`,
        process.execPath,
        ...predictable,
        child,
        String(windows),
        String(calls),
      );
    } catch (error) {
      // The message has the whole command in it.
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      return { uncounted: isMissing ? "Valgrind is not installed" : "Valgrind could not run Node" };
    }
    const counts: number[] = [];
    for (const method of operations.keys()) {
      const [kit, store] = [await countOf(file, 2 * method), await countOf(file, 2 * method + 1)];
      counts.push(Math.round((kit - store) / calls));
    }
    return { counts };
  });
}

/** What one window took. The marks are in it, and go with the difference. */
async function countOf(file: string, subject: number): Promise<number> {
  // What was counted until the first mark is not of a window; files are counted from 1.
  const first = subject * (windows + 1) + 2;
  const numbers = Array.from({ length: windows }, (_, at) => first + at);
  return median(await Promise.all(numbers.map((number) => totalOf(`${file}.${number}`))));
}

/**
 * Instructions in a file of Callgrind.
 * @throws when it says none.
 */
export async function totalOf(file: string): Promise<number> {
  const [, total] = /^totals: (\d+)$/m.exec(await readFile(file, "utf8")) ?? [];
  if (total === undefined) throw new Error("Callgrind has written no total");
  return Number(total);
}
