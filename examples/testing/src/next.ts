/** The examples on Next: built once, and started as what was built or as what one develops. */
import { fileURLToPath } from "node:url";
import { type App, runApp, startApp } from "./app.ts";

interface NextOptions {
  /** The app's folder. */
  readonly cwd: URL;
  readonly env: Readonly<Record<string, string>>;
}

const compiler = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
const next = ["node", "node_modules/next/dist/bin/next"];

/**
 * Builds the adapter and then the app, as its `build` script does, where no database can be had.
 * @param cwd the app's folder.
 * @param adapter the folder of the adapter, such as `packages/drizzle-adapter`.
 * @throws Error with all that the build said, when it fails.
 */
export async function buildNext(cwd: URL, adapter: string): Promise<void> {
  const env = { DATABASE_FILE: "/dev/null/none.sqlite" };
  for (const command of [
    ["node", compiler, "-b", `../../${adapter}`],
    [...next, "build"],
  ]) {
    const { code, stdout, stderr } = await runApp({ cwd, command, env });
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  }
}

/**
 * Starts a Next app on a free port of `localhost`.
 * @param mode `start` runs what was built, `dev` is the development server.
 */
export function startNext(mode: "start" | "dev", { cwd, env }: NextOptions): Promise<App> {
  const command = [...next, mode, "--hostname", "localhost", "--port", "0"];
  return startApp({ cwd, command, env, ready: /Local:\s+(http:\S+)[\s\S]*Ready in/ });
}
