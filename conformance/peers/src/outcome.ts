/** What the results of all peers come to. */
import { type CaseId, type CaseInfo, type CaseResult, catalogue, type SuiteResult } from "@mortise/conformance";
import { why } from "../../src/why.ts";

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

/** For people, where whole sign-ins come to grief: a line for each case of E2E and V4 that a peer does not hold. */
export function brokenSignIns(results: readonly SuiteResult[]): string[] {
  const ids = (Object.keys(catalogue) as CaseId[]).filter((id) => /^(E2E|V4)-/.test(id));
  return ids.flatMap((id) => {
    const failing = results.filter(({ cases }) =>
      cases.some((result) => result.case === id && result.outcome === "failed"),
    );
    if (failing.length === 0) return [];
    const engines = Map.groupBy(failing, ({ name }) => name.split(" / ")[0] ?? "");
    const where = [...engines].map(([adapter, own]) => {
      const all = results.filter(({ name }) => name.startsWith(`${adapter} / `));
      const names = own.map(({ name }) => name.split(" / ")[1]);
      return `\`${adapter}\`${own.length === all.length ? "" : ` (${names.join("; ")})`}`;
    });
    const who =
      engines.size === new Set(results.map(({ name }) => name.split(" / ")[0])).size ? "all of them" : where.join(", ");
    return [`| ${id} | ${catalogue[id].title} | ${why[id]} | ${who} |`];
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
