/** Somebody with a browser, and what they do on the pages. */
import type { Browser } from "@mortise/example-testing";
import type { Page } from "playwright-core";

/** What the console says when Auth.js refuses a passkey for an address, which the tests bring about. */
export const foreseen = /the server responded with a status of 400/;

export class Visitor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** A browser without a cookie, on the home page. What the page complains about fails the test that looks. */
  static async at(origin: string, browser: Browser): Promise<Visitor> {
    const page = await browser.page();
    await page.goto(origin);
    return new Visitor(page);
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }

  async sessionCookie(): Promise<string | undefined> {
    const cookies = await this.page.context().cookies();
    return cookies.find(({ name }) => name === "authjs.session-token")?.value;
  }

  async isSignedInAs(who: string): Promise<void> {
    await this.page.getByRole("heading", { level: 1, name: who, exact: true }).waitFor();
    await this.page.getByRole("button", { name: "Sign out" }).waitFor();
  }

  async isNobody(): Promise<void> {
    await this.page.getByRole("heading", { name: "Nobody is signed in" }).waitFor();
  }

  async isTold(text: string): Promise<void> {
    await this.page.getByRole("alert").getByText(text).waitFor();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await this.isNobody();
  }

  async askForLink(email: string): Promise<void> {
    const form = this.page.locator("form", { has: this.page.getByRole("button", { name: "Send link" }) });
    await form.getByLabel("E-mail address").fill(email);
    await form.getByRole("button").click();
    await this.page.getByRole("heading", { name: "Mailbox" }).waitFor();
  }

  /** Uses the link in the mailbox, and answers its address. */
  async useLink(email: string): Promise<string> {
    const link = this.page.getByRole("link", { name: `Sign in as ${email}` });
    const address = await link.getAttribute("href");
    await link.click();
    await this.isSignedInAs(email);
    return String(address);
  }

  async signInWithProvider(button: string, person: string): Promise<void> {
    await this.page.getByRole("button", { name: button }).click();
    await this.page.getByRole("button", { name: person }).click();
  }

  async createPasskey(email: string): Promise<void> {
    await this.page.getByText("New here? Create a passkey").click();
    const form = this.page.locator("form", { has: this.page.getByRole("button", { name: "Create" }) });
    await form.getByLabel("E-mail address").fill(email);
    await form.getByRole("button").click();
  }

  /** Adds a passkey, and waits for the page that comes after it: the row is shown on the one before already. */
  async addPasskey(): Promise<void> {
    await this.page.evaluate(() => {
      document.body.id = "before";
    });
    await this.page.getByRole("button", { name: "Add a passkey" }).click();
    await this.page.locator("body:not(#before)").waitFor();
  }

  async signInWithPasskey(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  }
}
