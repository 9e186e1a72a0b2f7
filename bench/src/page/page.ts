/** The bench as one page that needs nothing else: no request and no script. */
import { documentOf } from "../../../conformance/src/report/page/document.ts";
import { allPrintable } from "../../../conformance/src/report/printable.ts";
import type { BenchResult } from "../results.ts";
import type { Verdict } from "../targets.ts";
import { machineText } from "../terminal.ts";
import { growthSection } from "./growth.ts";
import { asMarkup } from "./markup.ts";
import { measureSections } from "./measures.ts";
import { overview, ratioSections } from "./ratios.ts";
import { style } from "./style.ts";
import { verdictSection, verdictTotals } from "./verdicts.ts";

const title = "How fast, how heavy";
const lead =
  "Mortise's adapters beside the official ones, better-auth's and the bare drivers, timed in turn in one process against one server.";

const reading = `
<li>A ratio is the time of the other divided by ours: at 2× ours takes half as long. It is the median over the rounds, and the whisker its 95 % interval.</li>
<li>Green is faster for certain, red slower than asked for, grey neither. A hollow bar, marked ≠, is of one whose answers differ: it does not do the same work.</li>
<li>The broken line beside 1× is the target: 0.9× of the bare driver.</li>
<li>A row opens: behind it stand the absolute times and trips of everybody, and how answers differ.</li>`;

/** The text of `reports/bench.html`. */
export function pageOf(found: BenchResult, verdicts: readonly Verdict[]): string {
  const result = allPrintable(found);
  const { date, machine, isQuick, absent, backends } = result;
  const time = `<time datetime="${asMarkup(date)}">${asMarkup(date.slice(0, 16).replace("T", " "))} UTC</time>`;
  const quick = isQuick ? " · a quick run: few rounds, wide intervals" : "";
  const gaps = absent.map((what) => `<li>${asMarkup(what)}</li>`);
  return documentOf({
    title,
    isBad: verdicts.some(({ state }) => state === "not met"),
    style,
    heading: title,
    header: `<p>${lead}</p>
<p class="muted facts">${time} · ${asMarkup(machineText(machine))}${quick}</p>
${verdictTotals(verdicts)}`,
    body: `<main>
${verdictSection(allPrintable(verdicts))}
${gaps.length === 0 ? "" : `<section aria-labelledby="absent"><h2 id="absent">Not run</h2><ul class="remarks">${gaps.join("")}</ul></section>`}
${backends.length === 0 ? "" : `${overview(result)}<section aria-labelledby="reading"><h2 id="reading">How to read it</h2><ul class="reading">${reading}</ul></section>`}
${ratioSections(result)}
${growthSection(result)}
${measureSections(result)}
</main>`,
  });
}
