/** The page around what it shows: no request leaves it, and no script runs but its own. */
import { createHash } from "node:crypto";
import { wordsOf } from "./words.ts";

export interface PageDocument {
  /** Of the window. */
  readonly title: string;
  /** Whether the sign of the window says that something is wrong. */
  readonly isBad: boolean;
  readonly style: string;
  /** The text of the script that the body holds, if it holds one. */
  readonly script?: string;
  readonly heading: string;
  /** Markup below the heading. */
  readonly header: string;
  /** Markup after the header. */
  readonly body: string;
}

/** The text of an HTML file. */
export function documentOf({ title, isBad, style, script, heading, header, body }: PageDocument): string {
  const { asMarkup } = wordsOf({ cases: {} });
  const icon = `%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' rx='2' fill='%23${isBad ? "b3261e" : "1f7a3d"}'/%3E%3C/svg%3E`;
  const scripts = script === undefined ? "" : `; script-src '${digest(script)}'`;
  const policy = `default-src 'none'; img-src data:; style-src '${digest(style)}'${scripts}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${asMarkup(title)}</title>
<link rel="icon" href="data:image/svg+xml,${icon}">
<style>${style}</style>
</head>
<body>
<header>
<h1>${asMarkup(heading)}</h1>
${header}
</header>
${body}
</body>
</html>
`;
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
