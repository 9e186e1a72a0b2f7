/** How an example Worker is started on this machine: by Wrangler, which needs no account for that. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Wrangler itself: what stands in the PATH is a process around it, which hands no signal on. */
const program = fileURLToPath(import.meta.resolve("wrangler"));

const { values: options } = parseArgs({ options: { port: { type: "string" }, "persist-to": { type: "string" } } });

/** What says to Wrangler where the local databases are kept: `.wrangler/state`, if nobody said another folder. */
export const persistence: readonly string[] = options["persist-to"] ? ["--persist-to", options["persist-to"]] : [];

/**
 * Runs Wrangler to its end.
 * @param input whether it may ask something on the terminal.
 * @returns whether it did what it was asked for. Where it did not, it has said why.
 */
export async function wrangler(args: readonly string[], input: "inherit" | "ignore" = "ignore"): Promise<boolean> {
  const child = spawn(process.execPath, ["--no-warnings", program, ...args], {
    stdio: [input, "inherit", "inherit"],
    env: {
      ...process.env,
      // Packages of the workspace are taken from their sources: an app that has installed them needs no word of this.
      WRANGLER_BUILD_CONDITIONS: "@mortise/source,workerd,worker,browser",
    },
  });
  const end = () => void child.kill("SIGTERM");
  // A terminal sends Ctrl-C to Wrangler as well; what was opened for it is closed when it has ended.
  const wait = () => {};
  process.once("SIGTERM", end).on("SIGINT", wait);
  const [code, signal] = await once(child, "close");
  process.off("SIGTERM", end).off("SIGINT", wait);
  // Whoever ends it by a signal wanted it to end.
  if (signal === null) process.exitCode = code;
  return code === 0;
}

/**
 * Runs the Worker until it is told to end.
 * @param vars what the Worker has to be told beside that which `.dev.vars` says.
 */
export async function develop(vars: Readonly<Record<string, string>> = {}): Promise<void> {
  const own = { AUTH_SECRET: randomBytes(32).toString("base64url"), EMAIL_TO_TERMINAL: "1", ...vars };
  const told = Object.entries(own).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const port = options.port === undefined ? [] : ["--port", options.port];
  await wrangler(["dev", ...port, ...persistence, ...told], "inherit");
}
