/** What the results come to. The terminal and the page are both made of it. */
import type { MethodName } from "@mortise/adapter-kit";
import { type CaseId, catalogue } from "../catalogue.ts";
import type { CaseResult, SuiteResult } from "../results.ts";

type GroupOf<Id extends string> = Id extends `${infer Group}-${string}` ? Group : never;

/** The letters before the number of a case. */
export type GroupName = GroupOf<CaseId>;

/** What the cases of each group are about. */
export const groupTitles: Readonly<Record<GroupName, string>> = {
  INT: "Interface and wiring",
  USR: "Users",
  ACC: "Accounts",
  SES: "Sessions",
  VT: "Verification tokens",
  WAN: "Authenticators",
  CON: "Concurrency and atomicity",
  EXP: "Expiry and clock",
  FID: "Fidelity, Unicode and limits",
  HOS: "Hostile input",
  DEL: "Deletion and referential integrity",
  CUS: "Custom fields",
  TEN: "Naming, prefix and tenant isolation",
  LIF: "Lifecycle and connection failure",
  SCH: "Schema creation and migration",
  E2E: "End to end through Auth()",
  V4: "End to end through next-auth 4",
  ADO: "Adoption of the official adapter's data",
  RTT: "Round trips",
  MNT: "Maintenance and session management",
};

/** The group of a case. */
export function groupOf(id: CaseId): GroupName {
  return id.slice(0, id.indexOf("-")) as GroupName;
}

/** The groups of which a case ran, in the order of the catalogue; of a run without a case, those that were planned. */
export function groupsOf(results: readonly SuiteResult[]): GroupName[] {
  const ran = results.flatMap((suite) => suite.cases.map((result) => result.case));
  const ids = new Set(ran.length > 0 ? ran : results.flatMap((suite) => suite.planned));
  return [...new Set((Object.keys(catalogue) as CaseId[]).filter((id) => ids.has(id)).map(groupOf))];
}

/** What belongs together under one key, in the order of the keys' first appearance. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  // Node 20 has no Map.groupBy.
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The two halves of a suite's name: `"drizzle-adapter / PGlite"`. */
export function halvesOf(name: string): { readonly adapter: string; readonly engine: string } {
  const [adapter = name, ...engine] = name.split(" / ");
  return { adapter, engine: engine.join(" / ") || name };
}

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
    skipped: count(all, "excluded") + count(all, "unchecked") + absent.filter(isWanted).length,
  };
}

/** How many of the cases came out so. */
export function count(cases: readonly CaseResult[], outcome: CaseResult["outcome"]): number {
  return cases.filter((result) => result.outcome === outcome).length;
}

/** Cases that came out alike for the same reason, and where. */
export interface Remark {
  readonly cases: readonly CaseId[];
  readonly suites: readonly string[];
  readonly reason: string;
}

/** The reasons of all cases that came out so: cases of one reason stand together, and suites of the same cases. */
export function remarksOf(results: readonly SuiteResult[], outcome: CaseResult["outcome"]): Remark[] {
  const single = results.flatMap((suite) => {
    const cases = suite.cases.filter((result) => result.outcome === outcome);
    const byReason = grouped(cases, ({ reason = "" }) => reason);
    return [...byReason].map(([reason, alike]) => ({
      suite: suite.name,
      reason,
      cases: alike.map((result) => result.case),
    }));
  });
  const alike = grouped(single, ({ reason, cases }) => JSON.stringify([reason, cases]));
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, suites: [first, ...others].map(({ suite }) => suite) }] : [],
  );
}

/** Ids as text, with what is between the ends of a run left out: `ACC-01 to ACC-04, ACC-19`. */
export function idsAsText(ids: readonly CaseId[]): string {
  const runs: CaseId[][] = [];
  for (const id of ids) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && groupOf(last) === groupOf(id) && numberOf(last) + 1 === numberOf(id)) run.push(id);
    else runs.push([id]);
  }
  const asText = (run: CaseId[]) => (run.length > 2 ? `${run.at(0)} to ${run.at(-1)}` : run.join(", "));
  return runs.map(asText).join(", ");
}

function numberOf(id: CaseId): number {
  return Number(id.slice(id.indexOf("-") + 1));
}

/** Suites that take the same trips for the same reasons. */
export interface TripKind {
  readonly letter: string;
  readonly suites: readonly string[];
  readonly trips: SuiteResult["trips"];
  /** Why a method or a statement takes more than one trip. */
  readonly reasons: readonly string[];
}

/** The round trips of all suites that ran, those that are alike together. */
export function tripKindsOf(results: readonly SuiteResult[]): TripKind[] {
  const ran = results.filter((suite) => Object.keys(suite.trips).length > 0);
  const alike = grouped(ran, ({ trips, reasons, driver }) => JSON.stringify([trips, reasons, driver]));
  return [...alike.values()].flatMap((suites, index) => {
    const [first] = suites;
    if (!first) return [];
    const own = Object.entries(first.reasons ?? {}).map(([method, reason]) => `${method}: ${reason}`);
    const driver = first.driver ? [`${first.driver.perStatement} a statement: ${first.driver.reason}`] : [];
    return [
      {
        letter: letterOf(index),
        suites: suites.map(({ name }) => name),
        trips: first.trips,
        reasons: [...own, ...driver],
      },
    ];
  });
}

function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

/** Every method that a kind counted, in the order in which they were counted. */
export function methodsOf(kinds: readonly TripKind[]): MethodName[] {
  return [...new Set(kinds.flatMap(({ trips }) => Object.keys(trips)))] as MethodName[];
}
