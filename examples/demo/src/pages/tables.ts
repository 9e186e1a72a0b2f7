/** What is stored, as it is now. */
import type { RecordName } from "@mortise/adapter-kit";
import type { Words } from "../backends/backend.ts";
import { type Html, html } from "../html.ts";
import type { Parts } from "../live.ts";
import type { Row, TableView } from "../rows.ts";
import type { Call } from "../watch.ts";
import { cell, count, milliseconds, timeOfDay } from "./values.ts";

type LastWrites = ReadonlyMap<RecordName, Call>;

/** What each of them is for. */
const purposes: Readonly<Record<TableView["of"], string>> = {
  user: "A person. When this goes, all that is theirs goes with it.",
  account: "An account elsewhere, or a passkey, that signs its user in. A magic link needs none.",
  session: "A signed-in browser. Its cookie holds the token; signing out removes it.",
  verificationToken: "A link that is out. Using it takes it away, so a second use finds nothing.",
  authenticator: "A passkey: its public key, and a counter that never goes back.",
  index: "What the others are found by: the address of a user, the sessions of a user, and so on.",
};

export function tablesSection(tables: readonly TableView[], words: Words, lastWrites: LastWrites): Html {
  return html`<section class="tables" aria-labelledby="tables-title">
<h2 id="tables-title">The ${words.tables}, live</h2>
${words.note && html`<p class="fine">${words.note}</p>`}
${tables.map(
  (table) => html`<section class="table" aria-labelledby="title-${table.of}">
<header>
<h3 id="title-${table.of}">${table.name}</h3>
<p role="status" id="note-${table.of}">${note(table, words, lastWrites)}</p>
</header>
<p class="fine">${purposes[table.of]}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Rows of ${table.name}">
<table id="rows-${table.of}">${rows(table, words)}</table>
</div>
</section>`,
)}
</section>`;
}

/** The parts of the section that change. */
export function tableParts(tables: readonly TableView[], words: Words, lastWrites: LastWrites): Parts {
  return Object.fromEntries(
    tables.flatMap((table) => [
      [`note-${table.of}`, note(table, words, lastWrites)],
      [`rows-${table.of}`, rows(table, words)],
    ]),
  );
}

function note({ of, count: all }: TableView, { row }: Words, lastWrites: LastWrites): Html {
  const last = of === "index" ? undefined : lastWrites.get(of);
  const by =
    last &&
    html`<span><code>${last.method}</code> ${timeOfDay(last.started)}, ${milliseconds(last.milliseconds)}</span>`;
  return html`${by}<b>${count(all, row)}</b>`;
}

function rows({ columns, rows, count: all }: TableView, words: Words): Html {
  const span = columns.length;
  return html`<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.length === 0 ? html`<tr class="empty"><td colspan="${span}">no ${words.row}s</td></tr>` : rows.map(row)}
${all > rows.length && html`<tr class="empty older"><td colspan="${span}">and ${all - rows.length} more</td></tr>`}</tbody>`;
}

function row({ key, userId, values }: Row): Html {
  return html`<tr data-key="${key}" data-user="${userId}">${values.map(cell)}</tr>`;
}
