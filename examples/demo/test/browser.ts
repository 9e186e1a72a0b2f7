/** Chromium, where this machine has it. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const path = process.env.MORTISE_CHROMIUM || "/usr/bin/chromium";
const isThere = existsSync(path);

/** Whether the tests with a browser run. `MORTISE_REQUIRE_ALL=1` runs them without one too, and they fail. */
export const canBrowse: boolean = isThere || process.env.MORTISE_REQUIRE_ALL === "1";
/** What the report says about the browser. */
export const browserNote: string = isThere
  ? "the demo in Chromium"
  : `the demo in Chromium, for there is none at ${path} (MORTISE_CHROMIUM says where it is)`;

export function launch(): Promise<Browser> {
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet];
  return chromium.launch({ executablePath: path, args });
}

/** Gives a page a passkey device that always says yes, as the one built into a laptop would. */
export async function addPasskeyDevice(page: Page): Promise<void> {
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
