/** The matrix as text. */
import type { MethodName } from "@mortise/adapter-kit";
import type { CaseResult, SuiteResult } from "../results.ts";

const count = (cases: readonly CaseResult[], outcome: CaseResult["outcome"]) =>
  cases.filter((result) => result.outcome === outcome).length;

/** The groups of the cases that ran, in the order in which they did. */
function groupsOf(results: readonly SuiteResult[]): string[] {
  return [...new Set(results.flatMap((suite) => suite.cases.map(groupOf)))];
}

function groupOf(result: CaseResult): string {
  return result.case.slice(0, result.case.indexOf("-"));
}

/** Adapters and engines down, groups across: how many cases of each hold. */
function matrix(results: readonly SuiteResult[]): string[] {
  const groups = groupsOf(results);
  const rows = results.map((suite) => [
    suite.name,
    ...groups.map((group) => {
      const cases = suite.cases.filter((result) => groupOf(result) === group);
      const failed = count(cases, "failed");
      return failed > 0 ? `${failed} of ${cases.length} failed` : `${count(cases, "passed")}/${cases.length}`;
    }),
    suite.engine,
  ]);
  return columns([["adapter / engine", ...groups, "version"], ...rows]);
}

/** Methods down, adapters and engines across: round trips. */
function trips(results: readonly SuiteResult[]): string[] {
  const methods = [...new Set(results.flatMap((suite) => Object.keys(suite.trips)))] as MethodName[];
  const rows = methods.map((method) => [method, ...results.map((suite) => String(suite.trips[method] ?? "-"))]);
  const legend = results.map((suite, index) => `  ${letter(index)}  ${suite.name}`);
  return [...columns([["round trips", ...results.map((_, index) => letter(index))], ...rows]), ...legend];
}

const letter = (index: number) => String.fromCharCode(97 + index);

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
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
 */
export function terminalReport(results: readonly SuiteResult[]): string {
  const all = results.flatMap((suite) => suite.cases);
  return [
    ...matrix(results),
    "",
    ...trips(results),
    ...remarks(results, "failed", "failed"),
    ...remarks(results, "excluded", "does not apply"),
    "",
    `conformance: ${count(all, "passed")} passed, ${count(all, "failed")} failed, ${count(all, "excluded")} skipped`,
  ].join("\n");
}
