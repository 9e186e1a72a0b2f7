/** The three ways in, as a person goes them, and what each leaves in the database, read past the adapter. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  browserNote,
  canBrowse,
  openBrowser,
  rowsOf as stored,
  virtualAuthenticator,
} from "@mortise/example-testing";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Demo, startDemo } from "./process.ts";
import { foreseen, Visitor } from "./visitor.ts";

const note = browserNote("the demo");
if (!canBrowse) console.warn(`Not run: ${note}`);

describe.runIf(canBrowse)(note, () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-demo-"));
  const file = join(folder, "demo.sqlite");
  let browser: Browser;
  let demo: Demo;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser({ foreseen });
    return () => browser.close();
  });
  afterEach(() => browser.check());
  beforeEach(async () => {
    demo = await startDemo(["--fresh", "--file", file]);
    return () => demo.stop();
  });
  beforeEach(async () => {
    visitor = await Visitor.at(demo.origin, browser);
    page = visitor.page;
    return () => visitor.leave();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const rowsOf = (table: string) => stored(file, table);

  test("a magic link signs in once, and the session ends with the sign-out", async () => {
    await visitor.askForLink("Reader@Example.com");
    expect(rowsOf("verificationToken")).toMatchObject([{ identifier: "reader@example.com" }]);
    expect(rowsOf("user")).toEqual([]);

    const address = await visitor.useLink("reader@example.com");
    await page.locator("#rows-user .came.mine").getByText("reader@example.com").waitFor();
    expect(rowsOf("verificationToken")).toEqual([]);
    const [user, ...others] = rowsOf("user");
    expect(others).toEqual([]);
    expect(user).toMatchObject({ email: "reader@example.com", emailVerified: expect.any(Number), name: null });
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await visitor.sessionCookie(), userId: user?.id }]);
    expect(rowsOf("account")).toEqual([]);

    const second = await Visitor.at(demo.origin, browser);
    await second.page.goto(address);
    expect(second.page.url()).toBe(`${demo.origin}/?error=Verification`);
    await second.isTold("That link was used already or has run out.");
    await second.isNobody();
    expect(await second.sessionCookie()).toBeUndefined();
    expect(rowsOf("session")).toHaveLength(1);
    await second.leave();

    await visitor.signOut();
    expect(rowsOf("session")).toEqual([]);
    expect(await visitor.sessionCookie()).toBeUndefined();
    expect(rowsOf("user")).toEqual([user]);
  });

  test("OpenID Connect makes a user with an account, and finds both again", async () => {
    await visitor.signInWithProvider("Continue with Local ID", "Ada Lovelace");
    await visitor.isSignedInAs("Ada Lovelace");
    const [user] = rowsOf("user");
    expect(user).toMatchObject({ name: "Ada Lovelace", email: "ada@example.com", emailVerified: null });
    const accounts = [
      { userId: user?.id, type: "oidc", provider: "local", providerAccountId: "ada", token_type: "bearer" },
    ];
    expect(rowsOf("account")).toMatchObject(accounts);
    expect(rowsOf("account")).toMatchObject([{ access_token: expect.any(String), id_token: expect.any(String) }]);
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await visitor.sessionCookie(), userId: user?.id }]);

    await visitor.signOut();
    expect(rowsOf("session")).toEqual([]);
    await visitor.signInWithProvider("Continue with Local ID", "Ada Lovelace");
    await visitor.isSignedInAs("Ada Lovelace");
    expect(rowsOf("user")).toEqual([user]);
    expect(rowsOf("account")).toMatchObject(accounts);
    expect(rowsOf("session")).toHaveLength(1);
  });

  test("OpenID Connect without an e-mail address, and without a choice", async () => {
    await visitor.signInWithProvider("Continue with Local ID", "Alan Turing");
    await visitor.isSignedInAs("Alan Turing");
    expect(rowsOf("user")).toMatchObject([{ name: "Alan Turing", email: null }]);
    await visitor.signOut();
    await visitor.signInWithProvider("Continue with Local ID", "Go back without signing in");
    await visitor.isTold("The provider sent you back without signing you in.");
    expect(rowsOf("session")).toEqual([]);
  });

  test("an address that came in another way is not taken over", async () => {
    await visitor.askForLink("grace@example.com");
    await visitor.useLink("grace@example.com");
    await visitor.signOut();
    await visitor.signInWithProvider("Continue with Local ID", "Grace Hopper");
    await visitor.isTold("A user with that e-mail address exists");
    expect(rowsOf("user")).toHaveLength(1);
    expect(rowsOf("account")).toEqual([]);
    expect(rowsOf("session")).toEqual([]);

    await visitor.createPasskey("Grace@example.com");
    await visitor.isTold("That address has a user already");
    expect(rowsOf("user")).toHaveLength(1);
  });

  test("a passkey makes a user, and signs in again with a counter that moved on", async () => {
    await virtualAuthenticator(page);
    await visitor.createPasskey("Keeper@example.com");
    await visitor.isSignedInAs("keeper@example.com");
    const [user] = rowsOf("user");
    const [authenticator] = rowsOf("authenticator");
    expect(user).toMatchObject({ email: "keeper@example.com", emailVerified: null });
    expect(authenticator).toMatchObject({ userId: user?.id, transports: "internal", counter: expect.any(Number) });
    const { credentialID } = authenticator ?? {};
    expect(rowsOf("account")).toMatchObject([{ userId: user?.id, type: "webauthn", providerAccountId: credentialID }]);
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await visitor.sessionCookie(), userId: user?.id }]);

    await visitor.signOut();
    expect(rowsOf("session")).toEqual([]);
    await visitor.signInWithPasskey();
    await visitor.isSignedInAs("keeper@example.com");
    expect(rowsOf("session")).toMatchObject([{ sessionToken: await visitor.sessionCookie(), userId: user?.id }]);
    const [after] = rowsOf("authenticator");
    expect(Number(after?.counter)).toBeGreaterThan(Number(authenticator?.counter));
    expect(rowsOf("user")).toEqual([user]);
  });

  test("whoever is signed in adds a passkey and an account, and comes in with each", async () => {
    await virtualAuthenticator(page);
    await visitor.askForLink("many@example.com");
    await visitor.useLink("many@example.com");
    const [user] = rowsOf("user");
    await visitor.addPasskey();
    await page.locator("#rows-authenticator [data-key]").waitFor();
    await visitor.signInWithProvider("Link Local ID", "Alan Turing");
    await page.locator("#rows-account [data-key]").nth(1).waitFor();
    await visitor.isSignedInAs("many@example.com");
    expect(rowsOf("user")).toEqual([user]);
    expect(rowsOf("account").map(({ provider, userId }) => [provider, userId])).toEqual([
      ["passkey", user?.id],
      ["local", user?.id],
    ]);

    await visitor.signOut();
    await visitor.signInWithProvider("Continue with Local ID", "Alan Turing");
    await visitor.isSignedInAs("many@example.com");
    await visitor.signOut();
    await visitor.signInWithPasskey();
    await visitor.isSignedInAs("many@example.com");
    expect(rowsOf("user")).toEqual([user]);
  });

  test("a row appears on an open page, with its text as text and its secret cut", async () => {
    const email = "<script>alert('boo')</script>@example.com";
    const other = await Visitor.at(demo.origin, browser);
    const csrfToken = await other.page.locator("input[name=csrfToken]").first().inputValue();
    const form = { csrfToken, email };
    const answer = await other.page.request.post(`${demo.origin}/auth/signin/email`, { form });
    expect(answer.url()).toContain("/mailbox");

    const row = page.locator("#rows-verificationToken .came");
    await row.getByText(email).waitFor();
    const [stored] = rowsOf("verificationToken");
    expect(stored?.identifier).toBe(email);
    expect(await page.content()).not.toContain(String(stored?.token));
    await page.locator("#note-verificationToken").getByText("createVerificationToken").waitFor();
    await page.locator("#visits").getByText("POST /auth/signin/email").waitFor();
    await other.page.goto(`${demo.origin}/mailbox`);
    await other.page.getByText(`To ${email}`).waitFor();
    await other.leave();
  });
});
