/** Runs the suite's cases against the reference store with a fault in it. */
import { setImmediate } from "node:timers/promises";
import { groups } from "../src/cases/groups.ts";
import type { CaseId } from "../src/catalogue.ts";
import { runCase } from "../src/conformance.ts";
import type { RunCase } from "../src/context.ts";
import { type Fault, openReference } from "./fault.ts";

const cases = new Map(Object.values(groups).flatMap((group) => Object.entries(group) as [CaseId, RunCase][]));

export const caseIds: readonly CaseId[] = [...cases.keys()];

/** These take longer than all others together, so only the faults that name them run them. */
export const slowCases: readonly CaseId[] = ["INT-05", "SES-23"];

/** A case that has not come to its end after this many milliseconds is taken to hang. */
const longest = 30_000;

/** Why the case does not hold for the reference with this fault, or `null` when it holds. */
export async function whyNot(id: CaseId, fault?: Fault): Promise<Error | null> {
  const run = cases.get(id);
  if (!run) throw new RangeError(`there is no case ${id}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`has not ended after ${longest} ms`)), longest);
  });
  try {
    await Promise.race([openReference(fault).then((harness) => runCase(harness, run)), hangs]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The cases that catch the fault. */
export async function catchersOf(fault: Fault): Promise<CaseId[]> {
  const caught: CaseId[] = [];
  for (const id of caseIds) {
    if (slowCases.includes(id) && !fault.catches.includes(id)) continue;
    if ((await whyNot(id, fault)) !== null) caught.push(id);
  }
  // The store never waits for anything outside, so this is when what was printed and rejected gets through.
  await setImmediate();
  return caught;
}
