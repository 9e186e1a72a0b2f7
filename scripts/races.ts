/**
 * `pnpm races`: two processes race for the same token, e-mail and account, thousands of times. See CONTRIBUTING.md.
 *
 *   --races N        how many races of each kind; 10,000, if absent
 *   --adapter TEXT   the adapter on an engine, as the report names it; may be given several times
 */
import { parseArgs } from "node:util";
import type { Harness } from "@mortise/conformance";
import { raceProcesses } from "@mortise/conformance/engines/processes";
import type { RaceAnswer } from "../conformance/src/engines/races.ts";
import { kinds, otherRefusals, type RaceKind, wrongAnswers } from "./race-kinds.ts";
import { misused, openSuites, present, wholeNumber } from "./suites.ts";

/** How many races are run at a time. */
const lanes = 2;
/** How many races one message starts. */
const batch = 200;
const mostPrinted = 5;

const { values } = readOptions();
const races = wholeNumber("--races", values.races, 1);

function readOptions() {
  try {
    return parseArgs({
      options: {
        races: { type: "string", default: "10000" },
        adapter: {
          type: "string",
          multiple: true,
          default: ["PostgreSQL 18, node-postgres", "MySQL 9.7, mysql2", "MariaDB 11.8, mysql2", "better-sqlite3"],
        },
      },
    });
  } catch (error) {
    return misused(error);
  }
}

let run = 0;
let wrong = 0;
const { suites, stop } = await openSuites(values.adapter).catch(misused);
const here = present(suites);
try {
  for (const { name, open } of here) {
    console.log(name);
    const harness = await open();
    try {
      for (const kind of kinds) await race(harness, kind);
    } finally {
      await harness.close();
    }
  }
} finally {
  await stop();
}
console.log(`races: ${run} run, ${wrong} wrong`);
process.exitCode = wrong === 0 && run > 0 && here.length === suites.length ? 0 : 1;

/** Runs the races of one kind between this process and another. */
async function race(harness: Harness, kind: RaceKind): Promise<void> {
  if (!harness.openProcess) throw new Error("no other process can get at this database");
  const since = performance.now();
  const other = await harness.openProcess();
  const tally = { wrong: 0, here: 0, there: 0, atOnce: 0 };
  const refusals = new Map<string, number>();
  try {
    for (let done = 0; done < races; done += batch) {
      const size = Math.min(batch, races - done);
      const { raced, check } = await kind.prepare(harness, size, kind.calls * 2);
      const own = raced.map((calls) => calls.slice(0, kind.calls));
      const others = raced.map((calls) => calls.slice(kind.calls));
      const [ours, their] = await raceProcesses(
        harness.adapter,
        other,
        { calls: own, lanes },
        { calls: others, lanes },
      );
      const answers = ours.map((mine, index) => [mine, their[index] ?? []] as const);
      const all = answers.map((both) => both.flat());
      const problems = [...wrongAnswers(kind, all), ...(await check(all))];
      for (const reason of otherRefusals(all)) refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
      for (const [mine, others] of answers) {
        if (mine.some(kind.isWin)) tally.here += 1;
        if (others.some(kind.isWin)) tally.there += 1;
        if (overlap(mine, others)) tally.atOnce += 1;
      }
      for (const problem of problems.slice(0, Math.max(0, mostPrinted - tally.wrong)))
        console.log(`  WRONG ${problem}`);
      tally.wrong += problems.length;
      await harness.raw.clear();
    }
  } finally {
    await other.close();
  }
  run += races;
  wrong += tally.wrong;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  const won = `this process won ${tally.here} and the other ${tally.there}`;
  const both = `both had calls under way in ${tally.atOnce}`;
  console.log(`  ${kind.name}: ${races} races, ${tally.wrong} wrong; ${won}; ${both}; ${seconds} s`);
  for (const [reason, losers] of refusals) console.log(`    ${losers} losers were rejected with ${reason}`);
}

/** Whether some call of either was made before one of the other's was answered. */
function overlap(some: readonly RaceAnswer[], others: readonly RaceAnswer[]): boolean {
  return some.some((one) => others.some((other) => one.from < other.to && other.from < one.to));
}
