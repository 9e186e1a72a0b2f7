/** The built app, as a person goes through it, and what is stored, read past the adapter. */
import { dirname, join } from "node:path";
import {
  browserNote,
  buildNext,
  canBrowse,
  openStage,
  rowsOf,
  type Stage,
  sessionTokenOf,
  startNext,
} from "@mortise/example-testing";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";

const cwd = new URL("../", import.meta.url);

// There is no database where it builds: that it can do without is proven by its end.
beforeAll(() => buildNext(cwd, "packages/kysely-adapter"), 300_000);

const note = browserNote("the app");
if (!canBrowse) console.warn(`Not run: next-auth 4, ${note}`);

describe.runIf(canBrowse)(note, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(cwd);
    return () => stage.close();
  });
  afterEach(() => stage.browser.check());

  async function visit(): Promise<Page> {
    const page = await stage.browser.page();
    await page.goto(stage.app.origin);
    await isNobody(page);
    return page;
  }

  const isNobody = (page: Page) => page.getByRole("heading", { level: 1, name: "Who are you?" }).waitFor();

  async function isSignedInAs(page: Page, who: string): Promise<void> {
    await page.getByRole("heading", { level: 1, name: who, exact: true }).waitFor();
    await page.waitForURL(`${stage.app.origin}/`);
  }

  /** Asks for a link by the address as it is typed, and answers the mail that came. */
  async function askForLink(page: Page, typed: string) {
    await page.getByLabel("Your e-mail address").fill(typed);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByRole("heading", { name: "A link is under way" }).waitFor();
    return stage.mails.next();
  }

  async function signOut(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Sign out" }).click();
    await isNobody(page);
  }

  const stored = (table: string) => rowsOf(stage.file, table);

  test("a link signs in once, and a cookie that was signed out is nobody's", async () => {
    const page = await visit();
    const { to, link } = await askForLink(page, "Reader@Example.com");
    expect(to).toBe("reader@example.com");
    expect(stored("VerificationToken")).toMatchObject([{ identifier: to }]);
    expect(stored("User")).toEqual([]);
    await page.goto(link);
    await isSignedInAs(page, to);
    const [user] = stored("User");
    const token = await sessionTokenOf(page);
    expect(user).toMatchObject({ email: to, emailVerified: expect.any(String) });
    expect(stored("Session")).toMatchObject([{ userId: user?.id, sessionToken: token }]);
    expect(stored("VerificationToken")).toEqual([]);
    expect(await page.content()).not.toContain(token);

    const second = await visit();
    await second.goto(link);
    await second.getByRole("alert").getByText("This link has been used, or is too old.").waitFor();
    expect(await sessionTokenOf(second)).toBeUndefined();

    await signOut(page);
    expect(await sessionTokenOf(page)).toBeUndefined();
    expect(stored("Session")).toEqual([]);
    const headers = { cookie: `next-auth.session-token=${token}` };
    const replayed = await fetch(stage.app.origin, { headers, redirect: "manual" });
    expect([replayed.status, replayed.headers.get("location")]).toEqual([307, "/sign-in"]);
    expect(await (await fetch(`${stage.app.origin}/api/auth/session`, { headers })).json()).toEqual({});
  });

  test("OpenID Connect makes a user with an account, and finds both again", async () => {
    const page = await visit();
    const accounts = [{ type: "oauth", provider: "oidc", providerAccountId: "alan", id_token: expect.any(String) }];
    for (const _time of ["first", "second"]) {
      await page.getByRole("button", { name: "Go on with Local ID" }).click();
      await page.getByRole("button", { name: "Alan Turing" }).click();
      await isSignedInAs(page, "Alan Turing");
      await page.getByRole("definition").getByText("oidc: alan").waitFor();
      const [user, ...others] = stored("User").filter(({ name }) => name === "Alan Turing");
      expect([user, others]).toMatchObject([{ email: null }, []]);
      expect(stored("Account")).toMatchObject(accounts.map((account) => ({ ...account, userId: user?.id })));
      expect(stored("Session")).toMatchObject([{ userId: user?.id, sessionToken: await sessionTokenOf(page) }]);
      await signOut(page);
      expect(stored("Session")).toEqual([]);
    }
  });

  test("an address that came in by link is not taken over by a provider", async () => {
    const page = await visit();
    const { to, link } = await askForLink(page, "grace@example.com");
    await page.goto(link);
    await isSignedInAs(page, to);
    await signOut(page);
    await page.getByRole("button", { name: "Go on with Local ID" }).click();
    await page.getByRole("button", { name: "Grace Hopper" }).click();
    await page.getByRole("alert").getByText("Somebody with that e-mail address comes in another way.").waitFor();
    expect(stored("Account").filter(({ providerAccountId }) => providerAccountId === "grace")).toEqual([]);
    expect(stored("Session")).toEqual([]);
  });

  test("a sign-out that no form of the app sends ends nothing", async () => {
    const page = await visit();
    const { to, link } = await askForLink(page, "careful@example.com");
    await page.goto(link);
    await isSignedInAs(page, to);
    const cookie = `next-auth.session-token=${await sessionTokenOf(page)}`;
    await fetch(`${stage.app.origin}/api/auth/signout`, { method: "POST", headers: { cookie }, redirect: "manual" });
    await page.reload();
    await isSignedInAs(page, to);
    expect(stored("Session")).toHaveLength(1);
  });

  test("while one develops nothing has to be set, and the link stands in the terminal", async () => {
    const env = { DATABASE_FILE: join(dirname(stage.file), "dev.sqlite") };
    const dev = await startNext("dev", { cwd, env });
    onTestFinished(async () => void (await dev.stop()));
    const page = await stage.browser.page();
    page.setDefaultTimeout(60_000);
    await page.goto(`${dev.origin}/sign-in`);
    await page.getByLabel("Your e-mail address").fill("developer@example.com");
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByRole("heading", { name: "A link is under way" }).waitFor();
    await dev.next(/^This would be mailed to developer@example\.com/);
    const [link] = await dev.next(/^http:.*/);
    expect(new URL(link).origin).toBe(dev.origin);
    await page.goto(link);
    await page.getByRole("heading", { level: 1, name: "developer@example.com" }).waitFor();
    expect(rowsOf(env.DATABASE_FILE, "Session")).toMatchObject([{ sessionToken: await sessionTokenOf(page) }]);
    await page.close();
  }, 300_000);
});
