/** Text and markup that every part of the page uses. */
import type { CaseInfo } from "../../catalogue.ts";
import type { CaseResult } from "../../results.ts";
import type { Filter, PageData, PageSuite } from "./data.ts";

export interface Words {
  /** Text as markup: between tags and in quoted attributes. */
  asMarkup(text: string | number): string;
  /** `1 case`, `2 cases`. */
  counted(number: number, one: string, many: string): string;
  /** Mark and word of an outcome, and of an engine that was not there. */
  readonly outcomes: Readonly<
    Record<CaseResult["outcome"] | "absent", { readonly mark: string; readonly word: string }>
  >;
  /** The cases of a suite, or of one group of it, that the filter lets through. */
  casesOf(suite: PageSuite, filter: Filter, group?: string): (CaseResult & CaseInfo)[];
  count(cases: readonly CaseResult[], outcome: CaseResult["outcome"]): number;
  /** What came of the cases, in words: `27 hold, 1 fails`. */
  sentence(cases: readonly CaseResult[]): string;
}

/** Self-contained: its text is put into the page, where it runs again. */
export function wordsOf({ cases: infos }: Pick<PageData, "cases">): Words {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  const outcomes: Words["outcomes"] = {
    failed: { mark: "✗", word: "fails" },
    unchecked: { mark: "?", word: "not checkable" },
    excluded: { mark: "–", word: "does not apply" },
    passed: { mark: "✓", word: "holds" },
    absent: { mark: "○", word: "not run" },
  };
  const counted = (number: number, one: string, many: string) =>
    `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  const count: Words["count"] = (cases, outcome) => cases.filter((result) => result.outcome === outcome).length;
  return {
    outcomes,
    counted,
    count,
    asMarkup: (text) => String(text).replace(/[&<>"']/g, (character) => entities[character] ?? character),
    casesOf: (suite, { failedOnly, levels }, group) =>
      suite.cases.flatMap((result) => {
        const info = infos[result.case];
        const isShown =
          info !== undefined &&
          levels.includes(info.level) &&
          (!failedOnly || result.outcome === "failed") &&
          (group === undefined || result.case.startsWith(`${group}-`));
        return isShown ? [{ ...result, ...info }] : [];
      }),
    sentence: (cases) => {
      const failed = count(cases, "failed");
      const passed = count(cases, "passed");
      const excluded = count(cases, "excluded");
      const unchecked = count(cases, "unchecked");
      const parts = [
        failed > 0 ? counted(failed, "fails", "fail") : "",
        passed > 0 ? counted(passed, "holds", "hold") : "",
        excluded > 0 ? counted(excluded, "does not apply", "do not apply") : "",
        unchecked > 0 ? counted(unchecked, "could not be checked", "could not be checked") : "",
      ];
      return parts.filter(Boolean).join(", ") || "no case";
    },
  };
}
