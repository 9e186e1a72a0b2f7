/** Runs the suite's cases against the reference store with a fault in it. */
import { setImmediate } from "node:timers/promises";
import { groups } from "../src/cases/groups.ts";
import type { CaseId } from "../src/catalogue.ts";
import { runCase } from "../src/conformance.ts";
import type { RunCase } from "../src/context.ts";
import { NotCheckable } from "../src/needs.ts";
import { type Fault, openReference } from "./fault.ts";

const cases = new Map(Object.values(groups).flatMap((group) => Object.entries(group) as [CaseId, RunCase][]));

export const caseIds: readonly CaseId[] = [...cases.keys()];

/** A case that has not come to its end after this many milliseconds is taken to hang. */
const longest = 30_000;

/** Nothing is wrong with it, but the Drizzle adapter over SQLite is opened, where the reference lacks what a case needs. */
const unharmed: Fault = { name: "none", catches: ["ADO-01"], overDrizzle: () => ({}) };

/** What came of a case: `null` when it holds. */
export type Verdict = Error | null;

/** Why the case does not hold for the reference with this fault, or `null` when it holds. */
async function whyNot(id: CaseId, fault?: Fault): Promise<Verdict> {
  const run = cases.get(id);
  if (!run) throw new RangeError(`there is no case ${id}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`has not ended after ${longest} ms`)), longest);
  });
  const harness = await openReference(fault);
  try {
    await Promise.race([runCase(harness, run), hangs]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
    await harness.close();
  }
}

/** As {@link whyNot} of what has no fault: over a real engine, where the reference has not what the case needs. */
export async function whyNotUnharmed(id: CaseId): Promise<Verdict> {
  const verdict = await whyNot(id);
  return verdict instanceof NotCheckable ? whyNot(id, unharmed) : verdict;
}

/**
 * The cases that catch the fault.
 * @param slow cases that only the faults that name them run.
 */
export async function catchersOf(fault: Fault, slow: ReadonlySet<CaseId>): Promise<CaseId[]> {
  const caught: CaseId[] = [];
  for (const id of caseIds.filter((each) => concerns(fault, each, slow))) {
    const verdict = await whyNot(id, fault);
    if (verdict !== null && !(verdict instanceof NotCheckable)) caught.push(id);
  }
  // The store never waits for anything outside, so this is when what was printed and rejected gets through.
  await setImmediate();
  return caught;
}

function concerns({ catches, overDrizzle }: Fault, id: CaseId, slow: ReadonlySet<CaseId>): boolean {
  if (catches.includes(id)) return true;
  const group = id.slice(0, id.indexOf("-"));
  // A real engine is opened anew for every case.
  return overDrizzle ? catches.some((own) => own.startsWith(`${group}-`)) : !slow.has(id);
}
