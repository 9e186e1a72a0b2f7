/** A page with one thing to say. */
import { html } from "../html.ts";
import { page } from "./layout.ts";

export function messagePage(title: string, text: string): string {
  return page({
    title: `${title} · Mortise demo`,
    main: html`<main class="narrow"><div class="card">
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">To the home page</a></p>
</div></main>`,
  });
}
