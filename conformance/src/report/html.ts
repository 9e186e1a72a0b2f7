/** The report as one page that needs nothing else: no request, no script but its own. */
import type { SuiteResult } from "../results.ts";
import { startPage } from "./page/browser.ts";
import type { PageData, PageSuite } from "./page/data.ts";
import { documentOf } from "./page/document.ts";
import { gridOf } from "./page/grid.ts";
import { panelsOf } from "./page/panels.ts";
import { failures, legend, reasons, runLine, totalsList } from "./page/sections.ts";
import { style } from "./page/style.ts";
import { wordsOf } from "./page/words.ts";
import { allPrintable } from "./printable.ts";
import { type RunInfo, reportOf } from "./report.ts";
import { halvesOf, type Totals } from "./summary.ts";

export interface HtmlOptions {
  /** The heading of the page: `"Conformance"`, if absent. */
  readonly title?: string;
  /** A sentence below the heading. */
  readonly lead?: string;
  /** When and of what the run was made; now and by this process, if absent. */
  readonly run?: RunInfo;
  /** What {@link totalsOf} makes of the results, if absent. */
  readonly totals?: Totals;
}

/**
 * One self-contained page: adapters and engines down, groups of cases across, and behind each cell its cases with what
 * came of them and why. `#suite/GROUP` and `#suite/ID` in its address open a cell and a case.
 * @param results what the suite found for each adapter and engine, by any number of calls of `conformance`.
 * @returns the text of an HTML file.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { htmlReport, readResults } from "@mortise/conformance";
 *
 * const results = await readResults("parts");
 * await writeFile("conformance.html", htmlReport(results, { title: "Conformance of my adapter" }));
 * ```
 */
export function htmlReport(results: readonly SuiteResult[], options: HtmlOptions = {}): string {
  const { title = "Conformance", lead = "" } = options;
  const cleaned = allPrintable(results);
  const { run, totals, groups, cases } = reportOf(cleaned, options.run, options.totals);
  const data: PageData = {
    groups: Object.entries(groups).map(([name, about]) => ({ name, title: about })),
    cases,
    suites: suitesOf(cleaned),
  };
  const words = wordsOf(data);
  const { asMarkup } = words;
  const grid = gridOf(data, words)({ failedOnly: false, levels: ["CORE", "SEC", "REC"] });
  const state = totals.failed > 0 ? `${words.counted(totals.failed, "failure", "failures")} · ` : "";
  const body = `<main>
${failures(data, words)}
<section aria-labelledby="grid-title">
<div class="tools">
<h2 id="grid-title">Adapters and engines</h2>
<div id="filters" role="group" aria-label="Show" hidden>
<button type="button" aria-pressed="false" data-failed>Failed only</button><span class="divider"></span>
${["CORE", "SEC", "REC"].map((level) => `<button type="button" aria-pressed="true" data-level="${level}">${level}</button>`).join("\n")}
</div>
<p id="shown" class="unseen" role="status"></p>
</div>
<div id="grid-box">${grid}</div>
${legend(words)}
<p id="unscripted" class="note">Without scripts the cells do not open. What fails and what does not apply stands on this page all the same.</p>
</section>
${reasons(cleaned, words)}
</main>
<dialog id="panel" aria-labelledby="panel-over panel-heading">
<div class="panel-head"><div><p id="panel-over" class="muted"></p><h2 id="panel-heading" tabindex="-1"></h2></div>
<button type="button" id="panel-close">Close</button></div>
<div id="panel-body"></div>
</dialog>
<script type="application/json" id="data">${inlined(data)}</script>
<script>${script}</script>`;
  return documentOf({
    title: state + title,
    isBad: totals.failed > 0,
    style,
    script,
    heading: title,
    header: `${lead ? `<p>${asMarkup(lead)}</p>` : ""}
<p class="muted">${runLine(run, words)}</p>
${totalsList(cleaned, totals, words)}`,
    body,
  });
}

/** The page's own script: functions that also run here, and one that runs there alone. */
const script = `"use strict";
// What a compiler with names to keep wraps functions in.
const __name = (value) => value;
const data = JSON.parse(document.getElementById("data").textContent);
const words = (${wordsOf})(data);
(${startPage})(window, (${gridOf})(data, words), (${panelsOf})(data, words));`;

/** JSON that cannot end the element that it stands in. */
function inlined(data: PageData): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

function suitesOf(results: readonly SuiteResult[]): PageSuite[] {
  // No suite may have the address that means all of them.
  const taken = new Set(["all"]);
  return results.map(({ planned, ...result }) => {
    const { adapter, engine } = halvesOf(result.name);
    const plain =
      result.name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "") || "suite";
    let slug = plain;
    for (let n = 2; taken.has(slug); n += 1) slug = `${plain}-${n}`;
    taken.add(slug);
    return { ...result, slug, adapter, engineName: engine };
  });
}
