/** Registers the whole matrix with any test runner: what it needs of one is passed in. */
import assert from "node:assert/strict";
import { seedBystanders } from "./bystanders.ts";
import { groups } from "./cases/groups.ts";
import { type CaseId, type CaseInfo, catalogue, type ExcludableId } from "./catalogue.ts";
import { contextOf, type RunCase } from "./context.ts";
import type { Harness } from "./harness.ts";
import { harnessChecks } from "./harness-checks.ts";
import type { CaseResult, SuiteResult } from "./results.ts";
import { countTrips } from "./trips.ts";

const allIds = Object.keys(catalogue) as CaseId[];

/** Why a case does not apply to a store. */
export interface Exclusion {
  /** A sentence for the people who choose an adapter by the report. */
  readonly reason: string;
  /** Shows the limit. If it turns out not to hold, the run fails. */
  readonly proof?: RunCase;
}

export interface ConformanceOptions {
  /** Declares a test: vitest's or bun's `test`, or that of `node:test`. */
  readonly test: (name: string, run: () => Promise<void>) => unknown;
  /** Declares a group of tests. */
  readonly describe: (name: string, declare: () => void) => unknown;
  /** Runs after the last test of the group in which it is called: `afterAll`, or `after` of `node:test`. */
  readonly afterAll: (run: () => Promise<void>) => unknown;
  /** The adapter and the engine, as the report shall name them. */
  readonly name: string;
  /** Makes a fresh harness with an empty database of its own. */
  readonly open: () => Promise<Harness>;
  /** The cases to run, where a harness is about a part of the matrix. All, if absent. */
  readonly only?: readonly CaseId[];
  /** Why the engine is not here, if it is not: then nothing runs, and the report says so. */
  readonly absent?: string | undefined;
  /** Cases that do not apply. The compiler takes ids of level `REC` only. */
  readonly exclude?: { readonly [Id in ExcludableId]?: Exclusion };
  /** Told once, after the last case. */
  readonly report?: (result: SuiteResult) => void | Promise<void>;
}

/**
 * Declares the tests of the harness and every case of the matrix, each under its id.
 *
 * @example
 * ```ts
 * import { conformance, type Harness } from "@mortise/conformance";
 * import { afterAll, describe, test } from "vitest";
 *
 * declare function openHarness(): Promise<Harness>;
 *
 * conformance({ test, describe, afterAll, name: "my-adapter / PostgreSQL", open: openHarness });
 * ```
 */
export function conformance(options: ConformanceOptions): void {
  const { test, describe, afterAll, name, open, absent, only = allIds, exclude = {}, report } = options;
  if (absent !== undefined) {
    describe(name, () => {
      test(`not run: ${absent}`, async () => {
        await report?.({ name, engine: "", absent, planned: only, cases: [], trips: {} });
        assert.ok(!process.env.MORTISE_REQUIRE_ALL, absent);
      });
    });
    return;
  }
  const results: CaseResult[] = [];
  let opened: Promise<Harness> | undefined;
  const harness = () => {
    opened ??= open();
    return opened;
  };

  describe(name, () => {
    describe("harness", () => {
      for (const [title, check] of Object.entries(harnessChecks)) {
        test(title, async () => {
          const own = await harness();
          await own.raw.clear();
          await check(own, open);
        });
      }
    });

    for (const [group, cases] of Object.entries(groups)) {
      if (!Object.keys(cases).some((id) => only.includes(id as CaseId))) continue;
      describe(group, () => {
        for (const [id, run] of Object.entries(cases) as [CaseId, RunCase][]) {
          if (!only.includes(id)) continue;
          const { level, title }: CaseInfo = catalogue[id];
          const exclusion = exclude[id as ExcludableId];
          if (exclusion !== undefined) assert.equal(level, "REC", `${id} is ${level} and cannot be excluded`);
          const proof = exclusion?.proof;
          if (exclusion !== undefined && proof === undefined) {
            results.push({ case: id, outcome: "excluded", milliseconds: 0, reason: exclusion.reason });
            continue;
          }
          test(proof ? `${id} does not apply: ${exclusion?.reason}` : `${id} ${title}`, async () => {
            const started = performance.now();
            const done = (outcome: CaseResult["outcome"], reason?: string) => {
              const milliseconds = Math.round(performance.now() - started);
              results.push({ case: id, outcome, milliseconds, ...(reason === undefined ? {} : { reason }) });
            };
            try {
              await runCase(await harness(), proof ?? run);
            } catch (error) {
              done("failed", error instanceof Error ? error.message : String(error));
              throw error;
            }
            if (proof === undefined) done("passed");
            else done("excluded", exclusion?.reason);
          });
        }
      });
    }

    afterAll(async () => {
      if (opened === undefined) return;
      const own = await opened;
      try {
        await own.raw.clear();
        const trips = await countTrips(own);
        const { reasons = {} } = own.traits;
        const { engine, found, driver } = own;
        await report?.({
          name,
          engine,
          found,
          planned: only,
          cases: results,
          trips,
          reasons,
          ...(driver ? { driver } : {}),
        });
      } finally {
        await own.close();
      }
    });
  });
}

/** One case: an empty database with bystanders in it, the case, and a look at the bystanders. */
export async function runCase(harness: Harness, run: RunCase): Promise<void> {
  await harness.raw.clear();
  const checkBystanders = await seedBystanders(harness);
  await run(contextOf(harness));
  await checkBystanders();
}
