/** What Auth.js asked the adapter for, request by request. */
import { type Html, html } from "../html.ts";
import type { Call, Visit } from "../watch.ts";
import { count, milliseconds, timeOfDay } from "./values.ts";

export function visitsSection(visits: readonly Visit[]): Html {
  return html`<section class="visits" aria-labelledby="visits-title">
<h2 id="visits-title">What Auth.js asked the adapter</h2>
<p class="fine">Each call, what came back, and the statements that SQLite ran for it.</p>
<ol id="visits">${visitList(visits)}</ol>
</section>`;
}

export function visitList(visits: readonly Visit[]): Html {
  if (visits.length === 0) return html`<li class="empty">Nothing yet.</li>`;
  return html`${visits.map(
    ({ request, started, calls }) =>
      html`<li><h3>${request} ${timeOfDay(started)}</h3><ol>${calls.map(line)}</ol></li>`,
  )}`;
}

function line({ method, outcome, write, statements, milliseconds: duration }: Call): Html {
  return html`<li><code>${method}</code>
<span>${write && html`${write.verb} <b>${write.table}</b>`}</span>
<span>${outcome}</span>
<small>${count(statements, "statement")}, ${milliseconds(duration)}</small></li>`;
}
