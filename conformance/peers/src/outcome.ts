/** What the results of all peers come to. */
import { type CaseId, type CaseInfo, type CaseResult, catalogue, type SuiteResult } from "@mortise/conformance";

/** How many cases came out so. */
export function count(cases: readonly CaseResult[], outcome: CaseResult["outcome"]): number {
  return cases.filter((result) => result.outcome === outcome).length;
}

/**
 * The cases that no peer holds, of those that two adapters or more could be checked for: each says either what all of
 * them lack, or that the case asks for too much.
 */
export function failsForAll(results: readonly SuiteResult[]): CaseId[] {
  const ids = [...new Set(results.flatMap(({ cases }) => cases.map((result) => result.case)))];
  return ids.filter((id) => {
    const found = results.filter(({ cases }) => cases.some((result) => result.case === id && isChecked(result)));
    const adapters = new Set(found.map(({ name }) => name.split(" / ")[0]));
    const holds = found.some(({ cases }) =>
      cases.some(({ case: other, outcome }) => other === id && outcome === "passed"),
    );
    return adapters.size > 1 && !holds;
  });
}

function isChecked({ outcome }: CaseResult): boolean {
  return outcome === "passed" || outcome === "failed";
}

/** A line of the table for people: an adapter on an engine, and what the cases of each level came to. */
export function tableLine(result: SuiteResult, version: string): string {
  const [adapter = "", engine = ""] = result.name.split(" / ");
  const levels = (["CORE", "SEC", "REC"] as const).map((level) => {
    const own = result.cases.filter(({ case: id }) => (catalogue[id] as CaseInfo).level === level);
    return `${count(own, "passed")} of ${count(own, "passed") + count(own, "failed")}`;
  });
  const outcomes = (["passed", "failed", "unchecked"] as const).map((outcome) => count(result.cases, outcome));
  return `| \`${adapter}\` ${version} | ${engine} | ${[...outcomes, ...levels].join(" | ")} |`;
}
