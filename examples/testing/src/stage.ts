/** A built Next app with all that it talks to: a mail server, an OpenID provider, a database file and a browser. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { App } from "./app.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { type MailServer, startMailServer } from "./mail.ts";
import { startNext } from "./next.ts";
import { startProvider } from "./provider/start.ts";

export interface Stage {
  readonly app: App;
  readonly browser: Browser;
  readonly mails: MailServer;
  /** The app's SQLite file, alone in its folder. */
  readonly file: string;
  /** Ends all of it, and throws when a page complained. */
  close(): Promise<void>;
}

/** Starts a Next app that was built, with everything in its environment that production wants. */
export async function openStage(cwd: URL): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "mortise-example-"));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "app.sqlite");
  const mails = await startMailServer();
  opened.defer(mails.stop);
  const provider = await startProvider({ redirect: ["/api/auth/callback/oidc"] });
  opened.defer(provider.stop);
  const env = {
    AUTH_SECRET: randomUUID(),
    AUTH_TRUST_HOST: "true",
    AUTH_OIDC_ISSUER: provider.issuer,
    AUTH_OIDC_ID: provider.clientId,
    AUTH_OIDC_SECRET: provider.clientSecret,
    AUTH_OIDC_NAME: "Local ID",
    DATABASE_FILE: file,
    EMAIL_SERVER: mails.url,
  };
  const app = await startNext("start", { cwd, env });
  opened.defer(async () => void (await app.stop()));
  const browser = await openBrowser();
  opened.defer(browser.close);
  const all = opened.move();
  return { app, browser, mails, file, close: () => all.disposeAsync() };
}

/** The session token in the cookie of a page. */
export async function sessionTokenOf(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name.endsWith("session-token"))?.value;
}
