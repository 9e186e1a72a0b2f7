/** The walk through an app in which one signs in by a link or by OpenID, sees one's sessions, and leaves. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { App } from "./app.ts";
import { type Browser, browserNote, canBrowse, openBrowser } from "./browser.ts";
import { type MailServer, startMailServer } from "./mail.ts";
import { type StartedProvider, startProvider } from "./provider/start.ts";
import type { Row } from "./sqlite.ts";
import { sessionTokenOf } from "./stage.ts";

type Env = Readonly<Record<string, string>>;

export interface WalkOptions {
  /** What the app is called in the report. */
  readonly name: string;
  /** Starts the app as one who develops does, on an empty database and with nothing set but `PORT`. */
  readonly develop: (env: Env) => Promise<App>;
  /** Starts the app as in production, on an empty database. */
  readonly start: (env: Env) => Promise<App>;
  /** All rows of a table, read by the bare driver. */
  readonly rows: (of: "user" | "account" | "session" | "verificationToken") => Promise<Row[]>;
  /** Where the app takes forms. */
  readonly forms: readonly string[];
  /** What the database has in place of the session token that is in a cookie. */
  readonly stored: (sessionToken: string) => string;
}

/** What the console says when a test brings a refusal about. */
const foreseen = /the server responded with a status of 403/;

/** Registers the tests. Each starts the app anew. */
export function walk({ name, develop, start, rows, forms, stored }: WalkOptions): void {
  if (!canBrowse) console.warn(`Not run: ${browserNote(name)}`);

  describe.runIf(canBrowse)(browserNote(name), { timeout: 60_000 }, () => {
    let browser: Browser;
    let provider: StartedProvider;
    let mails: MailServer;
    let app: App;
    let origin: string;
    const pages: Page[] = [];

    beforeAll(async () => {
      browser = await openBrowser({ foreseen });
      provider = await startProvider({ redirect: ["/auth/callback/oidc"] });
      mails = await startMailServer();
    });
    afterAll(async () => {
      await Promise.all([browser.close(), provider.stop(), mails.stop()]);
    });
    beforeEach(() => async () => {
      // Pages go first: one that still loads would complain of an app that is gone.
      await Promise.all(pages.splice(0).map((page) => page.context().close()));
      await app.stop();
      browser.check();
    });

    async function newPage(): Promise<Page> {
      const page = await browser.page();
      pages.push(page);
      return page;
    }

    async function somebody(): Promise<Page> {
      const page = await newPage();
      await page.goto(origin);
      await isNobody(page);
      return page;
    }

    async function askForLink(page: Page, email: string): Promise<void> {
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("button", { name: "Send link" }).click();
      await page.getByRole("heading", { name: "Look at your mail" }).waitFor();
    }

    /** Asks for a link, and answers what the mail has. */
    async function linkFor(page: Page, email: string): Promise<string> {
      await askForLink(page, email);
      const mail = await mails.next();
      expect(mail.to).toBe(email.toLowerCase());
      return mail.link;
    }

    async function signInByLink(email: string): Promise<Page> {
      const page = await somebody();
      await page.goto(await linkFor(page, email));
      await isSignedInAs(page, email);
      return page;
    }

    async function signInByOpenId(page: Page, person: string): Promise<void> {
      await page.getByRole("button", { name: "Continue with Local ID" }).click();
      await page.getByRole("button", { name: person }).click();
    }

    test("one who develops sets nothing, and finds the link in the terminal", async () => {
      const port = await freePort();
      origin = `http://localhost:${port}`;
      app = await develop({ PORT: String(port) });
      const page = await somebody();
      await askForLink(page, "developer@example.com");
      const [link] = await app.next(/http:\S+\/callback\/\S+/);
      await page.goto(link);
      await isSignedInAs(page, "developer@example.com");
      await page.getByRole("button", { name: "Sign out" }).click();
      await isNobody(page);
    });

    describe("as in production", () => {
      beforeEach(async () => {
        const port = await freePort();
        origin = `http://localhost:${port}`;
        app = await start({
          PORT: String(port),
          AUTH_URL: origin,
          AUTH_SECRET: "a secret that only this test has",
          EMAIL_SERVER: mails.url,
          AUTH_OIDC_ISSUER: provider.issuer,
          AUTH_OIDC_ID: provider.clientId,
          AUTH_OIDC_SECRET: provider.clientSecret,
          AUTH_OIDC_NAME: "Local ID",
        });
      });

      test("a link signs in once", async () => {
        const page = await somebody();
        const link = await linkFor(page, "Reader@Example.com");
        const [token, ...others] = await rows("verificationToken");
        expect(others).toEqual([]);
        expect(token).toMatchObject({ identifier: "reader@example.com" });
        expect(link).not.toContain(String(token?.token));
        expect(await rows("user")).toEqual([]);

        await page.goto(link);
        await isSignedInAs(page, "reader@example.com");
        const users = await rows("user");
        expect(users).toMatchObject([{ email: "reader@example.com", emailVerified: expect.anything() }]);
        const sessions = await rows("session");
        expect(sessions).toMatchObject([
          { sessionToken: stored(String(await sessionTokenOf(page))), userId: users[0]?.id },
        ]);
        expect(await rows("verificationToken")).toEqual([]);

        const second = await newPage();
        await second.goto(link);
        await second.getByRole("alert").getByText("This link was used before, or it is too old.").waitFor();
        await isNobody(second);
        expect(await sessionTokenOf(second)).toBeUndefined();
        expect(await rows("session")).toEqual(sessions);
      });

      test("OpenID makes a user with an account, and finds both again", async () => {
        const page = await somebody();
        await signInByOpenId(page, "Ada Lovelace");
        await isSignedInAs(page, "Ada Lovelace");
        const users = await rows("user");
        expect(users).toMatchObject([{ name: "Ada Lovelace", email: "ada@example.com" }]);
        const account = { userId: users[0]?.id, type: "oidc", provider: "oidc", providerAccountId: "ada" };
        expect(await rows("account")).toMatchObject([account]);

        const again = await somebody();
        await signInByOpenId(again, "Ada Lovelace");
        await isSignedInAs(again, "Ada Lovelace");
        expect(await rows("user")).toEqual(users);
        expect(await rows("account")).toMatchObject([account]);
        expect(await rows("session")).toHaveLength(2);
      });

      test("OpenID does not take over an address that came by a link", async () => {
        await signInByLink("grace@example.com");
        const page = await somebody();
        await signInByOpenId(page, "Grace Hopper");
        await page.getByRole("alert").getByText("came with this e-mail address by another way").waitFor();
        await isNobody(page);
        expect(await rows("account")).toEqual([]);
        expect(await rows("user")).toHaveLength(1);
        expect(await rows("session")).toHaveLength(1);
      });

      test("one's other sessions are shown and end", async () => {
        const here = await signInByLink("many@example.com");
        await here.getByText("You are signed in nowhere else.").waitFor();
        const there = await signInByLink("many@example.com");
        const stranger = await signInByLink("stranger@example.com");
        await here.reload();
        const list = here.getByRole("list", { name: "Your sessions" }).getByRole("listitem");
        expect(await list.count()).toBe(2);
        expect(await list.first().textContent()).toContain("This browser");
        expect(await list.last().textContent()).toContain("Another browser");
        expect(await here.content()).not.toContain(await sessionTokenOf(there));

        await here.getByRole("button", { name: "End all other sessions" }).click();
        await here.getByRole("status").getByText("One other session was ended.").waitFor();
        expect(await list.count()).toBe(1);
        await here.reload();
        await isSignedInAs(here, "many@example.com");
        await there.reload();
        await isNobody(there);
        await stranger.reload();
        await isSignedInAs(stranger, "stranger@example.com");
        const left = await Promise.all([here, stranger].map(sessionTokenOf));
        const sessions = await rows("session");
        expect(sessions.map(({ sessionToken }) => sessionToken).sort()).toEqual(
          left.map((token) => stored(String(token))).sort(),
        );
      });

      test("the sign-out ends the session, and its cookie is nobody's", async () => {
        const page = await signInByLink("leaver@example.com");
        const kept = await page.context().cookies();
        await page.getByRole("button", { name: "Sign out" }).click();
        await isNobody(page);
        expect(await sessionTokenOf(page)).toBeUndefined();
        expect(await rows("session")).toEqual([]);
        expect(await rows("user")).toHaveLength(1);

        await page.context().addCookies(kept);
        expect(await sessionTokenOf(page)).toBeDefined();
        await page.goto(origin);
        await isNobody(page);
      });

      test("forms of another origin do nothing", async () => {
        const page = await signInByLink("target@example.com");
        for (const path of forms) {
          const answer = await page.request.post(origin + path, {
            headers: { origin: "http://elsewhere.example" },
            form: { email: "target@example.com" },
          });
          expect(answer.status(), path).toBe(403);
        }
        await page.reload();
        await isSignedInAs(page, "target@example.com");
        expect(await rows("session")).toHaveLength(1);
        expect(await rows("verificationToken")).toEqual([]);
      });
    });
  });
}

async function isSignedInAs(page: Page, who: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: who, exact: true }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

async function isNobody(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
}

/** A port that was free a moment ago, for apps that have to know their origin before they listen. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
