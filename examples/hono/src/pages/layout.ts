/** What every page has. `html` escapes whatever is put into it. */
import { html } from "hono/html";

export type Page = ReturnType<typeof html>;

/**
 * @param title what the page is called, in the tab and to a screen reader.
 * @param aside what stands beside the brand at the top.
 */
export function page(title: string, main: Page, aside?: Page): Page {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Mortise on Hono</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<header>
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="32" height="32">Mortise <i>on Hono</i></a>
${aside}
</header>
<main>${main}</main>
</body>
</html>`;
}
