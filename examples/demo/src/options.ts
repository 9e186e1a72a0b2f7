/** What can be said on the command line and in the environment. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { StartError } from "./start-error.ts";

export type AdapterName = "drizzle" | "kysely" | "memory" | "mongodb" | "redis" | "upstash";

interface Place {
  /** The name of the file, where the database is one. */
  readonly file?: string;
  /** What an address looks like, where the database is a server. */
  readonly address?: RegExp;
  readonly example?: string;
}

/** The adapters that the demo runs on, and what each takes to be told where its records are. */
const adapters: Readonly<Record<AdapterName, Place>> = {
  drizzle: { file: "demo.sqlite" },
  kysely: { file: "kysely.sqlite" },
  memory: {},
  mongodb: { address: /^mongodb(\+srv)?:\/\/./, example: "mongodb://127.0.0.1:27017" },
  redis: { address: /^rediss?:\/\/./, example: "redis://127.0.0.1:6379" },
  upstash: { address: /^https?:\/\/./, example: "https://example.upstash.io" },
};

export interface Options {
  readonly adapter: AdapterName;
  /** 0 takes any free port. */
  readonly port: number;
  /** Absolute path of the SQLite file, for the adapters that have one. */
  readonly file: string;
  /** Of a server that runs, for the adapters that talk to one. */
  readonly address: string | undefined;
  /** Whether what the demo kept is removed first. */
  readonly fresh: boolean;
  readonly help: boolean;
}

export const usage = `Mortise demo: Auth.js on Express with the adapter of your choice

  pnpm demo [options]

  --adapter NAME   drizzle or kysely (each on a SQLite file), memory, mongodb, redis, upstash (default drizzle)
  --address URL    use this server: mongodb://…, redis://…, or for upstash https://… with its token in the environment
                   as UPSTASH_REDIS_REST_TOKEN (default: a container, where Docker runs)
  --file PATH      keep the SQLite database in PATH (default examples/demo/.data/demo.sqlite, for kysely kysely.sqlite)
  --port N         listen on port N of localhost (or PORT=N in the environment; default 3000, 0 for any free one)
  --fresh          start without what the demo kept there before
  --help           show this
`;

const defaultFolder = join(dirname(dirname(fileURLToPath(import.meta.url))), ".data");

/**
 * Reads the options.
 * @param args what follows the script's name.
 * @param env `PORT` moves the demo; `INIT_CWD`, set by pnpm, is where the command was typed.
 * @throws StartError when an option is unknown or its value cannot be used.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const { adapter = "drizzle", port, file, address, fresh, help } = parse(args);
  if (!isAdapter(adapter)) {
    const names = Object.keys(adapters).join(", ");
    throw new StartError(`--adapter is ${JSON.stringify(adapter)}, and there is ${names}.`);
  }
  const [name, text] = port === undefined ? ["PORT", env.PORT || "3000"] : ["--port", port];
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new StartError(
      `${name} is ${JSON.stringify(text)}, and a port is a whole number from 0 to 65535: try --port 4000.`,
    );
  }
  return {
    adapter,
    port: Number(text),
    file: fileOf(adapter, file, env.INIT_CWD ?? process.cwd()),
    address: checkedAddress(adapter, address),
    fresh: fresh ?? false,
    help: help ?? false,
  };
}

function isAdapter(name: string): name is AdapterName {
  return Object.hasOwn(adapters, name);
}

function fileOf(adapter: AdapterName, file: string | undefined, folder: string): string {
  const { file: own } = adapters[adapter];
  if (file === undefined) return join(defaultFolder, own ?? "");
  if (own === undefined) throw new StartError(`--file is for drizzle and kysely: ${adapter} keeps nothing in a file.`);
  if (file === "") throw new StartError("--file needs a path: try --file ./demo.sqlite.");
  return resolve(folder, file);
}

/** The address is not repeated where it is wrong: it may hold a password. */
function checkedAddress(adapter: AdapterName, address: string | undefined): string | undefined {
  const { address: wanted, example } = adapters[adapter];
  if (address === undefined || wanted?.test(address)) return address;
  throw new StartError(
    wanted === undefined
      ? `--address is for mongodb, redis and upstash: ${adapter} talks to no server.`
      : `--address is none that ${adapter} can be asked at: try --address ${example}.`,
  );
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // `pnpm demo -- --port 4000` hands the two dashes on.
      args: args[0] === "--" ? args.slice(1) : [...args],
      options: {
        adapter: { type: "string" },
        address: { type: "string" },
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
