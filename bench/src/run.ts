/** All that was asked for, a part after the other. What cannot run is named, and the rest goes on. */
import { addressOf } from "@mortise/conformance/engines/servers";
import { startContainers } from "../../scripts/containers.ts";
import { backends } from "./backends.ts";
import type { Arena, Backend } from "./contestants.ts";
import { flowOperations } from "./flows.ts";
import { type Lines, openLines } from "./lines.ts";
import { machineNow } from "./machine.ts";
import { classicOperations, type Operation, passkeyOperations } from "./operations.ts";
import type { BenchOptions } from "./options.ts";
import type { BackendResult, BenchResult, GrowthResult } from "./results.ts";
import { runArena } from "./run-arena.ts";
import { randomOf } from "./statistics.ts";
import { cellLine, type Progress } from "./terminal.ts";
import { distanceOf, nameOf } from "./words.ts";

/** How much is done: what a whole run takes, and what a glance does. */
const efforts = {
  full: {
    rounds: 20,
    sample: 3e6,
    growTo: 1_000_000,
    growthCalls: 20_000,
    coldStarts: 21,
    kitRounds: 100,
    countsInstructions: true,
  },
  quick: {
    rounds: 8,
    sample: 1e6,
    growTo: 10_000,
    growthCalls: 200,
    coldStarts: 3,
    kitRounds: 20,
    countsInstructions: false,
  },
} as const;

type Effort = (typeof efforts)[keyof typeof efforts];

/** Where random numbers start: two runs draw the same. */
const seed = 20_261_122;

/** An adapter on an engine that was asked for. */
interface Entry {
  readonly backend: Backend;
  readonly arena: Arena;
}

/** What was found, and what could not be. */
interface Found {
  readonly result: BenchResult;
  /** Whether something that is here broke. */
  readonly isBroken: boolean;
}

/** What a part answers, or nothing where it breaks: then it is named. */
type Attempt = <Part>(name: string, run: () => Promise<readonly Part[]>) => Promise<readonly Part[]>;

/** What the options name. */
export interface Selection {
  readonly options: BenchOptions;
  readonly operations: readonly Operation[];
  readonly entries: readonly Entry[];
}

/**
 * Looks up what was asked for.
 * @throws RangeError when the options name nothing that there is.
 */
export async function selectionOf(options: BenchOptions): Promise<Selection> {
  const { operation, parts } = options;
  const operations = [...classicOperations, ...passkeyOperations, ...flowOperations].filter(({ name }) =>
    name.toLowerCase().includes(operation),
  );
  if (operations.length === 0) throw new RangeError(`no operation has ${JSON.stringify(operation)} in its name`);
  const needsEngines = parts.some((part) => part !== "weight");
  const entries = needsEngines ? await entriesOf(options) : [];
  if (needsEngines && entries.length === 0) {
    const { backend, engine } = options;
    throw new RangeError(
      `no adapter has ${JSON.stringify(backend)} in its name and an engine with ${JSON.stringify(engine)}`,
    );
  }
  return { options, operations, entries };
}

/** Runs what was asked for. What is not here or breaks is named, and the rest goes on. */
export async function runBench(selection: Selection, progress: Progress): Promise<Found> {
  const { options, entries } = selection;
  const machine = machineNow();
  const effort = options.isQuick ? efforts.quick : efforts.full;
  const absent: string[] = [];
  let isBroken = false;
  const attempt: Attempt = async (name, run) => {
    try {
      return await run();
    } catch (error) {
      const [why = ""] = String(error instanceof Error ? error.message : error).split("\n");
      progress.say(`${name} broke: ${error instanceof Error ? error.stack : error}`);
      absent.push(`${name}: it broke: ${why}`);
      isBroken = true;
      return [];
    }
  };
  const servers = new Set(entries.flatMap(({ arena }) => arena.server ?? []));
  if (servers.size > 0) progress.step("starting servers");
  const containers = await startContainers([...servers]);
  Object.assign(process.env, containers.env);
  const lines = openLines();
  try {
    const gapOf = ({ arena: { server } }: Entry) => server && addressOf(server).absent;
    const here = entries.filter((entry) => gapOf(entry) === undefined);
    absent.push(
      ...entries.flatMap((entry) => (gapOf(entry) === undefined ? [] : `${nameOfEntry(entry)}: ${gapOf(entry)}`)),
    );
    const backends: BackendResult[] = [];
    for (const [entry, latency] of options.parts.includes("methods") ? atEachDistance(here, options) : []) {
      const name = `${nameOfEntry(entry)}, ${distanceOf({ isEmbedded: entry.arena.server === undefined, latency })}`;
      progress.say(name);
      const run = () => runEntry(entry, selection, effort, latency, lines, progress);
      backends.push(...(await attempt(name, async () => [await run()])));
    }
    const growth: GrowthResult[] = [];
    // The memory store is a map of JavaScript: it has no index that could be missing.
    const growing = here.filter(({ backend }) => backend.name !== "memory-adapter");
    for (const entry of options.parts.includes("growth") ? growing : []) {
      const name = `growth of ${nameOfEntry(entry)}`;
      progress.say(name);
      growth.push(...(await attempt(name, () => grow(entry, options, effort, progress))));
    }
    const weighed = options.parts.includes("weight") ? await weigh(effort, progress, attempt) : nothingWeighed;
    const uncounted = new Set(weighed.kitCosts.flatMap(({ uncounted: why }) => why ?? []));
    absent.push(...[...uncounted].map((why) => `instructions of the kit: ${why}`));
    const date = new Date().toISOString();
    const { isQuick, isWhole } = options;
    return { result: { date, machine, isQuick, isWhole, backends, growth, ...weighed, absent }, isBroken };
  } finally {
    await lines.close();
    await containers.stop();
  }
}

/** Only a server can be at a distance. */
function atEachDistance(entries: readonly Entry[], { latencies }: BenchOptions): [Entry, number][] {
  return entries.flatMap((entry) =>
    (entry.arena.server ? latencies : [0]).map((latency): [Entry, number] => [entry, latency]),
  );
}

/**
 * The adapters on the engines whose names have in them what was asked for. A quick run takes the first engine of each.
 */
async function entriesOf({ backend: named, engine, isQuick }: BenchOptions): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [, load] of Object.entries(backends).filter(([name]) => name.includes(named))) {
    const { backend } = await load();
    const arenas = backend.arenas.filter((arena) => arena.engine.toLowerCase().includes(engine));
    entries.push(...(isQuick ? arenas.slice(0, 1) : arenas).map((arena) => ({ backend, arena })));
  }
  return entries;
}

function nameOfEntry({ backend, arena }: Entry): string {
  return nameOf({ backend: backend.name, engine: arena.engine });
}

async function runEntry(
  { backend, arena }: Entry,
  { operations }: Selection,
  { rounds, sample }: Effort,
  latency: number,
  lines: Lines,
  progress: Progress,
): Promise<BackendResult> {
  let done = 0;
  progress.step("  comparing answers");
  return runArena(backend, arena, {
    operations,
    rounds,
    sample,
    latency,
    lines,
    random: randomOf(seed),
    progress(cell) {
      done += 1;
      progress.step(`  ${done}/${operations.length} ${cellLine(cell)}`);
    },
  });
}

/** An engine at a time: what breaks on one leaves the others. */
async function grow(
  { backend, arena }: Entry,
  { operation, patience }: BenchOptions,
  { growTo: most, growthCalls: calls }: Effort,
  progress: Progress,
): Promise<readonly GrowthResult[]> {
  const { runGrowth } = await import("./growth/index.ts");
  const step = (text: string) => progress.step(`  ${text}`);
  return runGrowth(backend.name, arena, { most, calls, operation, patience: patience * 1000, progress: step });
}

type Weighed = Pick<BenchResult, "weights" | "coldStarts" | "constructions" | "kitCosts">;

const nothingWeighed: Weighed = { weights: [], coldStarts: [], constructions: [], kitCosts: [] };

async function weigh(
  { coldStarts: runs, kitRounds: rounds, countsInstructions }: Effort,
  progress: Progress,
  attempt: Attempt,
): Promise<Weighed> {
  const { measureColdStarts, measureConstructions, measureKitCosts, measureWeights } = await import(
    "./weight/index.ts"
  );
  progress.say("weight");
  progress.step("  what the packages weigh");
  const weights = await attempt("weight", measureWeights);
  progress.step("  cold starts");
  const coldStarts = await attempt("cold start", () => measureColdStarts({ runs }));
  progress.step("  constructions");
  const constructions = await attempt("constructions", measureConstructions);
  progress.step("  what the kit costs");
  const kitCosts = await attempt("cost of the kit", () => measureKitCosts({ rounds, countsInstructions }));
  return { weights, coldStarts, constructions, kitCosts };
}
