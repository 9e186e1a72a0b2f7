/** The built app and the one that one develops, as a person goes through them, and what is stored, read past the adapter. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type App,
  browserNote,
  buildNext,
  canBrowse,
  openStage,
  rowsOf,
  type Stage,
  sessionTokenOf,
  startNext,
  virtualAuthenticator,
} from "@mortise/example-testing";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";

const cwd = new URL("../", import.meta.url);

// There is no database where it builds: that it can do without is proven by its end.
beforeAll(() => buildNext(cwd, "packages/drizzle-adapter"), 300_000);

test("the middleware is built for the edge, without the driver", () => {
  const built = (path: string) => readFileSync(new URL(`.next/${path}`, cwd), "utf8");
  const { middleware } = JSON.parse(built("server/middleware-manifest.json"));
  const files: string[] = middleware["/"].files;
  expect(files.filter((file) => !file.startsWith("server/edge/"))).toEqual([]);
  const code = files.map(built).join("\n");
  expect(code).toContain("authjs.session-token");
  expect(code).not.toMatch(/better-sqlite3|drizzle|nodemailer/);
});

const note = browserNote("the app");
if (!canBrowse) console.warn(`Not run: Next.js, ${note}`);

describe.runIf(canBrowse)(note, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(cwd);
    return () => stage.close();
  });
  afterEach(() => stage.browser.check());

  /** A browser that nobody has signed in with. */
  async function visit({ origin }: App = stage.app): Promise<Page> {
    const page = await stage.browser.page();
    await page.goto(origin);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    return page;
  }

  async function askForLink(page: Page, email: string): Promise<void> {
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  }

  async function signInByLink(page: Page, email: string): Promise<string> {
    await askForLink(page, email);
    const { to, link } = await stage.mails.next();
    expect(to).toBe(email);
    await page.goto(link);
    await isSignedInAs(page, email);
    return link;
  }

  async function isSignedInAs(page: Page, who: string, { origin }: App = stage.app): Promise<void> {
    await page.getByRole("heading", { level: 1, name: who, exact: true }).waitFor();
    await page.waitForURL(`${origin}/`);
  }

  async function signOut(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  }

  const userBy = (email: string) => rowsOf(stage.file, "user").find((user) => user.email === email);
  const ofUser = (table: string, email: string) =>
    rowsOf(stage.file, table).filter(({ userId }) => userId === userBy(email)?.id);

  test("a link signs in once, and a cookie that was signed out is nobody's", async () => {
    const page = await visit();
    const email = "reader@example.com";
    await askForLink(page, "Reader@Example.com");
    expect(rowsOf(stage.file, "verificationToken")).toMatchObject([{ identifier: email }]);
    const { to, link } = await stage.mails.next();
    expect(to).toBe(email);
    await page.goto(link);
    await isSignedInAs(page, email);
    expect(rowsOf(stage.file, "verificationToken")).toEqual([]);
    const token = await sessionTokenOf(page);
    expect(ofUser("session", email)).toMatchObject([{ sessionToken: token }]);
    expect(await page.content()).not.toContain(token);
    const session = await page.request.get(`${stage.app.origin}/api/auth/session`);
    expect(await session.json()).toEqual({ user: { email, name: null, image: null }, expires: expect.any(String) });

    const second = await visit();
    await second.goto(link);
    await second.getByRole("alert").getByText("That link was used already or has run out.").waitFor();
    expect(await sessionTokenOf(second)).toBeUndefined();

    await signOut(page);
    expect(await sessionTokenOf(page)).toBeUndefined();
    expect(ofUser("session", email)).toEqual([]);
    const headers = { cookie: `authjs.session-token=${token}` };
    const replayed = await fetch(stage.app.origin, { headers, redirect: "manual" });
    expect([replayed.status, replayed.headers.get("location")]).toEqual([307, "/sign-in"]);
    expect(await (await fetch(`${stage.app.origin}/api/auth/session`, { headers })).json()).toBeNull();
  });

  test("the middleware sends away whoever has no cookie", async () => {
    const { status, headers } = await fetch(stage.app.origin, { redirect: "manual" });
    expect([status, headers.get("location")]).toEqual([307, "/sign-in"]);
  });

  test("OpenID Connect makes a user with an account, and finds both again", async () => {
    const page = await visit();
    for (const _time of ["first", "second"]) {
      await page.getByRole("button", { name: "Continue with Local ID" }).click();
      await page.getByRole("button", { name: "Ada Lovelace" }).click();
      await isSignedInAs(page, "Ada Lovelace");
      await page.getByRole("listitem").filter({ hasText: "OpenID Connect" }).getByText("as ada").waitFor();
      expect(ofUser("account", "ada@example.com")).toMatchObject([
        { type: "oidc", provider: "oidc", providerAccountId: "ada", access_token: expect.any(String) },
      ]);
      expect(ofUser("session", "ada@example.com")).toMatchObject([{ sessionToken: await sessionTokenOf(page) }]);
      await signOut(page);
      expect(ofUser("session", "ada@example.com")).toEqual([]);
    }
  });

  test("who goes back from the provider is told so, and is nobody", async () => {
    const page = await visit();
    await page.getByRole("button", { name: "Continue with Local ID" }).click();
    await page.getByRole("button", { name: "Go back without signing in" }).click();
    await page.getByRole("alert").getByText("The provider sent you back without signing you in.").waitFor();
    expect(await sessionTokenOf(page)).toBeUndefined();
  });

  test("an address that came in by link is not taken over by a provider", async () => {
    const page = await visit();
    await signInByLink(page, "grace@example.com");
    await signOut(page);
    await page.getByRole("button", { name: "Continue with Local ID" }).click();
    await page.getByRole("button", { name: "Grace Hopper" }).click();
    await page.getByRole("alert").getByText("belongs to somebody who came in another way").waitFor();
    expect(ofUser("account", "grace@example.com")).toEqual([]);
    expect(ofUser("session", "grace@example.com")).toEqual([]);
  });

  test("a passkey is added by whoever is signed in, and signs in with a counter that moved on", async () => {
    const page = await visit();
    const email = "keeper@example.com";
    await virtualAuthenticator(page);
    await signInByLink(page, email);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("listitem").filter({ hasText: "Passkey" }).getByText("counter 1").waitFor();
    const [before] = ofUser("authenticator", email);
    expect(ofUser("account", email)).toMatchObject([{ type: "webauthn", providerAccountId: before?.credentialID }]);
    await signOut(page);

    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await isSignedInAs(page, email);
    const [after] = ofUser("authenticator", email);
    expect(Number(after?.counter)).toBeGreaterThan(Number(before?.counter));
    expect(ofUser("session", email)).toMatchObject([{ sessionToken: await sessionTokenOf(page) }]);
  });

  test("nobody gets a passkey for an address by naming it", async () => {
    const query = "action=register&email=somebody%40example.com";
    const answer = await fetch(`${stage.app.origin}/api/auth/webauthn-options/passkey?${query}`);
    expect(answer.status).toBe(400);
    expect(userBy("somebody@example.com")).toBeUndefined();
  });

  test("one browser ends the sessions in the others, and nobody else's", async () => {
    const email = "many@example.com";
    const [other, own, stranger] = [await visit(), await visit(), await visit()];
    await signInByLink(stranger, "stranger@example.com");
    await signInByLink(other, email);
    await signInByLink(own, email);
    await own.getByRole("listitem").filter({ hasText: "Another browser" }).waitFor();
    expect(ofUser("session", email)).toHaveLength(2);
    await own.getByRole("button", { name: "Sign out everywhere else" }).click();
    await own.getByRole("listitem").filter({ hasText: "Another browser" }).waitFor({ state: "detached" });
    expect(ofUser("session", email)).toMatchObject([{ sessionToken: await sessionTokenOf(own) }]);
    await other.reload();
    await other.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await stranger.reload();
    await isSignedInAs(stranger, "stranger@example.com");
  });

  test("while one develops nothing has to be set, and the link stands in the terminal", async () => {
    const file = join(dirname(stage.file), "dev.sqlite");
    const dev = await startNext("dev", { cwd, env: { DATABASE_FILE: file } });
    onTestFinished(async () => void (await dev.stop()));
    await dev.next(/^AUTH_SECRET is not set/);
    // The pages are compiled when they are first asked for.
    await fetch(`${dev.origin}/sign-in`);
    const page = await visit(dev);
    page.setDefaultTimeout(60_000);
    expect(await page.getByRole("button", { name: "Continue with" }).count()).toBe(0);
    await askForLink(page, "developer@example.com");
    await dev.next(/^No mail is sent\. The link for developer@example\.com:$/);
    const [link] = await dev.next(/^http:.*/);
    await page.goto(link);
    await isSignedInAs(page, "developer@example.com", dev);
    expect(rowsOf(file, "session")).toMatchObject([{ sessionToken: await sessionTokenOf(page) }]);
    await page.close();
  }, 300_000);
});
