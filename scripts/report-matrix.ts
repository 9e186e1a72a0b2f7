/** The matrix while it fills: what was planned, what ran, and how that looks at any moment. */
import type { SuiteResult } from "@mortise/conformance";
// vitest loads its reporters without the condition by which packages of the workspace are taken from their sources.
import { groupOf, halvesOf, totalsOf } from "../conformance/src/report/summary.ts";
import { type Cell, type Layout, matrixLines, paint, type Row } from "../conformance/src/report/table.ts";
import { cellOf } from "../conformance/src/report/terminal.ts";

interface Group {
  planned: number;
  passed: number;
  failed: number;
}

interface Suite {
  readonly groups: Map<string, Group>;
  isFinished: boolean;
  result?: SuiteResult | undefined;
}

/** The group of the tests of a harness, which have no column. */
const harness = "harness";

export class Matrix {
  readonly #suites = new Map<string, Suite>();
  readonly #columns = new Set<string>();
  readonly #started: number = performance.now();

  /** A test is to run. */
  plan(suite: string, group: string): void {
    this.#groupOf(suite, group).planned += 1;
  }

  /** A test has run. */
  ran(suite: string, group: string, hasPassed: boolean): void {
    const counts = this.#groupOf(suite, group);
    if (hasPassed) counts.passed += 1;
    else counts.failed += 1;
  }

  /**
   * The last test of a suite has run.
   * @param result what the suite itself wrote, if it did: it knows which cases do not apply and which were not checked.
   * @returns one line about it.
   */
  finish(name: string, result?: SuiteResult): string {
    const suite = this.#suiteOf(name);
    suite.isFinished = true;
    suite.result = result;
    if (result?.absent !== undefined) return `${name}: not run`;
    const { passed, failed } = sumOf([...suite.groups.values()]);
    const totals = result ? totalsOf([result]) : { passed, failed, skipped: 0 };
    return `${name}: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
  }

  /**
   * The matrix as it stands, in no more lines than there is room for: suites that are done without a failure go first,
   * then those that have not begun.
   */
  lines(layout: Layout & { readonly rows: number }): string[] {
    const all = [...this.#suites].filter(([, { groups, result }]) => groups.size > 0 && result?.absent === undefined);
    const counts = sumOf(all.flatMap(([, { groups }]) => [...groups.values()]));
    if (counts.planned === 0) return [];
    const seconds = Math.round((performance.now() - this.#started) / 1000);
    const failed = paint(`${counts.failed} failed`, counts.failed > 0 ? "bad" : "plain", layout);
    const status = `${counts.passed + counts.failed} of ${counts.planned} · ${failed} · ${seconds} s`;
    const byNeed = all.toSorted(([, one], [, other]) => needOf(other) - needOf(one));
    for (let shown = all.length; shown >= 0; shown -= 1) {
      const kept = new Set(byNeed.slice(0, shown).map(([name]) => name));
      const hidden = all.length - shown;
      const lines = [
        ...this.#table(
          all.filter(([name]) => kept.has(name)),
          layout,
        ),
        ...(hidden > 0 ? [`… and ${hidden} more`] : []),
        status,
      ];
      if (lines.length <= layout.rows) return lines;
    }
    return [status];
  }

  #table(suites: readonly (readonly [string, Suite])[], layout: Layout): string[] {
    if (suites.length === 0) return [];
    const columns = [...this.#columns];
    const rows = suites.map(([name, suite]): Row => {
      const { planned, passed, failed } = sumOf([...suite.groups.values()]);
      const cells = columns.map((column) => cellIn(suite, column));
      return { ...halvesOf(name), cells, end: `${passed + failed}/${planned}` };
    });
    return matrixLines(rows, columns, layout);
  }

  #suiteOf(name: string): Suite {
    const suite = this.#suites.get(name) ?? { groups: new Map(), isFinished: false };
    this.#suites.set(name, suite);
    return suite;
  }

  #groupOf(suite: string, name: string): Group {
    const { groups } = this.#suiteOf(suite);
    const group = groups.get(name) ?? { planned: 0, passed: 0, failed: 0 };
    groups.set(name, group);
    if (name !== harness) this.#columns.add(name);
    return group;
  }
}

function cellIn({ groups, result, isFinished }: Suite, column: string): Cell {
  if (result) return cellOf(result.cases.filter((each) => groupOf(each.case) === column));
  const { planned, passed, failed } = groups.get(column) ?? sumOf([]);
  const done = passed + failed;
  if (failed > 0) return { text: `✗${failed}`, tone: "bad" };
  if (planned === 0) return { text: "·", tone: "quiet" };
  if (done === planned || isFinished) return { text: done > 0 ? "✓" : "○", tone: done > 0 ? "good" : "quiet" };
  return { text: done > 0 ? String(done) : "", tone: "quiet" };
}

/** How much a suite belongs on a screen that is too small for all. */
function needOf({ groups, isFinished }: Suite): number {
  const { passed, failed } = sumOf([...groups.values()]);
  if (failed > 0) return 3;
  if (isFinished) return 0;
  return passed > 0 ? 2 : 1;
}

function sumOf(groups: readonly Group[]): Group {
  const sum = { planned: 0, passed: 0, failed: 0 };
  for (const { planned, passed, failed } of groups) {
    sum.planned += planned;
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
}
