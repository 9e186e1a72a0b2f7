/** The home page: who is signed in or how to be, beside the five tables. */
import type { Visitor } from "../auth.ts";
import { type Html, html } from "../html.ts";
import { page } from "./layout.ts";
import { signedIn, waysIn } from "./who.ts";

export interface Home {
  readonly visitor: Visitor;
  /** The error that Auth.js came back with, or `undefined`. */
  readonly error: string | undefined;
  readonly mails: number;
  /** What the demo runs on. */
  readonly on: string;
  /** The sections beside, which change while the page is open. */
  readonly tables: Html;
  readonly visits: Html;
}

/** What the errors mean that Auth.js sends people back with. */
const errors: Readonly<Record<string, string>> = {
  Verification: "That link was used already or has run out. Ask for a new one.",
  OAuthAccountNotLinked:
    "A user with that e-mail address exists and came in another way. Sign in that way first, then link the account.",
  AccountNotLinked: "A user with that e-mail address exists. Sign in the way you did before, then add a passkey.",
  OAuthCallbackError: "The provider sent you back without signing you in.",
  MissingCSRF: "That form was from an earlier start of the demo. Try again.",
  AccessDenied: "You were not let in.",
};

/** Auth.js has one name for two cases: whoever is signed in met an account that is somebody else's. */
const errorsWhenSignedIn: typeof errors = {
  OAuthAccountNotLinked: "That account belongs to another user already.",
  AccountNotLinked: "That passkey belongs to another user already.",
};

export function homePage({ visitor: { session, csrfToken }, error, mails, on, tables, visits }: Home): string {
  const text =
    error && ((session && errorsWhenSignedIn[error]) ?? errors[error] ?? "That did not work. The terminal says why.");
  return page({
    title: "Mortise demo",
    here: "/",
    mails,
    on,
    main: html`<main class="home" data-user="${session?.user?.id}">
<section class="who" aria-labelledby="who-title">
${text && html`<p class="problem" role="alert">${text}</p>`}
${session === null ? waysIn(csrfToken) : signedIn(session, csrfToken)}
</section>
${tables}
${visits}
</main>`,
  });
}
