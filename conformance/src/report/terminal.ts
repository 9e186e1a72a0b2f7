/** The report as text. */
import type { CaseResult, SuiteResult } from "../results.ts";
import { printable } from "./printable.ts";
import {
  count,
  grouped,
  groupOf,
  groupsOf,
  halvesOf,
  idsAsText,
  methodsOf,
  remarksOf,
  type Totals,
  tripKindsOf,
} from "./summary.ts";
import { type Cell, columnLines, type Layout, matrixLines, paint } from "./table.ts";

/** What a cell of the matrix means. */
const legend: Readonly<Record<string, string>> = {
  "✓": "all hold",
  "✗": "so many fail",
  "(✓)": "those that could be checked and apply hold",
  "–": "none applies",
  "?": "none could be checked",
  "○": "not run",
  "·": "not asked for",
};

/** The cell of one group of one suite. */
export function cellOf(cases: readonly CaseResult[], isAbsent = false): Cell {
  const failed = count(cases, "failed");
  const passed = count(cases, "passed");
  if (isAbsent) return { text: "○", tone: "quiet" };
  if (cases.length === 0) return { text: "·", tone: "quiet" };
  if (failed > 0) return { text: `✗${failed}`, tone: "bad" };
  if (passed === cases.length) return { text: "✓", tone: "good" };
  if (passed > 0) return { text: "(✓)", tone: "good" };
  return { text: count(cases, "excluded") > 0 ? "–" : "?", tone: "quiet" };
}

/** Adapters and engines down, groups across. */
function matrix(results: readonly SuiteResult[], layout: Layout): string[] {
  if (results.length === 0) return [];
  const groups = groupsOf(results);
  const rows = results.map(({ name, absent, cases }) => ({
    ...halvesOf(name),
    cells: groups.map((group) =>
      cellOf(
        cases.filter((result) => groupOf(result.case) === group),
        absent !== undefined,
      ),
    ),
    end: absent === undefined ? `${count(cases, "passed")}/${cases.length}` : "not run",
  }));
  const seen = new Set(rows.flatMap(({ cells }) => cells.map(({ text }) => text.replace(/\d+/, ""))));
  const marks = Object.entries(legend).filter(([mark]) => seen.has(mark));
  return [...matrixLines(rows, groups, layout), "", ...marks.map(([mark, meaning]) => `${mark.padEnd(3)} ${meaning}`)];
}

/** Engines by their own words, how each was come by, and what they are called in the matrix. */
function engines(results: readonly SuiteResult[]): string[] {
  const ran = results.filter((suite) => suite.absent === undefined);
  const alike = grouped(ran, ({ engine, found }) => [engine, found ?? []].flat().join(", "));
  const lines = [...alike].map(([engine, suites]) => {
    const names = new Set(suites.map((suite) => halvesOf(suite.name).engine));
    return `  ${printable(engine)}: ${[...names].join("; ")}`;
  });
  return lines.length === 0 ? [] : ["", "engines", ...lines];
}

/** Methods down, adapters and engines across: round trips. Those that take the same stand in one column. */
function trips(results: readonly SuiteResult[]): string[] {
  const kinds = tripKindsOf(results);
  const heads = ["round trips", ...kinds.map(({ letter }) => letter)];
  const rows = methodsOf(kinds).map((method) => [method, ...kinds.map((kind) => String(kind.trips[method] ?? "-"))]);
  const cells = [heads, ...rows].map((row) => row.map((text): Cell => ({ text, tone: "plain" })));
  const names = kinds.flatMap(({ letter, suites }) =>
    suites.map((suite, line) => `  ${(line === 0 ? letter : "").padEnd(2)} ${suite}`),
  );
  const reasons = kinds.flatMap((kind) => kind.reasons.map((reason) => `  ${kind.letter}  ${printable(reason)}`));
  const why = reasons.length === 0 ? [] : ["more than one, because", ...reasons];
  if (kinds.length === 0) return [];
  return ["", ...columnLines(cells, { colors: false }), ...names, ...why];
}

/** Which cases came out so, and why. */
function remarks(results: readonly SuiteResult[], outcome: CaseResult["outcome"], title: string): string[] {
  const lines = remarksOf(results, outcome).flatMap(({ cases, suites, reason }) => {
    const [first = ""] = printable(reason).split("\n");
    const [suite, ...others] = suites;
    if (others.length === 0) return [`  ${idsAsText(cases)}  ${suite}: ${first}`];
    return [`  ${idsAsText(cases)}  ${first}`, ...suites.map((name) => `      ${name}`)];
  });
  return lines.length === 0 ? [] : ["", title, ...lines];
}

/** What is wrong with the harnesses themselves. */
function checks(results: readonly SuiteResult[]): string[] {
  const lines = results.flatMap(({ name, harness = [] }) =>
    harness.map(({ title, reason }) => `  ${name}: ${title}: ${printable(reason).split("\n")[0]}`),
  );
  return lines.length === 0 ? [] : ["", "failed checks of the harness", ...lines];
}

/**
 * The report for a terminal; its last line is `conformance: N passed, N failed, N skipped`.
 * @param results what the suite found for each adapter and engine.
 * @param totals what {@link totalsOf} makes of them.
 * @param layout for how wide a terminal, 120 characters if absent, and whether it shows colours; it does not, if absent.
 */
export function terminalReport(results: readonly SuiteResult[], totals: Totals, layout: Partial<Layout> = {}): string {
  const { columns = 120, colors = false } = layout;
  const failures = [...remarks(results, "failed", "failed"), ...checks(results)];
  const gaps = results.flatMap((suite) => (suite.absent === undefined ? [] : [`  ${suite.name}: ${suite.absent}`]));
  return [
    ...matrix(results, { columns, colors }),
    ...engines(results),
    ...trips(results),
    ...remarks(results, "excluded", "does not apply"),
    ...remarks(results, "unchecked", "not checkable"),
    ...(gaps.length === 0 ? [] : ["", "not run", ...gaps]),
    ...failures.map((line) => paint(line, "bad", { colors })),
    "",
    `conformance: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`,
  ].join("\n");
}
