/** The pages. Every form but one is posted to Auth.js itself. */
import type { User } from "@auth/core/types";
import { html } from "hono/html";

type Html = ReturnType<typeof html>;

/** What Auth.js needs to know of a way in to be asked for it. */
interface Way {
  readonly id: string;
  readonly name: string;
  readonly type: "email" | "oidc";
}

interface Home {
  /** Goes into every form. */
  readonly csrfToken: string;
  /** What Auth.js came back with. */
  readonly error: string | undefined;
}

interface NobodysHome extends Home {
  readonly ways: readonly Way[];
}

interface SomebodysHome extends Home {
  readonly user: User;
  readonly sessions: readonly { readonly sessionToken: string; readonly expires: Date }[];
  /** The session of this browser. */
  readonly token: string | undefined;
}

const errors: Readonly<Record<string, string>> = {
  Verification: "That link was used already or has run out. Ask for a new one.",
  OAuthAccountNotLinked: "A user with that e-mail address exists. Come in the way you did before.",
  OAuthCallbackError: "The provider sent you back without signing you in.",
  AccessDenied: "You were not let in.",
};

export function nobodysPage({ csrfToken, error, ways }: NobodysHome): Html {
  return page(
    "Sign in",
    html`<h1>Sign in</h1>
${problem(error)}
${ways.length === 0 && html`<p>No way in is set up yet: the README says which variables do that.</p>`}
${ways.map((way) =>
  form(
    `/auth/signin/${way.id}`,
    csrfToken,
    way.type === "email"
      ? html`<label for="email">E-mail address</label>
<input id="email" type="email" name="email" required autocomplete="email" placeholder="you@example.com">
<button>Send a link</button>`
      : html`<button class="quiet">Continue with ${way.name}</button>`,
  ),
)}`,
  );
}

export function somebodysPage({ csrfToken, error, user, sessions, token }: SomebodysHome): Html {
  const title = user.name ?? user.email ?? "Somebody without a name";
  const newestFirst = [...sessions].sort((a, b) => b.expires.getTime() - a.expires.getTime());
  return page(
    title,
    html`<p class="fine">Signed in as</p>
<h1>${title}</h1>
${problem(error)}
<p>${user.name ? (user.email ?? "no e-mail address") : "no name"}</p>
<h2>Sessions</h2>
<ul>${newestFirst.map(
      ({ sessionToken, expires }) =>
        html`<li><span>until ${minute(expires)}</span>${sessionToken === token && html` <b>this browser</b>`}</li>`,
    )}</ul>
${form("/auth/signout", csrfToken, html`<button>Sign out</button>`)}
${sessions.length > 1 && form("/sessions/end-others", csrfToken, html`<button class="quiet">Sign out everywhere else</button>`)}`,
  );
}

/** A page with one thing to say. */
export function messagePage(title: string, text: string): Html {
  return page(
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">To the first page</a></p>`,
  );
}

function problem(error: string | undefined): Html | false {
  if (error === undefined) return false;
  return html`<p class="problem" role="alert">${errors[error] ?? "That did not work. The log says why."}</p>`;
}

function form(action: string, csrfToken: string, inner: Html): Html {
  return html`<form method="post" action="${action}">
<input type="hidden" name="csrfToken" value="${csrfToken}"><input type="hidden" name="callbackUrl" value="/">
${inner}
</form>`;
}

/** `2026-03-01 09:30 UTC`: a Worker knows no other zone. */
function minute(date: Date): Html {
  const text = date.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}

function page(title: string, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<main>
${main}
</main>
</html>`;
}
