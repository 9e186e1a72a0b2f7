/** The provider's page: who do you want to be? */
import type { Person } from "@mortise/example-testing/provider";
import { html } from "../html.ts";
import { page } from "./layout.ts";

export function peoplePage(action: string, people: readonly Person[]): string {
  return page({
    title: "Local ID",
    main: html`<main class="narrow"><form class="card people" method="post" action="${action}">
<p class="eyebrow">Local ID, an OpenID provider</p>
<h1>Who are you today?</h1>
<ul>
${people.map(
  ({ id, name, email }) => html`<li><button name="person" value="${id}">
<span class="avatar" aria-hidden="true">${name.slice(0, 1)}</span>
<span><b>${name}</b><small>${email ?? "shares no e-mail address"}</small></span>
</button></li>`,
)}
</ul>
<p class="fine">There is no password: this provider runs inside the demo and believes you.
<button class="link" name="person" value="">Go back without signing in</button></p>
</form></main>`,
  });
}
