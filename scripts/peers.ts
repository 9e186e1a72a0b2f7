/**
 * `pnpm test:peers`: the official adapters through the suite, each on its engines, two at a time. `--peer` and `--engine`
 * take those whose names say so, `--group` and `--case` a part of the matrix; `--write-docs` writes `docs/peers.md`. What
 * a peer fails is its own affair: only a peer that could not be run makes this fail.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  type CaseInfo,
  catalogue,
  htmlReport,
  reportOf,
  type SuiteResult,
  terminalReport,
  totalsOf,
} from "@mortise/conformance";
import { addressOf } from "@mortise/conformance/engines/servers";
import { brokenSignIns, count, failsForAll, tableLine } from "../conformance/peers/src/outcome.ts";
import { type Peer, type PeerEngine, versionOf } from "../conformance/peers/src/peer.ts";
import { peers } from "../conformance/peers/src/peers.ts";
import { type PeerRun, runPeer } from "../conformance/peers/src/process.ts";
import { caseIds } from "../conformance/peers/src/run.ts";
import { startContainers } from "./containers.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lead =
  "Somebody else's adapters through the same cases, for comparison, in the tables of their own documentation.";
/** Milliseconds that one case may take: some store ten thousand rows, one by one. */
const limit = 120_000;
const atOnce = 2;

interface Selected {
  readonly peer: Peer;
  readonly engine: PeerEngine;
}

const { values } = parseArgs({
  options: {
    peer: { type: "string", default: "" },
    engine: { type: "string", default: "" },
    group: { type: "string" },
    case: { type: "string" },
    "write-docs": { type: "boolean", default: false },
  },
});
const isPart = Boolean(values.peer || values.engine || values.group || values.case);
if (isPart && values["write-docs"]) {
  console.error("The document is made of a whole run.");
  process.exit(2);
}
const ids = caseIds.filter((id) => (values.case ? id === values.case : id.startsWith(values.group ?? "")));
const selected: Selected[] = [];
for (const [name, load] of Object.entries(peers).filter(([name]) => name.includes(values.peer))) {
  const { peer } = await load();
  const engines = peer.engines.filter((engine) => engine.name.includes(values.engine));
  selected.push(...engines.map((engine) => ({ peer, engine })));
  if (name !== peer.adapter) throw new Error(`${name} is ${peer.adapter} in its own file`);
}
if (selected.length === 0 || ids.length === 0) {
  console.error("No peer or no case matches these options.");
  process.exit(2);
}

const servers = new Set(selected.flatMap(({ engine }) => engine.server ?? []));
const containers = await startContainers([...servers]);
Object.assign(process.env, containers.env);
try {
  const runs = await runAll();
  const results = runs.map(({ result }) => result);
  await mkdir(join(root, "reports"), { recursive: true });
  const names = selected.flatMap(({ peer }) => [peer.adapter, ...peer.drivers]);
  const versions = Object.fromEntries(names.map((name) => [name, versionOf(name)]));
  const report = { ...reportOf(results), versions };
  await writeFile(join(root, "reports", "peers.json"), JSON.stringify(report, null, 2));
  await writeFile(join(root, "reports", "peers.html"), htmlReport(results, { title: "The official adapters", lead }));
  console.log(`\n${terminalReport(results, totalsOf(results), { columns: process.stdout.columns ?? 120 })}`);
  printRest(runs);
  const isRun = (peer: Peer) =>
    results.some(({ name, cases }) => name.startsWith(`${peer.adapter} /`) && cases.length > 0);
  const isWhole = runs.every(({ broken }) => broken === undefined) && selected.every(({ peer }) => isRun(peer));
  if (isWhole && values["write-docs"]) await writeFile(join(root, "docs", "peers.md"), documentOf(results));
  process.exitCode = isWhole ? 0 : 1;
} finally {
  await containers.stop();
}

/** Runs all that was selected, two at a time, and answers the results in the order of the selection. */
async function runAll(): Promise<PeerRun[]> {
  const runs = new Map<Selected, PeerRun>();
  const waiting = [...selected];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const run = await runOne(next);
      runs.set(next, run);
      console.log(progressOf(run));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return selected.flatMap((each) => runs.get(each) ?? []);
}

async function runOne({ peer, engine }: Selected): Promise<PeerRun> {
  const absent = engine.server && addressOf(engine.server).absent;
  if (absent === undefined) return runPeer(peer, engine, ids, { limit, env: process.env });
  const name = `${peer.adapter} / ${engine.name}`;
  return { result: { name, engine: "", absent, planned: ids, cases: [], trips: {} }, strays: [] };
}

function progressOf({ result, broken }: PeerRun): string {
  const { name, absent, cases } = result;
  if (absent !== undefined) return `${name}: ${absent}`;
  const seconds = Math.round(cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000);
  const outcomes = (["passed", "failed", "unchecked"] as const).map((outcome) => `${count(cases, outcome)} ${outcome}`);
  return `${name}: ${outcomes.join(", ")} (${seconds} s)${broken === undefined ? "" : `; not run: ${broken}`}`;
}

function printRest(runs: readonly PeerRun[]): void {
  const strays = runs.flatMap(({ result, strays }) =>
    [...new Set(strays)].map((stray) => `  ${result.name}: ${stray.split("\n")[0]}`),
  );
  if (strays.length > 0) console.log(`\nbeside the cases\n${strays.join("\n")}`);
  const all = failsForAll(runs.map(({ result }) => result));
  if (all.length > 0) console.log("\nfails for every peer");
  for (const id of all) console.log(`  ${id} ${(catalogue[id] as CaseInfo).level} ${catalogue[id].title}`);
}

function documentOf(results: readonly SuiteResult[]): string {
  const peersRun = [...new Set(selected.map(({ peer }) => peer))];
  const drivers = peersRun.map(({ adapter, drivers: names, behind }) => {
    const listed = names.map((name) => `${name} ${versionOf(name)}`).join(", ") || "none beside the platform's own";
    return `- \`${adapter}\` ${versionOf(adapter)}: ${listed}.${behind === undefined ? "" : ` ${behind}`}`;
  });
  const ran = results.filter(({ cases }) => cases.length > 0);
  const remarks = selected.flatMap(({ peer, engine: { name, remark } }) =>
    remark === undefined ? [] : [`- \`${peer.adapter}\`, ${name}: ${remark}`],
  );
  return `${[
    "# The official adapters under the suite",
    "",
    `Made by \`pnpm test:peers --write-docs\` on ${new Date().toISOString().slice(0, 10)}; what is run and how stands in`,
    "[conformance/peers](../conformance/peers/README.md), what each case asks for in the suite's catalogue,",
    "`conformance/src/catalogue`. A case is not checkable where the adapter has no such method or option, or where the",
    "peer's harness cannot bring about what the case is about. By level: how many of those that were checked hold.",
    "",
    "| adapter | engine | hold | fail | not checkable | CORE | SEC | REC |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...ran.map((result) => tableLine(result, versionOf(result.name.split(" / ")[0] ?? ""))),
    "",
    ...(remarks.length === 0 ? [] : [...remarks, ""]),
    "## Where a sign-in breaks",
    "",
    "What does not come out as it should when people sign in through the real handlers of Auth.js. A flow is made of steps:",
    "where signing up fails, so does what comes after it, and the report (`reports/peers.html`) says at which step and why.",
    "",
    "| case | | what it stands for | does not hold for |",
    "| --- | --- | --- | --- |",
    ...brokenSignIns(ran),
    "",
    "## The drivers",
    "",
    "Each the newest that the adapter's own range allows:",
    "",
    ...drivers,
  ].join("\n")}\n`;
}
