import { html } from "hono/html";
import { type Page, page } from "./layout.ts";

/** A page with one thing to say. */
export function messagePage(title: string, text: string): Page {
  return page(
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">Back to the start</a></p>`,
  );
}
