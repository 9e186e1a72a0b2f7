/** The parts of the page that stand as they are: totals, legend, reasons, round trips. */
import type { CaseResult, SuiteResult } from "../../results.ts";
import type { RunInfo } from "../report.ts";
import { count, idsAsText, methodsOf, type Remark, remarksOf, type Totals, tripKindsOf } from "../summary.ts";
import type { PageData } from "./data.ts";
import type { Words } from "./words.ts";

/** When and of what. */
export function runLine({ date, node, commit }: RunInfo, { asMarkup }: Words): string {
  const day = `<time datetime="${asMarkup(date)}">${asMarkup(date.slice(0, 16).replace("T", " "))} UTC</time>`;
  return [day, `Node ${asMarkup(node)}`, ...(commit ? [`commit ${asMarkup(commit)}`] : [])].join(" · ");
}

/** The summary: how many cases came out how. */
export function totalsList(results: readonly SuiteResult[], totals: Totals, words: Words): string {
  const { outcomes, asMarkup } = words;
  const all = results.flatMap(({ cases }) => cases);
  const excluded = count(all, "excluded");
  const unchecked = count(all, "unchecked");
  const numbers = [
    ["passed", totals.passed, totals.passed === 1 ? "holds" : "hold"],
    ["failed", totals.failed, totals.failed === 1 ? "fails" : "fail"],
    ["excluded", excluded, excluded === 1 ? "does not apply" : "do not apply"],
    ["unchecked", unchecked, "not checkable"],
    ["absent", totals.skipped - excluded - unchecked, "not run"],
  ] as const;
  const items = numbers.map(
    ([outcome, number, word]) =>
      `<li data-outcome="${outcome}"${number > 0 ? " data-any" : ""}><span class="mark" aria-hidden="true">${outcomes[outcome].mark}</span> ` +
      `<b>${number.toLocaleString("en")}</b> ${asMarkup(word)}</li>`,
  );
  const width = totals.passed + totals.failed + totals.skipped || 1;
  const bar =
    `<svg class="bar" viewBox="0 0 ${width} 1" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="${width}" height="1"/>` +
    `<rect class="passed" width="${totals.passed}" height="1"/>` +
    `<rect class="failed" x="${totals.passed}" width="${totals.failed && Math.max(totals.failed, width / 200)}" height="1"/></svg>`;
  return `<ul class="totals">${items.join("")}</ul>${bar}`;
}

/** Every case that failed, each with a link to it. */
export function failures({ suites, cases: infos }: PageData, { counted, asMarkup }: Words): string {
  const items = suites.flatMap((suite) => [
    ...(suite.harness ?? []).map(
      ({ title, reason }) =>
        `<li><a href="#${suite.slug}">harness</a> <b>${asMarkup(suite.name)}</b>: ${asMarkup(title)}<p>${asMarkup(firstLine(reason))}</p></li>`,
    ),
    ...suite.cases
      .filter(({ outcome }) => outcome === "failed")
      .map(
        (result) =>
          `<li><a href="#${suite.slug}/${result.case}">${result.case}</a> <b>${asMarkup(infos[result.case]?.title ?? "")}</b> ` +
          `(${asMarkup(infos[result.case]?.level ?? "")}), ${asMarkup(suite.name)}<p>${asMarkup(firstLine(result.reason ?? ""))}</p></li>`,
      ),
  ]);
  if (items.length === 0) return "";
  const open = items.length <= 12 ? " open" : "";
  const title = counted(items.length, "failure", "failures");
  return `<section><details${open}><summary class="bad">${title}</summary><ul class="remarks">${items.join("")}</ul></details></section>`;
}

/** What the marks and the levels mean, and which keys there are. */
export function legend({ outcomes }: Words): string {
  const states = [
    ["passed", outcomes.passed.mark, "all hold"],
    ["partly", outcomes.passed.mark, "those that could be checked and apply hold"],
    ["failed", `${outcomes.failed.mark}&#8239;1`, "so many fail"],
    ["outside", outcomes.excluded.mark, "does not apply, for a stated reason"],
    ["outside", outcomes.unchecked.mark, "could not be checked"],
    ["absent", outcomes.absent.mark, "the engine was not there"],
  ] as const;
  const marks = states.map(([state, mark, word]) => `<li><span data-state="${state}">${mark}</span> ${word}</li>`);
  const levels = [
    ["CORE", "a flow of Auth.js breaks without it"],
    ["SEC", "security rests on it"],
    ["REC", "what a careful user expects"],
  ].map(([level, word]) => `<li><dfn>${level}</dfn> ${word}</li>`);
  const keys = `<li id="keys" hidden>Cells, names and heads open. Arrow keys go through the grid, Enter opens, Escape closes.</li>`;
  return `<ul class="legend" aria-label="Legend">${marks.join("")}${levels.join("")}${keys}</ul>`;
}

/** What does not apply, could not be checked or did not run, and why; and the round trips. */
export function reasons(results: readonly SuiteResult[], words: Words): string {
  const { counted, asMarkup } = words;
  const section = (title: string, number: number, items: readonly string[]) =>
    items.length === 0
      ? ""
      : `<details><summary>${title} <span>${counted(number, "case", "cases")}</span></summary><ul class="remarks">${items.join("")}</ul></details>`;
  const of = (outcome: CaseResult["outcome"], title: string) => {
    const remarks = remarksOf(results, outcome);
    const number = remarks.reduce((sum, { cases, suites }) => sum + cases.length * suites.length, 0);
    return section(
      title,
      number,
      remarks.map((remark) => remarkItem(remark, words)),
    );
  };
  const absent = results.flatMap((suite) => (suite.absent === undefined ? [] : [{ ...suite, absent: suite.absent }]));
  const gaps = absent.map(({ name, absent: why }) => `<li><b>${asMarkup(name)}</b><p>${asMarkup(why)}</p></li>`);
  const planned = absent.reduce((sum, suite) => sum + suite.planned.length, 0);
  return `<section><h2 class="unseen">Reasons and round trips</h2>${of("excluded", "Does not apply")}${of("unchecked", "Not checkable")}${section(
    "Not run",
    planned,
    gaps,
  )}${trips(results, words)}</section>`;
}

function remarkItem({ cases, suites, reason }: Remark, { asMarkup }: Words): string {
  const places = suites.map((suite) => `<li>${asMarkup(suite)}</li>`).join("");
  return `<li><b>${asMarkup(idsAsText(cases))}</b> ${asMarkup(firstLine(reason))}<ul>${places}</ul></li>`;
}

/** Methods down, kinds of suites across. */
function trips(results: readonly SuiteResult[], { counted, asMarkup }: Words): string {
  const kinds = tripKindsOf(results);
  if (kinds.length === 0) return "";
  const heads = kinds.map(({ letter }) => `<th scope="col">${letter}</th>`).join("");
  const rows = methodsOf(kinds).map(
    (method) =>
      `<tr><th scope="row">${method}</th>${kinds.map((kind) => `<td>${kind.trips[method] ?? "–"}</td>`).join("")}</tr>`,
  );
  const names = kinds.map(({ letter, suites, reasons: why }) => {
    const places = [...suites.map(asMarkup), ...why.map((reason) => `More than one: ${asMarkup(reason)}`)];
    return `<li><b>${letter}</b><ul>${places.map((place) => `<li>${place}</li>`).join("")}</ul></li>`;
  });
  const title = `Round trips of each method <span>${counted(kinds.length, "kind", "kinds")} of adapter and engine</span>`;
  return (
    `<details><summary>${title}</summary><div class="scroll" tabindex="0" role="region" aria-label="Round trips"><table class="plain"><thead><tr>` +
    `<th scope="col">Method</th>${heads}</tr></thead><tbody>${rows.join("")}</tbody></table></div><ul class="remarks">${names.join("")}</ul></details>`
  );
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
