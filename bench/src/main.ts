/** `pnpm bench`: ours, the official adapters and the bare drivers in one run. See README.md. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { misused } from "../../scripts/suites.ts";
import { markdownOf } from "./markdown.ts";
import { benchOptions, usage } from "./options.ts";
import { pageOf } from "./page/page.ts";
import type { BenchResult } from "./results.ts";
import { runBench, selectionOf } from "./run.ts";
import { verdictsOf } from "./targets.ts";
import { progressOn, terminalTables } from "./terminal.ts";

const bench = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(dirname(bench), "reports");

const since = performance.now();
const options = readOptions();
const progress = progressOn(process.stdout);
const { result, isBroken } = options.isRewrite ? await lastRun() : await run();
const { isWhole } = result;
const verdicts = verdictsOf(result);

await mkdir(reports, { recursive: true });
await writeFile(join(reports, "bench.json"), `${JSON.stringify(result, null, 2)}\n`);
await writeFile(join(reports, "bench.html"), pageOf(result, verdicts));
if (isWhole) await writeFile(join(bench, "RESULTS.md"), markdownOf(result, verdicts));

progress.say(`\n${terminalTables(result, verdicts, { colors: process.stdout.isTTY && process.stdout.hasColors() })}`);
const written = ["reports/bench.json", "reports/bench.html", ...(isWhole ? ["bench/RESULTS.md"] : [])];
const left = isWhole ? "" : "; a part of the bench writes no bench/RESULTS.md";
const states = (["met", "not met", "not measured"] as const).map(
  (state) => `${verdicts.filter((verdict) => verdict.state === state).length} ${state}`,
);
console.log(`\nwritten: ${written.join(", ")}${left}`);
console.log(`bench: ${states.join(", ")}, ${Math.round((performance.now() - since) / 1000)} s`);
process.exitCode = isBroken ? 1 : 0;

async function run() {
  return runBench(await selectionOf(options).catch(misused), progress);
}

async function lastRun(): Promise<{ readonly result: BenchResult; readonly isBroken: boolean }> {
  const text = await readFile(join(reports, "bench.json"), "utf8").catch(() => misused("there is no run to rewrite"));
  return { result: JSON.parse(text), isBroken: false };
}

function readOptions() {
  try {
    return benchOptions(process.argv.slice(2));
  } catch (error) {
    return misused(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}
