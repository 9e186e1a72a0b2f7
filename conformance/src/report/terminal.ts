/** The matrix as text. */
import type { MethodName } from "@mortise/adapter-kit";
import type { CaseId } from "../catalogue.ts";
import type { CaseResult, SuiteResult } from "../results.ts";

/** How many cases came out how. The cases of an engine that was not there count as skipped. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * The totals of a run.
 * @param isWanted whether a case was asked for, where not all were.
 */
export function totalsOf(results: readonly SuiteResult[], isWanted: (id: CaseId) => boolean = () => true): Totals {
  const all = results.flatMap((suite) => suite.cases);
  const absent = results.filter((suite) => suite.absent !== undefined).flatMap((suite) => suite.planned);
  return {
    passed: count(all, "passed"),
    failed: count(all, "failed"),
    skipped: count(all, "excluded") + absent.filter(isWanted).length,
  };
}

function count(cases: readonly CaseResult[], outcome: CaseResult["outcome"]): number {
  return cases.filter((result) => result.outcome === outcome).length;
}

function groupOf(result: CaseResult): string {
  return result.case.slice(0, result.case.indexOf("-"));
}

/** Adapters and engines down, groups across: how many cases of each hold. */
function matrix(results: readonly SuiteResult[]): string[] {
  const groups = [...new Set(results.flatMap((suite) => suite.cases.map(groupOf)))];
  const rows = results.map((suite) => [
    suite.name,
    ...groups.map((group) => cell(suite.cases.filter((result) => groupOf(result) === group))),
    suite.engine ? `${suite.engine}, ${suite.found}` : "not run",
  ]);
  return columns([["adapter / engine", ...groups, "version"], ...rows]);
}

function cell(cases: readonly CaseResult[]): string {
  const failed = count(cases, "failed");
  if (cases.length === 0) return "-";
  return failed > 0 ? `${failed} of ${cases.length} FAILED` : `${count(cases, "passed")}/${cases.length}`;
}

/** Methods down, adapters and engines across: round trips. Those that take the same stand in one column. */
function trips(results: readonly SuiteResult[]): string[] {
  const ran = results.filter((suite) => Object.keys(suite.trips).length > 0);
  const alike = Map.groupBy(ran, (suite) => JSON.stringify(suite.trips));
  const kinds = [...alike.values()];
  const methods = [...new Set(ran.flatMap((suite) => Object.keys(suite.trips)))] as MethodName[];
  const letters = kinds.map((_, index) => String.fromCharCode(97 + index));
  const rows = methods.map((method) => [method, ...kinds.map(([first]) => String(first?.trips[method] ?? "-"))]);
  const legend = kinds.flatMap((suites, index) =>
    suites.map((suite, line) => `  ${line === 0 ? letters[index] : " "}  ${suite.name}`),
  );
  const reasons = kinds.flatMap(([first], index) => {
    const own = Object.entries(first?.reasons ?? {}).map(([method, reason]) => `${method}: ${reason}`);
    const driver = first?.driver ? [`${first.driver.perStatement} a statement: ${first.driver.reason}`] : [];
    return [...own, ...driver].map((reason) => `  ${letters[index]}  ${reason}`);
  });
  const why = reasons.length === 0 ? [] : ["more than one, because", ...reasons];
  return kinds.length === 0 ? [] : ["", ...columns([["round trips", ...letters], ...rows]), ...legend, ...why];
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => line(row).trimEnd());
}

/** Which cases did not hold or do not apply, and why. */
function remarks(results: readonly SuiteResult[], outcome: "failed" | "excluded", title: string): string[] {
  const lines = results.flatMap((suite) =>
    suite.cases
      .filter((result) => result.outcome === outcome)
      .map((result) => `  ${result.case}  ${suite.name}: ${(result.reason ?? "").split("\n")[0]}`),
  );
  return lines.length === 0 ? [] : ["", title, ...lines];
}

/**
 * The report for a terminal; its last line is `conformance: N passed, N failed, N skipped`.
 * @param results what the suite found for each adapter and engine.
 * @param totals what {@link totalsOf} makes of them.
 */
export function terminalReport(results: readonly SuiteResult[], totals: Totals): string {
  const gaps = results.flatMap((suite) => (suite.absent === undefined ? [] : [`  ${suite.name}: ${suite.absent}`]));
  return [
    ...matrix(results),
    ...trips(results),
    ...remarks(results, "failed", "failed"),
    ...remarks(results, "excluded", "does not apply"),
    ...(gaps.length === 0 ? [] : ["", "not run", ...gaps]),
    "",
    `conformance: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`,
  ].join("\n");
}
