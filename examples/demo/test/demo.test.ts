/** The three ways in, as a person goes them, and what each leaves in the database, read past the adapter. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SQLite from "better-sqlite3";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addPasskeyDevice, browserNote, canBrowse, launch } from "./browser.ts";
import { type Demo, startDemo } from "./process.ts";

type Row = Readonly<Record<string, unknown>>;

if (!canBrowse) console.warn(`Not run: ${browserNote}`);

describe.runIf(canBrowse)(browserNote, () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-demo-"));
  const file = join(folder, "demo.sqlite");
  let browser: Browser;
  let demo: Demo;
  let page: Page;

  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  });
  beforeEach(async () => {
    demo = await startDemo(["--fresh", "--file", file]);
    return () => demo.end();
  });
  beforeEach(async () => {
    page = await newVisitor();
    return () => page.context().close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A browser without a cookie, on the home page. Anything that the page has to complain about fails the test. */
  async function newVisitor(): Promise<Page> {
    const context = await browser.newContext();
    const visitor = await context.newPage();
    visitor.setDefaultTimeout(15_000);
    visitor.on("pageerror", (error) => {
      throw error;
    });
    visitor.on("dialog", () => {
      throw new Error("A page opened a dialog, which none of them does.");
    });
    await visitor.goto(demo.origin);
    return visitor;
  }

  function rowsOf(table: string): Row[] {
    const reader = new SQLite(file, { readonly: true });
    const rows = reader.prepare<[], Row>(`select * from "${table}" order by rowid`).all();
    reader.close();
    return rows;
  }

  async function sessionCookie(of: Page): Promise<string | undefined> {
    const cookies = await of.context().cookies();
    return cookies.find(({ name }) => name === "authjs.session-token")?.value;
  }

  async function expectSignedInAs(who: string): Promise<void> {
    await page.getByRole("heading", { level: 1, name: who, exact: true }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
  }

  async function signOut(): Promise<void> {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Nobody is signed in" }).waitFor();
  }

  async function askForLink(email: string): Promise<void> {
    const form = page.locator("form", { has: page.getByRole("button", { name: "Send link" }) });
    await form.getByLabel("E-mail address").fill(email);
    await form.getByRole("button").click();
    await page.getByRole("heading", { name: "Mailbox" }).waitFor();
  }

  async function signInWithLink(email: string): Promise<string> {
    await askForLink(email);
    const link = page.getByRole("link", { name: `Sign in as ${email}` });
    const address = await link.getAttribute("href");
    await link.click();
    await expectSignedInAs(email);
    return String(address);
  }

  async function signInWithProvider(button: string, person: string): Promise<void> {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("button", { name: person }).click();
  }

  async function createPasskey(email: string): Promise<void> {
    await page.getByText("New here? Create a passkey").click();
    const form = page.locator("form", { has: page.getByRole("button", { name: "Create" }) });
    await form.getByLabel("E-mail address").fill(email);
    await form.getByRole("button").click();
  }

  test("a magic link signs in once, and the session ends with the sign-out", async () => {
    await askForLink("Reader@Example.com");
    expect(rowsOf("verificationToken")).toMatchObject([{ identifier: "reader@example.com" }]);
    expect(rowsOf("user")).toEqual([]);

    const link = page.getByRole("link", { name: "Sign in as reader@example.com" });
    const address = String(await link.getAttribute("href"));
    await link.click();
    await expectSignedInAs("reader@example.com");
    await page.locator("#rows-user .came.mine").getByText("reader@example.com").waitFor();
    expect(rowsOf("verificationToken")).toEqual([]);
    const [user, ...others] = rowsOf("user");
    expect(others).toEqual([]);
    expect(user).toMatchObject({ email: "reader@example.com", emailVerified: expect.any(Number), name: null });
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await sessionCookie(page), userId: user?.id }]);
    expect(rowsOf("account")).toEqual([]);

    const second = await newVisitor();
    await second.goto(address);
    expect(second.url()).toBe(`${demo.origin}/?error=Verification`);
    await second.getByRole("alert").getByText("That link was used already or has run out.").waitFor();
    await second.getByRole("heading", { name: "Nobody is signed in" }).waitFor();
    expect(await sessionCookie(second)).toBeUndefined();
    expect(rowsOf("session")).toHaveLength(1);
    await second.context().close();

    await signOut();
    expect(rowsOf("session")).toEqual([]);
    expect(await sessionCookie(page)).toBeUndefined();
    expect(rowsOf("user")).toEqual([user]);
  });

  test("OpenID Connect makes a user with an account, and finds both again", async () => {
    await signInWithProvider("Continue with Local ID", "Ada Lovelace");
    await expectSignedInAs("Ada Lovelace");
    const [user] = rowsOf("user");
    expect(user).toMatchObject({ name: "Ada Lovelace", email: "ada@example.com", emailVerified: null });
    const accounts = [
      { userId: user?.id, type: "oidc", provider: "local", providerAccountId: "ada", token_type: "bearer" },
    ];
    expect(rowsOf("account")).toMatchObject(accounts);
    expect(rowsOf("account")).toMatchObject([{ access_token: expect.any(String), id_token: expect.any(String) }]);
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await sessionCookie(page), userId: user?.id }]);

    await signOut();
    expect(rowsOf("session")).toEqual([]);
    await signInWithProvider("Continue with Local ID", "Ada Lovelace");
    await expectSignedInAs("Ada Lovelace");
    expect(rowsOf("user")).toEqual([user]);
    expect(rowsOf("account")).toMatchObject(accounts);
    expect(rowsOf("session")).toHaveLength(1);
  });

  test("OpenID Connect without an e-mail address, and without a choice", async () => {
    await signInWithProvider("Continue with Local ID", "Alan Turing");
    await expectSignedInAs("Alan Turing");
    expect(rowsOf("user")).toMatchObject([{ name: "Alan Turing", email: null }]);
    await signOut();
    await signInWithProvider("Continue with Local ID", "Go back without signing in");
    await page.getByRole("alert").getByText("The provider sent you back without signing you in.").waitFor();
    expect(rowsOf("session")).toEqual([]);
  });

  test("an address that came in another way is not taken over", async () => {
    await signInWithLink("grace@example.com");
    await signOut();
    await signInWithProvider("Continue with Local ID", "Grace Hopper");
    await page.getByRole("alert").getByText("A user with that e-mail address exists").waitFor();
    expect(rowsOf("user")).toHaveLength(1);
    expect(rowsOf("account")).toEqual([]);
    expect(rowsOf("session")).toEqual([]);

    await createPasskey("Grace@example.com");
    await page.getByRole("alert").getByText("That address has a user already").waitFor();
    expect(rowsOf("user")).toHaveLength(1);
  });

  test("a passkey makes a user, and signs in again with a counter that moved on", async () => {
    await addPasskeyDevice(page);
    await createPasskey("Keeper@example.com");
    await expectSignedInAs("keeper@example.com");
    const [user] = rowsOf("user");
    const [authenticator] = rowsOf("authenticator");
    expect(user).toMatchObject({ email: "keeper@example.com", emailVerified: null });
    expect(authenticator).toMatchObject({ userId: user?.id, transports: "internal", counter: expect.any(Number) });
    const { credentialID } = authenticator ?? {};
    expect(rowsOf("account")).toMatchObject([{ userId: user?.id, type: "webauthn", providerAccountId: credentialID }]);
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await sessionCookie(page), userId: user?.id }]);

    await signOut();
    expect(rowsOf("session")).toEqual([]);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expectSignedInAs("keeper@example.com");
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await sessionCookie(page), userId: user?.id }]);
    const [after] = rowsOf("authenticator");
    expect(Number(after?.counter)).toBeGreaterThan(Number(authenticator?.counter));
    expect(rowsOf("user")).toEqual([user]);
  });

  test("whoever is signed in adds a passkey and an account, and comes in with each", async () => {
    await addPasskeyDevice(page);
    await signInWithLink("many@example.com");
    const [user] = rowsOf("user");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.locator("#rows-authenticator [data-key]").waitFor();
    await signInWithProvider("Link Local ID", "Alan Turing");
    await page.locator("#rows-account [data-key]").nth(1).waitFor();
    await expectSignedInAs("many@example.com");
    expect(rowsOf("user")).toEqual([user]);
    expect(rowsOf("account").map(({ provider, userId }) => [provider, userId])).toEqual([
      ["passkey", user?.id],
      ["local", user?.id],
    ]);

    await signOut();
    await signInWithProvider("Continue with Local ID", "Alan Turing");
    await expectSignedInAs("many@example.com");
    await signOut();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expectSignedInAs("many@example.com");
    expect(rowsOf("user")).toEqual([user]);
  });

  test("a row appears on an open page, with its text as text and its secret cut", async () => {
    const email = "<script>alert('boo')</script>@example.com";
    const other = await newVisitor();
    const csrfToken = await other.locator("input[name=csrfToken]").first().inputValue();
    const form = { csrfToken, email };
    const answer = await other.request.post(`${demo.origin}/auth/signin/email`, { form });
    expect(answer.url()).toContain("/mailbox");

    const row = page.locator("#rows-verificationToken .came");
    await row.getByText(email).waitFor();
    const [stored] = rowsOf("verificationToken");
    expect(stored?.identifier).toBe(email);
    expect(await page.content()).not.toContain(String(stored?.token));
    await page.locator("#note-verificationToken").getByText("createVerificationToken").waitFor();
    await page.locator("#visits").getByText("POST /auth/signin/email").waitFor();
    await other.goto(`${demo.origin}/mailbox`);
    await other.getByText(`To ${email}`).waitFor();
    await other.context().close();
  });
});
