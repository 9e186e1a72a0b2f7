/** Processes of their own, in which nothing has run before. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Milliseconds. Nothing here takes so long unless it hangs. */
const timeout = 600_000;

/** An option with which a child runs the sources of the workspace. */
export const fromSources = "--conditions=@mortise/source";

/**
 * Runs a module with Node and answers what it answered.
 * @param argv options of Node, the module's file and its arguments.
 */
export async function askChild<Answer>(...argv: readonly string[]): Promise<Answer> {
  return JSON.parse(await outputOf(process.execPath, ...argv)) as Answer;
}

/**
 * Runs a command to its end.
 * @returns what it wrote to its standard output.
 * @throws when it cannot be started or fails.
 */
export async function outputOf(command: string, ...argv: readonly string[]): Promise<string> {
  // What this process was started with is not for others.
  const { stdout } = await run(command, [...argv], { env: { ...process.env, NODE_OPTIONS: "" }, timeout });
  return stdout;
}
