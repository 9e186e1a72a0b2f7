/** The grid: adapters and engines down, groups across. */
import type { CaseResult } from "../../results.ts";
import type { Filter, PageData, PageSuite } from "./data.ts";
import type { Words } from "./words.ts";

/** Makes the markup of the grid, or of what the filter leaves of it. */
export type Grid = (filter: Filter) => string;

/** Self-contained: its text is put into the page, where it runs again. */
export function gridOf({ groups, suites }: PageData, words: Words): Grid {
  const { casesOf, count, asMarkup, outcomes, sentence } = words;

  const stateOf = (cases: readonly CaseResult[]) => {
    if (count(cases, "failed") > 0) return "failed";
    if (count(cases, "passed") === 0) return "outside";
    return count(cases, "passed") === cases.length ? "passed" : "partly";
  };

  /** The worst outcome with its mark in large, the others in small. */
  const marks = (cases: readonly CaseResult[]) => {
    const state = stateOf(cases);
    const order = ["failed", "passed", "excluded", "unchecked"] as const;
    const [first = "", ...others] = order
      .map((outcome) => ({ outcome, number: count(cases, outcome) }))
      .filter(({ number }) => number > 0)
      .map(({ outcome, number }) => `${outcomes[outcome].mark}&#8239;${number}`);
    const small = others.length === 0 ? "" : `<small>${others.join(" ")}</small>`;
    return { state, text: `<b>${first}</b>${small}` };
  };

  const cell = (suite: PageSuite, group: PageData["groups"][number], filter: Filter) => {
    const name = `${group.title}, ${suite.name}`;
    const address = `#${suite.slug}/${group.name}`;
    const link = (state: string, text: string, said: string) =>
      `<td><a href="${asMarkup(address)}" data-state="${state}" aria-label="${asMarkup(`${name}: ${said}`)}">${text}</a></td>`;
    if (suite.absent !== undefined) return link("absent", `<b>${outcomes.absent.mark}</b>`, outcomes.absent.word);
    const cases = casesOf(suite, filter, group.name);
    if (cases.length === 0) return `<td><span data-state="none" title="${asMarkup(name)}: no case">·</span></td>`;
    const { state, text } = marks(cases);
    return link(state, text, sentence(cases));
  };

  const row = (suite: PageSuite, shown: PageData["groups"], filter: Filter) => {
    const cases = casesOf(suite, filter);
    const failed = count(cases, "failed");
    const version = suite.absent === undefined ? `${suite.engine}${suite.found ? `, ${suite.found}` : ""}` : "not run";
    const checks = suite.harness?.length ? `<small class="bad">${outcomes.failed.mark} the harness itself</small>` : "";
    const sum = suite.absent === undefined ? `${count(cases, "passed")}<i>/${cases.length}</i>` : "–";
    const head =
      `<th scope="row"><a href="#${asMarkup(suite.slug)}"><span>${asMarkup(suite.engineName)}</span>` +
      `<small>${asMarkup(version)}</small>${checks}</a></th>`;
    const cells = shown.map((group) => cell(suite, group, filter)).join("");
    return `<tr${failed > 0 ? ' class="has-failed"' : ""}>${head}<td class="sum">${sum}</td>${cells}</tr>`;
  };

  return (filter) => {
    const isShown = (cases: readonly CaseResult[]) => !filter.failedOnly || cases.length > 0;
    const rows = suites.filter(
      (suite) => isShown(casesOf(suite, filter)) || (filter.failedOnly && suite.harness?.length),
    );
    const columns = groups.filter(({ name }) => isShown(rows.flatMap((suite) => casesOf(suite, filter, name))));
    if (rows.length === 0) return `<p class="nothing">${filter.failedOnly ? "No case failed." : "No case ran."}</p>`;
    const heads = columns
      .map(({ name, title }) => `<th scope="col"><a href="#all/${name}" title="${asMarkup(title)}">${name}</a></th>`)
      .join("");
    const adapters = [...new Set(rows.map(({ adapter }) => adapter))];
    const bodies = adapters.map((adapter) => {
      const own = rows.filter((suite) => suite.adapter === adapter);
      const head = `<tr class="adapter"><th scope="rowgroup" colspan="${columns.length + 2}"><span>${asMarkup(adapter)}</span></th></tr>`;
      return `<tbody>${head}${own.map((suite) => row(suite, columns, filter)).join("")}</tbody>`;
    });
    return (
      `<table id="grid"><caption class="unseen">Adapters and engines down, groups of cases across</caption>` +
      `<thead><tr><th scope="col">Adapter and engine</th><th scope="col" class="sum">hold</th>${heads}</tr></thead>` +
      `${bodies.join("")}</table>`
    );
  };
}
