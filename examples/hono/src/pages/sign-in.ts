/** The ways in, as forms that are posted to Auth.js itself. */
import { html } from "hono/html";
import { type Page, page } from "./layout.ts";
import { messagePage } from "./message.ts";

/** What the errors mean that Auth.js sends people back with. */
const errors: ReadonlyMap<string, string> = new Map([
  ["Verification", "This link was used before, or it is too old. Ask for another one."],
  ["OAuthAccountNotLinked", "Somebody came with this e-mail address by another way. Take that way again."],
  ["OAuthCallbackError", "The provider did not sign you in."],
  ["AccessDenied", "You were not let in."],
]);

const back = html`<input type="hidden" name="callbackUrl" value="/sessions">`;

/** @param ways the providers that are configured: their ids and names. */
export function signInPage(ways: ReadonlyMap<string, string>, error: string | undefined): Page {
  const problem = error && (errors.get(error) ?? "That did not work. Try again, or take another way.");
  const others = [...ways].filter(([id]) => id !== "email");
  return page(
    "Sign in",
    html`<h1>Sign in</h1>
${problem && html`<p class="problem" role="alert">${problem}</p>`}
${ways.has("email") && emailForm()}
${ways.has("email") && others.length > 0 && html`<p class="or">or</p>`}
${others.map(
  ([id, name]) =>
    html`<form method="post" action="/auth/signin/${id}">${back}<button class="outlined">Continue with ${name}</button></form>`,
)}
${ways.size === 0 && html`<p>No way in is configured yet. The README says what to set.</p>`}`,
  );
}

function emailForm(): Page {
  return html`<form class="email" method="post" action="/auth/signin/email">
${back}
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" required autocomplete="email" autofocus>
<button>Send link</button>
<p class="hint">No password. The link works once, for a quarter of an hour.</p>
</form>`;
}

export function sentPage(): Page {
  return messagePage("Look at your mail", "A link is on its way. In development it stands in the terminal instead.");
}
