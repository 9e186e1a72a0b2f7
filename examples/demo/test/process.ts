/** Starts the demo as a child process, as its own start script does, and waits until it says that it is open. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const script: unknown = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")).scripts.start;
const [, ...startArgs] = String(script).split(" ");

export interface Ended {
  /** The exit code, or the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Demo {
  readonly pid: number | undefined;
  readonly origin: string;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

type Env = Readonly<Record<string, string>>;

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout: string;
}

function run(args: readonly string[], env: Env): Run {
  const { PORT, INIT_CWD, AUTH_SECRET, AUTH_URL, ...rest } = process.env;
  const child = spawn(process.execPath, [...startArgs, ...args], { cwd: folder, env: { ...rest, ...env } });
  let stderr = "";
  const started: Run = {
    child,
    stdout: "",
    ended: once(child, "close").then(([code, signal]) => ({ code: code ?? signal, stdout: started.stdout, stderr })),
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    started.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return started;
}

/** Runs the demo to its end, for starts that must fail or only print something. */
export function runDemo(args: readonly string[], env: Env = {}): Promise<Ended> {
  return run(args, env).ended;
}

/** Starts the demo on a free port and waits for its banner. */
export async function startDemo(args: readonly string[], env: Env = {}): Promise<Demo> {
  const started = run(["--port", "0", ...args], env);
  const { child, ended } = started;
  const opened = new Promise<string>((resolve) => {
    child.stdout?.on("data", () => {
      const [, origin] = started.stdout.match(/Open\s+(http:\S+)[\s\S]*Ctrl-C/) ?? [];
      if (origin !== undefined) resolve(origin);
    });
  });
  const failed = ended.then(({ code, stderr }): never => {
    throw new Error(`The demo ended with ${code} before it opened: ${stderr}`);
  });
  const origin = await Promise.race([opened, failed]);
  return {
    pid: child.pid,
    origin,
    end(signal = "SIGINT") {
      child.kill(signal);
      return ended;
    },
  };
}
