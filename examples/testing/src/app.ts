/** An app in a process of its own, as a person starts it. */
import { spawn } from "node:child_process";
import { once } from "node:events";

export interface AppOptions {
  /** The folder in which it runs. */
  readonly cwd: URL;
  /** The program and its arguments; `node` is the one that runs the tests. It gets the signals, so no shell and no pnpm. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface StartOptions extends AppOptions {
  /** The output by which the app says that it is open. Its first group is the origin. */
  readonly ready: RegExp;
}

export interface Ended {
  /** The exit code, or the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface App {
  readonly pid: number | undefined;
  /** Such as `http://localhost:3000`. */
  readonly origin: string;
  /** The next line of its output that matches: after the one that the last call found, and else as soon as it is there. */
  next(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Sends a signal, `SIGTERM` if absent, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** What an app would take from the shell or from the runner of the tests, and must not. */
const foreign =
  /^(AUTH_|NEXTAUTH_|EMAIL_|DATABASE_|VITEST|(PORT|INIT_CWD|NODE_ENV|NODE_OPTIONS|FORCE_COLOR|DEV|TEST|MODE|PROD)$)/;
const own = { ...process.env };
for (const name of Object.keys(own)) if (foreign.test(name)) delete own[name];

/** A process, what it has said, and its end. */
class Run {
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => boolean;
  stdout = "";
  stderr = "";
  /** Whole lines of both streams, in the order in which they came. */
  readonly lines: string[] = [];
  /** Called when something was said. */
  readonly listeners = new Set<() => void>();

  constructor({ cwd, command: [program = "node", ...args], env }: AppOptions) {
    const path = program === "node" ? process.execPath : program;
    const child = spawn(path, args, { cwd, env: { ...own, NEXT_TELEMETRY_DISABLED: "1", ...env } });
    this.pid = child.pid;
    this.kill = (signal) => child.kill(signal);
    this.ended = once(child, "close").then(([code, signal]) => ({
      code: code ?? signal,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
    for (const name of ["stdout", "stderr"] as const) {
      let rest = "";
      child[name].setEncoding("utf8").on("data", (text: string) => {
        this[name] += text;
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        this.lines.push(...lines);
        for (const listener of this.listeners) listener();
      });
    }
  }

  /** Asks again whenever something was said, until there is an answer. Rejects when the process ends without one. */
  until<Answer>(ask: () => Answer | undefined, what: string): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const listener = () => {
      const answer = ask();
      if (answer !== undefined) resolve(answer);
    };
    this.listeners.add(listener);
    listener();
    const failed = this.ended.then(({ code, stdout, stderr }): never => {
      throw new Error(`The app ended with ${code} before ${what}:\n${stdout}${stderr}`);
    });
    return Promise.race([promise, failed]).finally(() => this.listeners.delete(listener));
  }
}

/** Runs an app to its end, for starts that must fail or only print something, and for builds. */
export function runApp(options: AppOptions): Promise<Ended> {
  return new Run(options).ended;
}

/**
 * Starts an app and waits until it says that it is open.
 * @throws Error with all that it said, when it ends before.
 */
export async function startApp({ ready, ...options }: StartOptions): Promise<App> {
  const run = new Run(options);
  let seen = 0;
  return {
    pid: run.pid,
    origin: await run.until(() => run.stdout.match(ready)?.[1], "it was open"),
    next(pattern) {
      return run.until(() => {
        for (const [index, line] of run.lines.entries()) {
          const match = index < seen ? null : line.match(pattern);
          if (match === null) continue;
          seen = index + 1;
          return match;
        }
        return undefined;
      }, `a line that matches ${pattern}`);
    },
    stop(signal = "SIGTERM") {
      run.kill(signal);
      return run.ended;
    },
  };
}
