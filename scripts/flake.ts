/**
 * `pnpm flake N [OPTION…]`: the conformance run N times over, each case's outcome held against that of the first run.
 * The options are those of `pnpm test:conformance`. See CONTRIBUTING.md.
 */
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Report } from "@mortise/conformance";
import { servers } from "@mortise/conformance/engines/servers";
import { startContainers } from "./containers.ts";
import { wholeNumber } from "./suites.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const json = join(root, "reports", "conformance.json");
const [times = "", ...options] = process.argv.slice(2);
const runs = wholeNumber("pnpm flake N [OPTION…]: N", times, 2);

/** The outcome of each case and of each check of a harness, by suite and id. */
type Outcomes = ReadonlyMap<string, string>;

const { engine = "" } = parseArgs({ args: options, strict: false, options: { engine: { type: "string" } } }).values;
const text = String(engine);
// As `pnpm test` has it; the containers are there for all runs, and so are not started by any.
const containers = await startContainers(servers.filter(({ name }) => name.includes(text) || text.includes(name)));
let first: Outcomes | undefined;
/** What differed from the first run, with how often. */
const differing = new Map<string, number>();
let failedRuns = 0;
try {
  for (let run = 1; run <= runs; run += 1) {
    const since = performance.now();
    const { status, output } = await conformance();
    const outcomes = await readOutcomes();
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    if (outcomes === undefined) throw new Error(`run ${run} has written no report:\n${output.slice(-4000)}`);
    const differs = first === undefined ? [] : differences(first, outcomes);
    first ??= outcomes;
    if (status !== 0) failedRuns += 1;
    for (const each of differs) differing.set(each, (differing.get(each) ?? 0) + 1);
    console.log(
      `run ${run} of ${runs}: ${tally(outcomes)}, ${differs.length} differing, exit code ${status}, ${seconds} s`,
    );
    for (const each of differs) console.log(`  ${each}`);
  }
} finally {
  await containers.stop();
}

for (const [what, often] of differing) console.log(`${often} times: ${what}`);
console.log(`flake: ${runs} runs, ${failedRuns} failed, ${differing.size} differing results`);
process.exitCode = differing.size === 0 && failedRuns === 0 ? 0 : 1;

/** One run; what it prints is kept for when it goes wrong. */
async function conformance(): Promise<{ status: number; output: string }> {
  await rm(json, { force: true });
  const args = ["--conditions=@mortise/source", join(root, "scripts", "test.ts"), "--conformance", ...options];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...containers.env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const status = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  return { status, output };
}

async function readOutcomes(): Promise<Outcomes | undefined> {
  const written = await readFile(json, "utf8").catch(() => undefined);
  if (written === undefined) return undefined;
  const { results }: Report = JSON.parse(written);
  const entries = results.flatMap(({ name, absent, cases, harness = [] }) => [
    [name, absent ?? "here"],
    ...cases.map(({ case: id, outcome }) => [`${name} ${id}`, outcome]),
    ...harness.map(({ title }) => [`${name} harness: ${title}`, "failed"]),
  ]);
  return new Map(entries as [string, string][]);
}

function differences(before: Outcomes, after: Outcomes): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const [was = "missing", is = "missing"] = [before.get(name), after.get(name)];
    return was === is ? [] : [`${name}: ${was} in the first run, then ${is}`];
  });
}

/** `127 passed, 1 failed`. */
function tally(outcomes: Outcomes): string {
  const counts = new Map<string, number>();
  for (const [name, outcome] of outcomes) {
    if (/ [A-Z0-9]+-\d+$/.test(name)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
}
