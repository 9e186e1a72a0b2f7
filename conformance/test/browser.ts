/** Chromium, where this machine has it. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path = process.env.MORTISE_CHROMIUM || "/usr/bin/chromium";
const isThere = existsSync(path);

/** Whether the tests with a browser run. `MORTISE_REQUIRE_ALL=1` runs them without one too, and they fail. */
export const canBrowse: boolean = isThere || process.env.MORTISE_REQUIRE_ALL === "1";
/** What the report says about the browser. */
export const browserNote: string = isThere
  ? "the page in Chromium"
  : `the page in Chromium, for there is none at ${path} (MORTISE_CHROMIUM says where it is)`;

export function launch(): Promise<Browser> {
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet] });
}
