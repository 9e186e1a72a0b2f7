/** The verdicts on the targets, with every place where one is not met. */
import { missText, type Verdict } from "../targets.ts";
import { asMarkup } from "./markup.ts";

const states = {
  met: { outcome: "passed", mark: "✓" },
  "not met": { outcome: "failed", mark: "✗" },
  "not measured": { outcome: "absent", mark: "○" },
} as const;

/** So many lines are in sight; more are opened. */
const mostInSight = 6;

/** How many targets came out how. */
export function verdictTotals(verdicts: readonly Verdict[]): string {
  const items = (["met", "not met", "not measured"] as const).map((state) => {
    const count = verdicts.filter((verdict) => verdict.state === state).length;
    const { outcome, mark } = states[state];
    return `<li data-outcome="${outcome}"${count > 0 ? " data-any" : ""}><span class="mark" aria-hidden="true">${mark}</span> <b>${count}</b> ${state}</li>`;
  });
  return `<ul class="totals" aria-label="Targets">${items.join("")}</ul>`;
}

export function verdictSection(verdicts: readonly Verdict[]): string {
  return `<section aria-labelledby="targets"><h2 id="targets">Targets</h2><ul class="verdicts">${verdicts.map(verdictItem).join("")}</ul></section>`;
}

function verdictItem({ title, state, figure, misses, unmeasured }: Verdict): string {
  const { outcome, mark } = states[state];
  return (
    `<li data-outcome="${outcome}"><p class="state"><span aria-hidden="true">${mark}</span> ${state}</p><div><p class="title">${asMarkup(title)}.</p>` +
    `${figure === "" ? "" : `<p class="muted">${asMarkup(figure)}.</p>`}` +
    `${list("Where not", misses.map(missText))}${list("Not measured", unmeasured)}</div></li>`
  );
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const open = lines.length <= mostInSight ? " open" : "";
  const items = lines.map((line) => `<li>${asMarkup(line)}</li>`).join("");
  return `<details${open}><summary>${title} <span>(${lines.length})</span></summary><ul>${items}</ul></details>`;
}
