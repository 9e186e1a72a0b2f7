/** Signing in with a provider, held to the calls that it may take and the rows that it may leave. */
import assert from "node:assert/strict";
import type { App } from "../flows/app.ts";
import type { Browser } from "../flows/browser.ts";
import type { Person } from "../flows/identity-provider.ts";
import { consent, succeeds } from "../flows/steps.ts";
import { type Growth, grows } from "../flows/stored.ts";
import type { RawPath } from "../harness.ts";

/** An app, and where one sees what it has stored. */
export interface Seen {
  readonly app: App;
  readonly raw: RawPath;
}

export interface Held {
  readonly calls: readonly string[];
  readonly rows: Growth;
  readonly provider?: string;
}

/** Somebody signs in; answers their browser, which is a new one where none is given. */
export async function comesIn(
  { app, raw }: Seen,
  person: Person,
  { calls, rows, provider }: Held,
  browser: Browser = app.browser(),
): Promise<Browser> {
  const back = await consent(app, browser, person, provider);
  const callback = async () => succeeds(await browser.get(back), app);
  assert.deepEqual(await grows(raw, rows, () => app.callsDuring(callback)), calls);
  return browser;
}

/** Somebody who is signed in signs in once more, and keeps their session. */
export async function stays(seen: Seen, browser: Browser, person: Person, held: Held): Promise<void> {
  const token = browser.session();
  await comesIn(seen, person, held, browser);
  assert.equal(browser.session(), token, "the session is another one");
}
