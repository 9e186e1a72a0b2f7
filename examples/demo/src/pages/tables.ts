/** The five tables as they are now. */
import { type Html, html } from "../html.ts";
import type { Parts } from "../live.ts";
import type { Row, TableView } from "../rows.ts";
import type { Call } from "../watch.ts";
import { cell, count, milliseconds, timeOfDay } from "./values.ts";

/** What each table is for. */
const purposes: Readonly<Record<string, string>> = {
  user: "A person. When this row goes, all that is theirs goes with it.",
  account: "An account elsewhere, or a passkey, that signs its user in. A magic link needs none.",
  session: "A signed-in browser. Its cookie holds the token; signing out removes the row.",
  verificationToken: "A link that is out. Using it takes the row away, so a second use finds nothing.",
  authenticator: "A passkey: its public key, and a counter that never goes back.",
};

export function tablesSection(tables: readonly TableView[], lastWrites: ReadonlyMap<string, Call>): Html {
  return html`<section class="tables" aria-labelledby="tables-title">
<h2 id="tables-title">The five tables, live</h2>
${tables.map(
  (table) => html`<section class="table" aria-labelledby="title-${table.name}">
<header>
<h3 id="title-${table.name}">${table.name}</h3>
<p role="status" id="note-${table.name}">${note(table, lastWrites.get(table.name))}</p>
</header>
<p class="fine">${purposes[table.name]}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Rows of ${table.name}">
<table id="rows-${table.name}">${rows(table)}</table>
</div>
</section>`,
)}
</section>`;
}

/** The parts of the section that change. */
export function tableParts(tables: readonly TableView[], lastWrites: ReadonlyMap<string, Call>): Parts {
  return Object.fromEntries(
    tables.flatMap((table) => [
      [`note-${table.name}`, note(table, lastWrites.get(table.name))],
      [`rows-${table.name}`, rows(table)],
    ]),
  );
}

function note({ count: rows }: TableView, last: Call | undefined): Html {
  const by =
    last &&
    html`<span><code>${last.method}</code> ${timeOfDay(last.started)}, ${milliseconds(last.milliseconds)}</span>`;
  return html`${by}<b>${count(rows, "row")}</b>`;
}

function rows({ columns, rows, count: all }: TableView): Html {
  const span = columns.length;
  return html`<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.length === 0 ? html`<tr class="empty"><td colspan="${span}">no rows</td></tr>` : rows.map(row)}
${all > rows.length && html`<tr class="empty older"><td colspan="${span}">and ${all - rows.length} older</td></tr>`}</tbody>`;
}

function row({ key, userId, values }: Row): Html {
  return html`<tr data-key="${key}" data-user="${userId}">${values.map(cell)}</tr>`;
}
