/** What Auth.js asked the adapter for, request by request. */
import type { Words } from "../backends/backend.ts";
import { type Html, html } from "../html.ts";
import type { Call, Step, Visit } from "../watch.ts";
import { count, milliseconds, timeOfDay } from "./values.ts";

export function visitsSection(visits: readonly Visit[], words: Words): Html {
  return html`<section class="visits" aria-labelledby="visits-title">
<h2 id="visits-title">What Auth.js asked the adapter</h2>
<p class="fine">Each call, what came back, and the ${words.step}s that ${words.engine} ran for it.</p>
<ol id="visits">${visitList(visits, words)}</ol>
</section>`;
}

export function visitList(visits: readonly Visit[], words: Words): Html {
  if (visits.length === 0) return html`<li class="empty">Nothing yet.</li>`;
  return html`${visits.map(
    ({ request, started, calls }) =>
      html`<li><h3>${request} ${timeOfDay(started)}</h3><ol>${calls.map((call) => line(call, words))}</ol></li>`,
  )}`;
}

function line({ method, outcome, steps, milliseconds: duration }: Call, words: Words): Html {
  return html`<li><code>${method}</code>
<span>${steps.map(step)}</span>
<span>${outcome}</span>
<small>${count(steps.length, words.step)}, ${milliseconds(duration)}</small></li>`;
}

function step({ verb, on }: Step, index: number): Html {
  return html`${index > 0 && ", "}${verb}${on && html` <b>${on}</b>`}`;
}
