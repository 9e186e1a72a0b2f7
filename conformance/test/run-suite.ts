/** The suite with a runner of a few lines. */
import { openMemory } from "../../packages/memory-adapter/test/harness.ts";
import { type CaseResult, type ConformanceOptions, conformance, type SuiteResult } from "../src/index.ts";

/** Runs the suite of the memory adapter, unless the options say otherwise, and answers what each test came to. */
export async function runSuite(options: Partial<ConformanceOptions> = {}) {
  const declared: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  const afterwards: (() => Promise<void>)[] = [];
  const reports: SuiteResult[] = [];
  conformance({
    test: (name, run) => declared.push({ name, run }),
    describe: (_, declare) => declare(),
    afterAll: (run) => afterwards.push(run),
    name: "memory-adapter / memory",
    open: openMemory,
    report: (result) => void reports.push(result),
    ...options,
  });
  const failed: string[] = [];
  for (const { name, run } of declared) await run().catch(() => failed.push(name));
  for (const run of afterwards) await run();
  return { names: declared.map(({ name }) => name), failed, reports };
}

/** The cases that came out so. */
export const outcomes = (reports: readonly SuiteResult[], outcome: CaseResult["outcome"]) =>
  reports.flatMap(({ cases }) => cases).flatMap((result) => (result.outcome === outcome ? [result.case] : []));
