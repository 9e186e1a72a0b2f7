/** The mailbox: every mail that the demo sent, newest first. */
import { type Html, html } from "../html.ts";
import type { Mail } from "../mailbox.ts";
import { page } from "./layout.ts";
import { timeOfDay } from "./values.ts";

export function mailboxPage(mails: readonly Mail[]): string {
  return page({
    title: "Mailbox · Mortise demo",
    here: "/mailbox",
    mails: mails.length,
    main: html`<main class="narrow">
<h1>Mailbox</h1>
<p class="lead">The demo sends no mail. What it would send lands here, newest first.</p>
<ol class="mails" id="mails">${mailList(mails)}</ol>
</main>`,
  });
}

export function mailList(mails: readonly Mail[]): Html {
  if (mails.length === 0)
    return html`<li class="empty">No mail yet. <a href="/">Ask for a link</a> and it arrives here.</li>`;
  return html`${mails.map(
    ({ to, link, sent, linkExpires }) => html`<li class="card mail">
<p class="fine"><span>To <b>${to}</b></span>${timeOfDay(sent)}</p>
<h2>Your link to the Mortise demo</h2>
<p>It signs you in once, until ${timeOfDay(linkExpires)}.</p>
<p><a class="button" href="${link}">Sign in as ${to}</a></p>
</li>`,
  )}`;
}
