/** The card that says who is signed in, or offers the three ways in. Every form is posted to Auth.js itself. */
import type { Session } from "@auth/express";
import { type Html, html } from "../html.ts";
import { dateAndTime } from "./values.ts";

function hidden(csrfToken: string): Html {
  return html`<input type="hidden" name="csrfToken" value="${csrfToken}"><input type="hidden" name="callbackUrl" value="/">`;
}

/** A form for the passkey script, which enables it, talks to the browser's passkeys and posts what they answer. */
function passkeyForm(csrfToken: string, action: "authenticate" | "register", inner: Html): Html {
  return html`<form method="post" action="/auth/callback/passkey" data-passkey="${action}">
${hidden(csrfToken)}
${inner}
<p class="problem" role="alert" hidden></p>
</form>`;
}

export function waysIn(csrfToken: string): Html {
  return html`<h1 id="who-title">Nobody is signed in</h1>
<p class="lead">Three ways in. Watch what each one writes.</p>
<div class="card way">
<h2>Magic link</h2>
<form method="post" action="/auth/signin/email">
${hidden(csrfToken)}
<label for="link-email">E-mail address</label>
<div class="field"><input id="link-email" type="email" name="email" required autocomplete="email" placeholder="you@example.com">
<button>Send link</button></div>
</form>
<p class="fine">The mail lands in the <a href="/mailbox">mailbox</a>.</p>
</div>
<div class="card way">
<h2>OpenID Connect</h2>
<form method="post" action="/auth/signin/local">
${hidden(csrfToken)}
<button class="wide">Continue with Local ID</button>
</form>
<p class="fine">A real provider, running inside the demo.</p>
</div>
<div class="card way">
<h2>Passkey</h2>
${passkeyForm(csrfToken, "authenticate", html`<button class="wide" disabled>Sign in with a passkey</button>`)}
<details>
<summary>New here? Create a passkey</summary>
${passkeyForm(
  csrfToken,
  "register",
  html`<label for="passkey-email">E-mail address</label>
<div class="field"><input id="passkey-email" type="email" name="email" required autocomplete="username" placeholder="you@example.com">
<button disabled>Create</button></div>`,
)}
</details>
</div>`;
}

export function signedIn({ user, expires }: Session, csrfToken: string): Html {
  const { name, email } = user ?? {};
  const title = name ?? email ?? "Somebody without a name";
  return html`<p class="eyebrow">Signed in</p>
<div class="card you">
<div class="person"><span class="avatar" aria-hidden="true">${title.slice(0, 1).toUpperCase()}</span>
<div><h1 id="who-title">${title}</h1><p>${name ? (email ?? "no e-mail address") : "no name"}</p></div></div>
<dl><dt>User</dt><dd><code>${user?.id}</code></dd>
<dt>Session until</dt><dd>${dateAndTime(new Date(expires))}</dd></dl>
<form method="post" action="/auth/signout">${hidden(csrfToken)}<button class="wide quiet">Sign out</button></form>
</div>
<div class="card way">
<h2>More ways in for next time</h2>
${email ? passkeyForm(csrfToken, "register", html`<button class="wide quiet" disabled>Add a passkey</button>`) : null}
<form method="post" action="/auth/signin/local">${hidden(csrfToken)}<button class="wide quiet">Link Local ID</button></form>
</div>`;
}
