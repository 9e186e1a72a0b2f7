/** That a peer runs through the suite, what becomes of one that hangs or crashes, and what is made of the results. */
import { type CaseResult, catalogue, type SuiteResult } from "@mortise/conformance";
import { expect, test } from "vitest";
import { peer as drizzle } from "../src/drizzle.ts";
import { failsForAll, tableLine } from "../src/outcome.ts";
import { runPeer } from "../src/process.ts";
import { caseIds } from "../src/run.ts";
import { peer as unruly } from "./unruly.ts";

const options = { limit: 10_000, env: process.env };
/** A process takes its time to load an adapter with all that it needs. */
const patience = 60_000;

test(
  "the official adapter for Drizzle on SQLite holds the cases of tokens but for two",
  async () => {
    const engine = drizzle.engines[0] ?? { name: "none" };
    const ids = caseIds.filter((id) => id.startsWith("VT-"));
    const { result, broken, strays } = await runPeer(drizzle, engine, ids, options);
    expect({ broken, strays }).toEqual({ broken: undefined, strays: [] });
    expect(result.name).toBe("@auth/drizzle-adapter / better-sqlite3");
    expect(result.engine).toMatch(/^SQLite 3\./);
    expect(result.trips.useVerificationToken).toBe(1);
    expect(result.cases.map((each) => each.case)).toEqual(ids);
    // A pair that is issued again is refused, and an array as identifier is more parameters than the statement has.
    expect(failedOf(result.cases)).toEqual(["VT-12", "VT-17"]);
  },
  patience,
);

test(
  "a case in which the adapter ends the process or hangs fails, and those after it run",
  async () => {
    const ids = ["USR-14", "ACC-22", "ACC-11", "SES-16", "SES-03"] as const;
    const seen: string[] = [];
    const onResult = (result: CaseResult) => void seen.push(result.case);
    const { result, broken } = await runPeer(unruly, { name: "in memory" }, ids, { ...options, limit: 1000, onResult });
    expect(broken).toBeUndefined();
    expect(seen).toEqual(ids);
    // They cannot be counted, as the first of the two crashes meanwhile.
    expect(result.trips).toEqual({});
    expect(failedOf(result.cases)).toEqual(["ACC-22", "SES-16"]);
    expect(result.cases.find((each) => each.case === "ACC-22")?.reason).toBe("crashed: the process ended with 3");
    expect(result.cases.find((each) => each.case === "SES-16")?.reason).toBe("not over after 1 s");
  },
  patience,
);

test(
  "a peer that cannot be opened is broken, with its last words",
  async () => {
    const { result, broken } = await runPeer(unruly, { name: "a mainframe" }, ["USR-14"], options);
    expect(broken).toBe("Error: unruly is not run on a mainframe");
    expect(result.cases).toEqual([]);
  },
  patience,
);

function failedOf(cases: readonly CaseResult[]): string[] {
  return cases.filter(({ outcome }) => outcome === "failed").map((each) => each.case);
}

function suite(name: string, outcomes: Readonly<Record<string, CaseResult["outcome"]>>): SuiteResult {
  const cases = Object.entries(outcomes).map(([id, outcome]) => ({ case: id, outcome, milliseconds: 1 }) as CaseResult);
  return { name, engine: "an engine 1.0", planned: cases.map((each) => each.case), cases, trips: {} };
}

test("a case fails for every peer when two adapters or more were checked and none holds it", () => {
  const results = [
    suite("a / x", { "VT-01": "failed", "VT-02": "failed", "VT-03": "failed", "VT-04": "unchecked" }),
    suite("a / y", { "VT-01": "failed", "VT-02": "failed", "VT-03": "failed", "VT-04": "failed" }),
    suite("b / x", { "VT-01": "failed", "VT-02": "passed", "VT-03": "unchecked", "VT-04": "failed" }),
  ];
  expect(failsForAll(results)).toEqual(["VT-01", "VT-04"]);
});

test("the table counts what was checked by level", () => {
  const line = tableLine(
    suite("a / x", {
      "VT-01": "passed",
      "VT-02": "failed",
      "VT-08": "unchecked",
      "VT-10": "passed",
      "ADO-01": "excluded",
    }),
    "1.0",
  );
  expect(catalogue["VT-01"].level).toBe("CORE");
  expect(line).toBe("| `a` 1.0 | x | 2 | 1 | 1 | 1 of 1 | 0 of 1 | 1 of 1 |");
});
