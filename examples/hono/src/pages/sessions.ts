/** Who is signed in, and where. */
import { html } from "hono/html";
import type { OwnSession, Visitor } from "../auth.ts";
import { type Page, page } from "./layout.ts";

const instant = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

const signOut = html`<form method="post" action="/auth/signout"><button class="plain">Sign out</button></form>`;

/** @param ended how many other sessions were ended a moment ago; NaN where nobody asked for that. */
export function sessionsPage({ name }: Visitor, sessions: readonly OwnSession[], ended: number): Page {
  return page(
    "Your sessions",
    html`<p class="over">Signed in as</p>
<h1>${name}</h1>
${Number.isInteger(ended) && html`<p class="done" role="status">${ended === 1 ? "One other session was" : `${ended} other sessions were`} ended.</p>`}
<h2 id="sessions">Your sessions</h2>
<ul class="sessions" aria-labelledby="sessions">
${sessions.map(
  ({ expires, here }) => html`<li${here ? html` class="here"` : ""}>
<b>${here ? "This browser" : "Another browser"}</b>
<span>until <time datetime="${expires.toISOString()}">${instant.format(expires)} UTC</time></span>
</li>`,
)}
</ul>
${
  sessions.length > 1
    ? html`<form method="post" action="/sessions/end-others"><button>End all other sessions</button></form>`
    : html`<p class="hint">You are signed in nowhere else.</p>`
}`,
    signOut,
  );
}
