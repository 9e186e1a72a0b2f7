/** What holds for each of the Workers: the ways in and out, in what they answer and in what they store. */
import {
  type Browser,
  browserNote,
  canBrowse,
  openBrowser,
  type StartedProvider,
  startApp,
  startProvider,
} from "@mortise/example-testing";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Caller } from "../../demo/test/caller.ts";
import { type RunningWorker, runWorker } from "./running.ts";

/** What is stored, read past the adapter. */
export interface Stored {
  emails(): Promise<unknown[]>;
  /** The tokens of the sessions. */
  sessions(): Promise<unknown[]>;
  /** What the provider calls the owners of the accounts. */
  accounts(): Promise<unknown[]>;
  /** How many login links are out. */
  links(): Promise<number>;
  /** Removes all of it. */
  clear(): Promise<void>;
}

export interface Example {
  /** Its folder, with a slash at the end. */
  readonly folder: URL;
  /** What it is told of its database. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Makes the database ready, and the way into it. */
  readonly open: (worker: RunningWorker["worker"]) => Promise<Stored>;
  /** What `pnpm start` is given so that it leaves a person's own state alone. */
  readonly start: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
}

export function signIns({ folder, secrets, open, start }: Example): void {
  let provider: StartedProvider;
  let running: RunningWorker;
  let stored: Stored;

  beforeAll(async () => {
    provider = await startProvider({ redirect: ["/auth/callback/oidc"] });
    running = await runWorker(new URL("wrangler.jsonc", folder), {
      AUTH_SECRET: crypto.randomUUID(),
      EMAIL_TO_TERMINAL: "1",
      AUTH_OIDC_ISSUER: provider.issuer,
      AUTH_OIDC_ID: provider.clientId,
      AUTH_OIDC_SECRET: provider.clientSecret,
      ...secrets,
    });
    stored = await open(running.worker);
  });
  afterAll(async () => {
    await stored?.clear();
    await running?.stop();
    await provider?.stop();
  });
  beforeEach(() => stored.clear());

  /** Whom Auth.js takes the holder of a cookie for. */
  const sessionOf = async (token: string | undefined): Promise<unknown> => {
    const headers = { cookie: `authjs.session-token=${token}` };
    return (await fetch(`${running.origin}/auth/session`, { headers })).json();
  };

  const comeByLink = async (caller: Caller, email: string): Promise<string> => {
    await caller.post("/auth/signin/email", { email });
    return caller.get(running.newestLink());
  };

  test("a magic link signs in once; the session is read, and is nobody's when it is ended", async () => {
    const caller = new Caller(running.origin);
    expect(await caller.post("/auth/signin/email", { email: "Reader@Example.com" })).toContain("Look into your mail");
    expect([await stored.links(), await stored.emails()]).toEqual([1, []]);
    const link = running.newestLink();
    expect(await caller.get(link)).toMatch(/<h1>reader@example\.com<\/h1>[\s\S]*<b>this browser<\/b>/);
    const token = caller.sessionCookie;
    expect(token).toMatch(/./);
    expect(await stored.emails()).toEqual(["reader@example.com"]);
    expect(await stored.sessions()).toEqual([token]);
    expect(await stored.links()).toBe(0);
    expect(await sessionOf(token)).toMatchObject({ user: { email: "reader@example.com" } });

    const second = new Caller(running.origin);
    expect(await second.get(link)).toContain("That link was used already or has run out.");
    expect(second.sessionCookie).toBeUndefined();
    expect(await stored.sessions()).toEqual([token]);

    expect(await caller.post("/auth/signout")).toContain("<h1>Sign in</h1>");
    expect(caller.sessionCookie).toBeUndefined();
    expect(await stored.sessions()).toEqual([]);
    expect(await sessionOf(token)).toBeNull();
    expect(await stored.emails()).toEqual(["reader@example.com"]);
  });

  test("an OpenID provider signs in; the account is found again", async () => {
    const caller = new Caller(running.origin);
    const come = async (person: string) => {
      await caller.post("/auth/signin/oidc");
      return caller.post(caller.url, { person });
    };
    expect(await come("ada")).toContain("<h1>Ada Lovelace</h1>");
    expect(await stored.emails()).toEqual(["ada@example.com"]);
    expect(await stored.accounts()).toEqual(["ada"]);
    expect(await stored.sessions()).toEqual([caller.sessionCookie]);
    expect(await sessionOf(caller.sessionCookie)).toMatchObject({ user: { name: "Ada Lovelace" } });
    await caller.post("/auth/signout");
    expect(await stored.sessions()).toEqual([]);

    expect(await come("ada")).toContain("<h1>Ada Lovelace</h1>");
    expect([await stored.emails(), await stored.accounts()]).toEqual([["ada@example.com"], ["ada"]]);
    await caller.post("/auth/signout");
    expect(await come("")).toContain("The provider sent you back without signing you in.");
    expect(caller.sessionCookie).toBeUndefined();
  });

  test("an address that came by link is not taken over by an account with the same one", async () => {
    const owner = new Caller(running.origin);
    await comeByLink(owner, "grace@example.com");
    const other = new Caller(running.origin);
    await other.post("/auth/signin/oidc");
    expect(await other.post(other.url, { person: "grace" })).toContain("A user with that e-mail address exists.");
    expect(await stored.accounts()).toEqual([]);
    expect(await stored.sessions()).toEqual([owner.sessionCookie]);
  });

  test("whoever is signed in sees all sessions of theirs, and ends the others; no other site does that", async () => {
    const [here, there, stranger] = [0, 1, 2].map(() => new Caller(running.origin));
    if (!here || !there || !stranger) throw new Error("there are three");
    await comeByLink(stranger, "stranger@example.com");
    await comeByLink(there, "reader@example.com");
    const page = await comeByLink(here, "reader@example.com");
    expect(page.match(/<li>/g)).toHaveLength(2);
    for (const { sessionCookie } of [here, there]) expect(page).not.toContain(sessionCookie);
    const end = (origin: string) =>
      fetch(`${running.origin}/sessions/end-others`, {
        method: "POST",
        redirect: "manual",
        headers: { origin, cookie: `authjs.session-token=${here.sessionCookie}` },
        body: new URLSearchParams(),
      });
    expect((await end("https://elsewhere.example")).status).toBe(403);
    expect(await stored.sessions()).toHaveLength(3);
    expect((await end(running.origin)).status).toBe(303);
    expect((await stored.sessions()).sort()).toEqual([here.sessionCookie, stranger.sessionCookie].sort());
    expect(await sessionOf(there.sessionCookie)).toBeNull();
  });

  describe.runIf(canBrowse)("in Chromium", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    test("both ways in and the way out; a cookie from before is nobody's", async () => {
      const page = await browser.page();
      const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
      await page.goto(running.origin);
      await page.getByLabel("E-mail address").fill("reader@example.com");
      await page.getByRole("button", { name: "Send a link" }).click();
      await heading("Look into your mail");
      await page.goto(running.newestLink());
      await heading("reader@example.com");
      await page.getByText("this browser").waitFor();
      const cookies = await page.context().cookies();
      const session = cookies.filter(({ name }) => name === "authjs.session-token");
      expect(session).toMatchObject([{ httpOnly: true, sameSite: "Lax" }]);
      expect(await stored.sessions()).toEqual(session.map(({ value }) => value));
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await heading("Sign in");
      await page.context().addCookies(session);
      await page.goto(running.origin);
      await heading("Sign in");
      expect(await stored.sessions()).toEqual([]);

      await page.getByRole("button", { name: "Continue with" }).click();
      await page.getByRole("button", { name: "Alan Turing" }).click();
      await heading("Alan Turing");
      await page.getByText("no e-mail address").waitFor();
      await page.getByRole("button", { name: "Sign out", exact: true }).click();
      await heading("Sign in");
      expect(await stored.accounts()).toEqual(["alan"]);
      browser.check();
    });
  });
  if (!canBrowse) console.warn(`Not run: ${browserNote("a Worker")}`);

  test("pnpm start opens it, prints the link, and ends all that it began", { timeout: 90_000 }, async () => {
    const app = await startApp({
      cwd: folder,
      command: ["node", "--conditions=@mortise/source", "dev.ts", ...start.args],
      env: { WRANGLER_SEND_METRICS: "false", ...start.env },
      ready: /Ready on (http:\S+)/,
    });
    onTestFinished(async () => void (await app.stop()));
    const caller = new Caller(app.origin);
    await caller.post("/auth/signin/email", { email: "starter@example.com" });
    const [, link = ""] = await app.next(/Login link of "starter@example\.com": (http\S+)/);
    expect(await caller.get(link)).toContain("<h1>starter@example.com</h1>");
    await app.stop();
    await expect(fetch(app.origin)).rejects.toThrow("fetch failed");
  });
}
