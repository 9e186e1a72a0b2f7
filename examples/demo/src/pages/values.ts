/** How values look on a page. */
import { type Html, html } from "../html.ts";
import type { Value } from "../rows.ts";

/** `2026-03-01 09:30`, in the time of the machine that runs the demo. */
export function dateAndTime(date: Date): Html {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return html`<time datetime="${date.toISOString()}">${local.slice(0, 10)} ${local.slice(11, 16)}</time>`;
}

/** `09:30:15`. */
export function timeOfDay(date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${date.toTimeString().slice(0, 8)}</time>`;
}

export function milliseconds(duration: number): string {
  return `${duration.toFixed(duration < 10 ? 2 : 0)} ms`;
}

export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

export function cell(value: Value): Html {
  if (value === null) return html`<td class="none">null</td>`;
  if (value instanceof Date) return html`<td>${dateAndTime(value)}</td>`;
  if (typeof value !== "string") return html`<td>${String(value)}</td>`;
  return html`<td title="${value}">${value}</td>`;
}
