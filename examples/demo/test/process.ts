/** Starts the demo as a child process, as its own start script does, and waits until it says that it is open. */
import { readFileSync } from "node:fs";
import { type App, type Ended, runApp, startApp } from "@mortise/example-testing";

export type Demo = App;

type Env = Readonly<Record<string, string>>;

const cwd = new URL("../", import.meta.url);
const script: unknown = JSON.parse(readFileSync(new URL("package.json", cwd), "utf8")).scripts.start;
const start = String(script).split(" ");

/** Runs the demo to its end, for starts that must fail or only print something. */
export function runDemo(args: readonly string[], env: Env = {}): Promise<Ended> {
  return runApp({ cwd, command: [...start, ...args], env });
}

/** Starts the demo on a free port and waits for its banner. */
export function startDemo(args: readonly string[], env: Env = {}): Promise<Demo> {
  const ready = /Open\s+(http:\S+)[\s\S]*Ctrl-C/;
  return startApp({ cwd, command: [...start, "--port", "0", ...args], env, ready });
}
