/** What every page has: the head, the line at the top, and the scripts. */
import { type Html, html, type Piece } from "../html.ts";

export interface Layout {
  readonly title: string;
  /** The page in the navigation on which one is. */
  readonly here?: "/" | "/mailbox";
  /** How many mails there are; without it the navigation is left out, as on the provider's page. */
  readonly mails?: number;
  /** What the demo runs on, said at the top of the page. */
  readonly on?: string;
  readonly main: Piece;
}

export function page({ title, here, mails, on, main }: Layout): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
<link rel="stylesheet" href="/cards.css">
<link rel="stylesheet" href="/tables.css">
<script type="module" src="/live.js"></script>
<script type="module" src="/passkey.js"></script>
</head>
<body>
${mails === undefined ? null : top(here, mails, on)}
${main}
</body>
</html>
`;
  return document.text;
}

function top(here: Layout["here"], mails: number, on: string | undefined): Html {
  const link = (path: Layout["here"], text: Piece) =>
    html`<a href="${path}"${here === path ? html` aria-current="page"` : null}>${text}</a>`;
  return html`<header class="top">
<a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28">Mortise <span>demo</span></a>
${on && html`<p class="on">${on}</p>`}
<nav aria-label="Pages">
${link("/", "Home")}
${link("/mailbox", html`Mailbox <span class="badge" id="mail-count">${mails}</span>`)}
</nav>
</header>`;
}
