/** Runs a command and waits for it. */
import { spawnSync } from "node:child_process";

/**
 * What the command printed.
 * @throws Error with all that it printed when it failed.
 */
export function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")} ended with ${status ?? error?.message}\n${stdout}${stderr}`);
}
