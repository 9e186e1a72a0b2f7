/** What can be said on the command line and in the environment. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { StartError } from "./start-error.ts";

export interface Options {
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute path of the SQLite file. */
  readonly file: string;
  /** Whether to empty the five tables first. */
  readonly fresh: boolean;
  readonly help: boolean;
}

export const usage = `Mortise demo: Auth.js on Express and SQLite with the Drizzle adapter

  pnpm demo [options]

  --port N      listen on port N of localhost (or PORT=N in the environment; default 3000, 0 for any free one)
  --file PATH   keep the database in PATH (default examples/demo/.data/demo.sqlite)
  --fresh       start with empty tables
  --help        show this
`;

const defaultFile = join(dirname(dirname(fileURLToPath(import.meta.url))), ".data", "demo.sqlite");

/**
 * Reads the options.
 * @param args what follows the script's name.
 * @param env `PORT` moves the demo; `INIT_CWD`, set by pnpm, is where the command was typed.
 * @throws StartError when an option is unknown or its value cannot be used.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { port, file, fresh, help } = parse(args);
  const [name, text] = port === undefined ? ["PORT", env.PORT || "3000"] : ["--port", port];
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new StartError(
      `${name} is ${JSON.stringify(text)}, and a port is a whole number from 0 to 65535: try --port 4000.`,
    );
  }
  if (file === "") throw new StartError("--file needs a path: try --file ./demo.sqlite.");
  return {
    port: Number(text),
    file: file === undefined ? defaultFile : resolve(env.INIT_CWD ?? process.cwd(), file),
    fresh: fresh ?? false,
    help: help ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // `pnpm demo -- --port 4000` hands the two dashes on.
      args: args[0] === "--" ? args.slice(1) : [...args],
      options: {
        port: { type: "string" },
        file: { type: "string" },
        fresh: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/\.? To specify|\.?\n/)[0] : String(error);
    throw new StartError(`${reason}: --help lists the options.`);
  }
}
