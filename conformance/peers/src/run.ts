/** Runs the cases on one peer and its engine, one after the other, and tells of each as soon as it is over. */
import { type MethodName, type MortiseAdapter, oneTripEach } from "@mortise/adapter-kit";
import {
  type CaseId,
  type CaseResult,
  type Harness,
  NotCheckable,
  type RunCase,
  runCase,
  type SuiteResult,
} from "@mortise/conformance";
import { groups } from "../../src/cases/groups.ts";
import { harnessChecks } from "../../src/harness-checks.ts";
import { countTrips } from "../../src/trips.ts";
import type { PeerEngine } from "./peer.ts";

/** The cases that there are, in the order of the groups. */
export const caseIds: readonly CaseId[] = Object.values(groups).flatMap(Object.keys) as CaseId[];

/** The peers are what an app adopts Mortise from, and nothing is adopted by them. */
const adoption = "it is the official adapter itself";

/** What a run tells. */
export type Told =
  /** The engine runs, and this is what it is. */
  | { readonly opened: Pick<SuiteResult, "engine" | "found"> }
  /** The round trips of its methods; the cases come next. */
  | { readonly trips: Trips }
  | { readonly started: CaseId }
  | { readonly result: CaseResult }
  /** A promise was rejected and nobody awaited it. */
  | { readonly stray: string };

export type Trips = SuiteResult["trips"];

/** The checks of a harness that are about the harness alone, and not about what the adapter answers. */
const checks = [
  "the second path reads back what it wrote, and clears it",
  "the database refuses inserts when told to, and takes them again",
] as const;

export interface RunCases {
  readonly engine: PeerEngine;
  readonly ids: readonly CaseId[];
  /** The milliseconds that one case may take. A case that takes longer is the last, since it goes on. */
  readonly limit: number;
  /** The round trips of the methods, where they are known; else they are counted first. */
  readonly trips: Trips | undefined;
  readonly tell: (told: Told) => Promise<void>;
}

/** Runs cases on one harness of the engine. */
export async function runCases({ engine, ids, limit, trips, tell }: RunCases): Promise<void> {
  const opened = await engine.open();
  for (const name of checks) {
    const check = harnessChecks[name];
    if (!check) throw new Error(`there is no check that ${name}`);
    await opened.raw.clear();
    await check(opened, engine.open);
  }
  await tell({ opened: { engine: opened.engine, found: opened.found } });
  let known = trips;
  if (known === undefined) {
    const counting = tripsOf(opened);
    const error = await whyNot(within(limit, counting));
    known = error === undefined ? await counting : {};
    await tell({ trips: known });
    // What takes so long goes on, and would be counted with what comes next.
    if (error instanceof TooLong) return;
  }
  // Nobody declared what a peer's methods take, so what they took on the ordinary path is what they are held to.
  const harness = { ...opened, traits: { ...opened.traits, trips: { ...oneTripEach, ...known } } };
  for (const id of ids) {
    const started = performance.now();
    if (id.startsWith("ADO-")) {
      await tell({ result: { case: id, outcome: "excluded", milliseconds: 0, reason: adoption } });
      continue;
    }
    await tell({ started: id });
    const error = await whyNot(within(limit, runCase(harness, runOf(id), id)));
    const milliseconds = Math.round(performance.now() - started);
    if (error === undefined) {
      await tell({ result: { case: id, outcome: "passed", milliseconds } });
      continue;
    }
    const outcome = error instanceof NotCheckable ? "unchecked" : "failed";
    await tell({ result: { case: id, outcome, milliseconds, reason: error.message.trim() } });
    if (error instanceof TooLong) break;
  }
  // What a case left behind may keep a client from ending.
  await whyNot(within(limit, opened.close()));
}

function runOf(id: CaseId): RunCase {
  const run = Object.values(groups).flatMap((cases) => Reflect.get(cases, id) ?? [])[0];
  if (!run) throw new Error(`there is no case ${id}`);
  return run;
}

class TooLong extends Error {}

/** Whether a case took longer than it may, by what it failed for. */
export function isTooLong({ reason = "" }: CaseResult): boolean {
  return reason.startsWith("not over after ");
}

/** The work, or its end when it takes longer. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong(`not over after ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function whyNot(work: Promise<void>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Round trips of the methods that the peer has and that work on their ordinary path, once it is warm. */
async function tripsOf(harness: Harness): Promise<Trips> {
  const failed = new Set<MethodName>();
  const methods = Object.keys(oneTripEach) as MethodName[];
  const tolerant = methods.map((name) => {
    const call = async (...args: unknown[]) => {
      try {
        return await Reflect.apply(Reflect.get(harness.adapter, name), undefined, args);
      } catch {
        return void failed.add(name);
      }
    };
    return [name, call];
  });
  const adapter = Object.fromEntries(tolerant) as unknown as MortiseAdapter;
  await harness.raw.clear();
  await countTrips({ ...harness, adapter });
  await harness.raw.clear();
  const counted = await countTrips({ ...harness, adapter });
  await harness.raw.clear();
  return Object.fromEntries(Object.entries(counted).filter(([name]) => !failed.has(name as MethodName)));
}
