/** A run as one piece of data: what `reports/conformance.json` holds and what the page is made of. */
import { type CaseId, type CaseInfo, catalogue } from "../catalogue.ts";
import type { SuiteResult } from "../results.ts";
import { type GroupName, groupsOf, groupTitles, type Totals, totalsOf } from "./summary.ts";

/** When and of what a run was made. */
export interface RunInfo {
  /** When it ended, as an ISO string. */
  readonly date: string;
  /** The version of Node.js. */
  readonly node: string;
  /** What was run, where that is known: a commit, with `+ changes` where the tree was not that of the commit. */
  readonly commit?: string;
}

/**
 * Everything that a run found out. In JSON:
 *
 * - `run`: `date`, `node` and, where it is known, `commit`.
 * - `totals`: `passed`, `failed` and `skipped`; the last are the cases that do not apply, that could not be checked and
 *   whose engine was not there.
 * - `groups`: the title of each group of which a case ran, by its letters.
 * - `cases`: level, title and sentence of each case of these groups, by its id.
 * - `results`: for each adapter and engine a {@link SuiteResult}, in which a case is named by its id.
 */
export interface Report {
  readonly run: RunInfo;
  readonly totals: Totals;
  readonly groups: { readonly [Group in GroupName]?: string };
  readonly cases: { readonly [Id in CaseId]?: CaseInfo };
  readonly results: readonly SuiteResult[];
}

/**
 * Makes a report of what the suite found.
 * @param results what was found for each adapter and engine.
 * @param run when and of what; now and by this process, if absent.
 * @param totals what {@link totalsOf} makes of the results, if absent.
 */
export function reportOf(
  results: readonly SuiteResult[],
  run: RunInfo = { date: new Date().toISOString(), node: process.versions.node },
  totals: Totals = totalsOf(results),
): Report {
  const groups = groupsOf(results);
  const named = Object.entries<CaseInfo>(catalogue).filter(([id]) =>
    groups.some((group) => id.startsWith(`${group}-`)),
  );
  return {
    run,
    totals,
    groups: Object.fromEntries(groups.map((group) => [group, groupTitles[group]])),
    cases: Object.fromEntries(named),
    results,
  };
}
