/** Chromium, where this machine has it. */
import { existsSync } from "node:fs";
import { type Browser as Chromium, chromium, type Page } from "playwright-core";

const named = process.env.MORTISE_CHROMIUM;
const path = named || "/usr/bin/chromium";
const isThere = existsSync(path);

/** Whether the tests with a browser run. One that is named in `MORTISE_CHROMIUM` has to be there, or they fail. */
export const canBrowse: boolean = isThere || Boolean(named);

/** What the report says about a test in the browser. */
export function browserNote(what: string): string {
  return isThere ? `${what} in Chromium` : `${what} in Chromium: none at ${path} (MORTISE_CHROMIUM says where it is)`;
}

export interface BrowserOptions {
  /** What pages may write on their consoles as errors, because the tests bring it about. */
  readonly foreseen?: RegExp;
}

export interface Browser {
  /** A page without a cookie, in a context of its own. */
  page(): Promise<Page>;
  /** Throws when a page complained since the last look: an uncaught error, an error on the console, or a dialog. */
  check(): void;
  /** Closes all pages, and throws as `check` does. */
  close(): Promise<void>;
}

/** Starts headless Chromium as it is. Nothing of it asks anything of the network on its own. */
export function launch(): Promise<Chromium> {
  const quiet = ["no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];
  const switches = ["no-sandbox", "disable-gpu", "disable-quic", ...quiet];
  return chromium.launch({ executablePath: path, args: switches.map((name) => `--${name}`) });
}

/** Chromium drops a request when the machine's interfaces change, as with each container that starts: no page did that. */
const machine = /net::ERR_NETWORK_CHANGED/;

/** Starts headless Chromium, and watches what pages complain about. */
export async function openBrowser({ foreseen }: BrowserOptions = {}): Promise<Browser> {
  const browser = await launch();
  const complaints: string[] = [];

  const check = () => {
    const said = complaints.splice(0);
    if (said.length > 0) throw new Error(`A page complained:\n${said.join("\n")}`);
  };
  return {
    async page() {
      const page = await (await browser.newContext()).newPage();
      page.setDefaultTimeout(15_000);
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
      page.on("console", (message) => {
        const text = message.text();
        if (message.type() === "error" && !machine.test(text) && !foreseen?.test(text)) {
          complaints.push(`${page.url()}: ${text} (${message.location().url})`);
        }
      });
      page.on("dialog", async (dialog) => {
        complaints.push(`${page.url()} opened a dialog: ${dialog.message()}`);
        await dialog.dismiss();
      });
      return page;
    },
    check,
    async close() {
      await browser.close();
      check();
    },
  };
}

/** Gives a page a passkey device that always says yes, as the one built into a laptop would. */
export async function virtualAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
