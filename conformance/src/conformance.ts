/** Registers the whole matrix with any test runner: what it needs of one is passed in. */
import assert from "node:assert/strict";
import type { MethodName } from "@mortise/adapter-kit";
import { groups } from "./cases/groups.ts";
import { type CaseId, type CaseInfo, catalogue, type ExcludableId } from "./catalogue.ts";
import type { RunCase } from "./context.ts";
import type { Harness } from "./harness.ts";
import { harnessChecks } from "./harness-checks.ts";
import { NotCheckable } from "./needs.ts";
import type { CaseResult, FailedCheck, SuiteResult } from "./results.ts";
import { runCase } from "./run-case.ts";
import { countTrips } from "./trips.ts";

export { runCase } from "./run-case.ts";

const allIds = Object.values(groups).flatMap(Object.keys) as CaseId[];

/** Why a case does not apply to a store. */
export interface Exclusion {
  /** A sentence for the people who choose an adapter by the report. */
  readonly reason: string;
  /** Shows the limit. If it turns out not to hold, the run fails. */
  readonly proof?: RunCase;
}

/** The groups that are about something which a store may be without: no adapter can be held to what does not exist. */
type OptionalGroup = "ADO";

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
  /** Groups that are about what does not exist for this store, each with the reason as a sentence for the report. */
  readonly without?: { readonly [Group in OptionalGroup]?: string };
  /** Told after each case. */
  readonly progress?: (result: CaseResult) => void;
  /** Told once, after the last case. */
  readonly report?: (result: SuiteResult) => void | Promise<void>;
}

/**
 * Declares the tests of the harness and every case of the matrix, each under its id.
 *
 * A case that needs something which the harness has not, or calls a method which the adapter has not, comes out as
 * unchecked and its test passes; with `MORTISE_REQUIRE_ALL` in the environment it fails, unless it is of level `REC`.
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
  const { test, describe, afterAll, name, open, absent, only = allIds, report } = options;
  if (absent !== undefined) {
    describe(name, () => {
      test(`not run: ${absent}`, async () => {
        await report?.({ name, engine: "", absent, planned: only, cases: [], trips: {} });
        assert.ok(!isAllRequired(), absent);
      });
    });
    return;
  }
  const cases: CaseResult[] = [];
  const failedChecks: FailedCheck[] = [];
  let opened: Promise<Harness> | undefined;
  const harness = () => {
    opened ??= open();
    return opened;
  };
  const settle = (result: CaseResult) => {
    cases.push(result);
    options.progress?.(result);
  };

  describe(name, () => {
    describe("harness", () => {
      for (const [title, check] of Object.entries(harnessChecks)) {
        test(title, async () => {
          try {
            const own = await harness();
            await own.raw.clear();
            await check(own, open);
          } catch (error) {
            if (error instanceof NotCheckable && !isAllRequired()) return;
            failedChecks.push({ title, reason: messageOf(error) });
            throw error;
          }
        });
      }
    });

    for (const [group, functions] of Object.entries(groups)) {
      const own = (Object.entries(functions) as [CaseId, RunCase][]).filter(([id]) => only.includes(id));
      const reason = options.without?.[group as OptionalGroup];
      if (reason !== undefined) {
        for (const [id] of own) settle({ case: id, outcome: "excluded", milliseconds: 0, reason });
      } else if (own.length > 0) {
        describe(group, () => {
          for (const [id, run] of own) declareCase(options, { id, run, harness, settle });
        });
      }
    }

    afterAll(async () => {
      if (opened === undefined) return;
      let own: Harness;
      try {
        own = await opened;
      } catch (error) {
        await report?.({ name, engine: "", planned: only, cases, trips: {}, harness: failedChecks });
        throw error;
      }
      try {
        await report?.({ name, planned: only, cases, ...(await aboutHarness(own)), harness: failedChecks });
      } finally {
        await own.close();
      }
    });
  });
}

interface Declared {
  readonly id: CaseId;
  readonly run: RunCase;
  readonly harness: () => Promise<Harness>;
  readonly settle: (result: CaseResult) => void;
}

function declareCase({ test, exclude = {} }: ConformanceOptions, { id, run, harness, settle }: Declared): void {
  const { level, title }: CaseInfo = catalogue[id];
  const exclusion = exclude[id as ExcludableId];
  if (exclusion !== undefined) assert.equal(level, "REC", `${id} is ${level} and cannot be excluded`);
  const proof = exclusion?.proof;
  if (exclusion !== undefined && proof === undefined) {
    settle({ case: id, outcome: "excluded", milliseconds: 0, reason: exclusion.reason });
    return;
  }
  test(proof ? `${id} does not apply: ${exclusion?.reason}` : `${id} ${title}`, async () => {
    const started = performance.now();
    const done = (outcome: CaseResult["outcome"], reason?: string) => {
      const milliseconds = Math.round(performance.now() - started);
      settle({ case: id, outcome, milliseconds, ...(reason === undefined ? {} : { reason }) });
    };
    try {
      await runCase(await harness(), proof ?? run, id);
    } catch (error) {
      const mayLack = error instanceof NotCheckable && !(isAllRequired() && level !== "REC");
      done(mayLack ? "unchecked" : "failed", messageOf(error));
      if (mayLack) return;
      throw error;
    }
    if (proof === undefined) done("passed");
    else done("excluded", exclusion?.reason);
  });
}

/** What the report says of the harness, with the trips that its meter counts on an empty database. */
async function aboutHarness(harness: Harness): Promise<Omit<SuiteResult, "name" | "planned" | "cases">> {
  const { engine, found, driver, traits } = harness;
  const { reasons = {}, userIds, dateGrain, nativeExpiry } = traits;
  return {
    engine,
    found,
    trips: await tripsOf(harness),
    reasons,
    traits: { userIds, dateGrain, ...(nativeExpiry ? { nativeExpiry } : {}) },
    ...(driver ? { driver } : {}),
  };
}

/** Nothing where the harness has no meter, or where a method fails: that has cases of its own. */
async function tripsOf(harness: Harness): Promise<Partial<Record<MethodName, number>>> {
  try {
    // Without a meter no method is called for nothing.
    harness.meter.count();
    await harness.raw.clear();
    return await countTrips(harness);
  } catch {
    return {};
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether what cannot run here is a failure. */
export function isAllRequired(): boolean {
  return Boolean(process.env.MORTISE_REQUIRE_ALL);
}
