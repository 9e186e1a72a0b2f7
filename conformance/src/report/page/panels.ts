/** What opens from the grid: a cell, a row or a column. */
import type { CaseInfo } from "../../catalogue.ts";
import type { CaseResult } from "../../results.ts";
import type { Filter, PageData, PageSuite } from "./data.ts";
import type { Words } from "./words.ts";

interface Panel {
  /** All of these are markup. */
  readonly over: string;
  readonly heading: string;
  readonly body: string;
  /** The id of the element that the address is about, where it is about one. */
  readonly target?: string;
}

/**
 * Makes what an address opens: `suite`, `suite/GROUP`, `suite/ID`, `all/GROUP` or `all/ID`, with a suite's slug.
 * `undefined` where there is nothing of that address.
 */
export type Panels = (address: string, filter: Filter) => Panel | undefined;

/** Self-contained: its text is put into the page, where it runs again. */
export function panelsOf({ groups, cases: infos, suites }: PageData, words: Words): Panels {
  const { casesOf, counted, asMarkup, outcomes, sentence } = words;
  const everything: Filter = { failedOnly: false, levels: ["CORE", "SEC", "REC"] };
  type Shown = CaseResult & CaseInfo;

  const link = (address: string, text: string) => `<a href="#${asMarkup(address)}">${text}</a>`;
  const outcome = (of: keyof Words["outcomes"]) =>
    `<span class="outcome" data-outcome="${of}">${outcomes[of].mark} ${outcomes[of].word}</span>`;
  const level = (name: string) => `<span class="level" data-level="${name}">${name}</span>`;
  const reasonOf = ({ reason }: CaseResult) => (reason ? `<pre tabindex="0">${asMarkup(reason)}</pre>` : "");

  const caseItem = (suite: PageSuite, result: Shown) =>
    `<li id="case-${result.case}" data-outcome="${result.outcome}"><h3>${link(`${suite.slug}/${result.case}`, result.case)} ` +
    `${asMarkup(result.title)}</h3><p class="facts">${outcome(result.outcome)} ${level(result.level)} ` +
    `<span class="time">${result.milliseconds.toLocaleString("en")}&#8239;ms</span></p>` +
    `<p>${asMarkup(result.sentence)}</p>${reasonOf(result)}</li>`;

  /** Those that ask for attention first. */
  const inOrder = (cases: readonly Shown[]) =>
    (["failed", "unchecked", "excluded", "passed"] as const).flatMap((each) =>
      cases.filter((result) => result.outcome === each),
    );

  const listed = (suite: PageSuite, cases: readonly Shown[]) =>
    `<ul class="cases">${inOrder(cases)
      .map((result) => caseItem(suite, result))
      .join("")}</ul>`;

  const hidden = (number: number) =>
    number > 0 ? `<p class="note">${counted(number, "case is", "cases are")} hidden by the filter.</p>` : "";

  /** The cases that the filter shows, with that of the address in any case. */
  const shownOf = (suite: PageSuite, filter: Filter, group: string, id?: string) => {
    const all = casesOf(suite, everything, group);
    const through = casesOf(suite, filter, group).map((result) => result.case);
    return { all, shown: all.filter((result) => through.includes(result.case) || result.case === id) };
  };

  const cellPanel = (suite: PageSuite, group: PageData["groups"][number], filter: Filter, id?: string): Panel => {
    const { all, shown } = shownOf(suite, filter, group.name, id);
    const around = `<p class="around">${link(suite.slug, "All of this row")} ${link(`all/${group.name}`, `${group.name} everywhere`)}</p>`;
    const said = suite.absent === undefined ? `<p>${sentence(all)}.</p>` : `<p>Not run: ${asMarkup(suite.absent)}</p>`;
    return {
      over: asMarkup(suite.name),
      heading: `${group.name} <span>${asMarkup(group.title)}</span>`,
      body: `${said}${around}${listed(suite, shown)}${hidden(all.length - shown.length)}`,
      ...(id ? { target: `case-${id}` } : {}),
    };
  };

  const facts = ({ engine, found, traits, driver }: PageSuite) => {
    const ways = {
      embedded: "in the process itself",
      container: "a container of the run's own",
      address: "at an address that was given",
    };
    const makers = { kit: "made by the adapter", store: "made by the database" };
    const rows: [string, string][] = [
      ["Engine", engine],
      ["Come by", found ? ways[found] : ""],
      ["Ids of users", traits ? `${traits.userIds.kind}, ${makers[traits.userIds.from]}` : ""],
      ["Grain of dates", traits ? (traits.dateGrain === 1 ? "milliseconds" : "whole seconds") : ""],
      ["Expiry", traits?.nativeExpiry ? "by the database itself" : ""],
      ["Driver", driver ? `${driver.perStatement} trips a statement: ${driver.reason}` : ""],
    ];
    const shown = rows.filter(([, text]) => text !== "");
    return `<dl>${shown.map(([name, text]) => `<div><dt>${name}</dt><dd>${asMarkup(text)}</dd></div>`).join("")}</dl>`;
  };

  const tripsTable = ({ trips, reasons = {} }: PageSuite) => {
    const why = reasons as Readonly<Record<string, string>>;
    const rows = Object.entries(trips).map(
      ([method, number]) =>
        `<tr><th scope="row">${method}</th><td>${number}</td><td>${asMarkup(why[method] ?? "")}</td></tr>`,
    );
    if (rows.length === 0) return "";
    const head = `<tr><th scope="col">Method</th><th scope="col">Trips</th><th scope="col">Why more than one</th></tr>`;
    return `<h3>Round trips</h3><table class="trips"><thead>${head}</thead><tbody>${rows.join("")}</tbody></table>`;
  };

  const rowPanel = (suite: PageSuite): Panel => {
    const all = casesOf(suite, everything);
    const open = all.filter((result) => result.outcome !== "passed");
    const checks = (suite.harness ?? []).map(
      ({ title, reason }) =>
        `<li data-outcome="failed"><h4>${asMarkup(title)}</h4><pre tabindex="0">${asMarkup(reason)}</pre></li>`,
    );
    const broken =
      checks.length === 0
        ? ""
        : `<h3>Checks of the harness that failed</h3><p>What its cases say is not to be relied on.</p><ul class="cases">${checks.join("")}</ul>`;
    const parts = groups.map(({ name, title }) => {
      const own = casesOf(suite, everything, name);
      return own.length === 0
        ? ""
        : `<li>${link(`${suite.slug}/${name}`, `${name} ${asMarkup(title)}`)}: ${sentence(own)}</li>`;
    });
    const body =
      suite.absent === undefined
        ? `<p>${sentence(all)}.</p>${facts(suite)}${broken}` +
          `${open.length === 0 ? "" : `<h3>What did not pass</h3>${listed(suite, open)}`}` +
          `${tripsTable(suite)}<h3>Groups</h3><ul class="groups">${parts.join("")}</ul>`
        : `<p>Not run: ${asMarkup(suite.absent)}</p>`;
    return { over: asMarkup(suite.adapter), heading: asMarkup(suite.engineName), body };
  };

  const columnPanel = (group: PageData["groups"][number], filter: Filter, id?: string): Panel => {
    const failing = new Set(
      suites.flatMap(({ cases }) =>
        cases.filter((result) => result.outcome === "failed").map((result) => String(result.case)),
      ),
    );
    const all = Object.keys(infos).filter((each) => each.startsWith(`${group.name}-`));
    const ids = [...all.filter((each) => failing.has(each)), ...all.filter((each) => !failing.has(each))];
    const items = ids.flatMap((each) => {
      const info = infos[each];
      const ran = suites.flatMap((suite) =>
        casesOf(suite, everything, group.name)
          .filter((result) => result.case === each)
          .map((result) => ({ suite, result })),
      );
      const results = ran.map(({ result }) => result);
      const isShown = filter.levels.includes(info?.level ?? "") && (!filter.failedOnly || failing.has(each));
      if (info === undefined || (!isShown && each !== id)) return [];
      const others = ran.filter(({ result }) => result.outcome !== "passed");
      const places = others.map(
        ({ suite, result }) =>
          `<li>${outcome(result.outcome)} ${link(`${suite.slug}/${each}`, asMarkup(suite.name))}</li>`,
      );
      return [
        `<li id="case-${each}" data-outcome="${failing.has(each) ? "failed" : "passed"}">` +
          `<h3>${link(`all/${each}`, each)} ${asMarkup(info.title)}</h3><p class="facts">${level(info.level)} ${sentence(results)}</p>` +
          `<p>${asMarkup(info.sentence)}</p>${places.length === 0 ? "" : `<ul class="places">${places.join("")}</ul>`}</li>`,
      ];
    });
    return {
      over: "Every adapter and engine",
      heading: `${group.name} <span>${asMarkup(group.title)}</span>`,
      body: `<ul class="cases">${items.join("")}</ul>${hidden(ids.length - items.length)}`,
      ...(id ? { target: `case-${id}` } : {}),
    };
  };

  return (address, filter) => {
    const [place = "", part] = address.split("/");
    const id = part?.includes("-") ? part : undefined;
    const group = groups.find(({ name }) => name === (id ?? part ?? "").replace(/-.*/, ""));
    if (part !== undefined && (group === undefined || (id !== undefined && infos[id] === undefined))) return undefined;
    if (place === "all") return group && columnPanel(group, filter, id);
    const suite = suites.find(({ slug }) => slug === place);
    return suite && (group ? cellPanel(suite, group, filter, id) : rowPanel(suite));
  };
}
