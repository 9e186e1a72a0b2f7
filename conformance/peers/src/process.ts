/** Runs a peer in processes of its own, so that one that hangs or crashes takes nothing but its case with it. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CaseId, CaseResult, SuiteResult } from "@mortise/conformance";
import type { Peer, PeerEngine } from "./peer.ts";
import { isTooLong, type Told, type Trips } from "./run.ts";

/** What came of a peer on an engine. */
export interface PeerRun {
  readonly result: SuiteResult;
  /** Why it could not be run, or not to the end. */
  readonly broken?: string;
  /** Rejections that nobody awaited, and ends of the process that came after a case. */
  readonly strays: readonly string[];
}

export interface RunOptions {
  /** The milliseconds that one case may take. */
  readonly limit: number;
  readonly env: NodeJS.ProcessEnv;
  /** Told of each case when it is over. */
  readonly onResult?: (result: CaseResult) => void;
}

const worker = fileURLToPath(new URL("./worker.ts", import.meta.url));

/** Runs the cases, in as many processes as it takes. */
export async function runPeer(
  peer: Pick<Peer, "adapter" | "module">,
  engine: Pick<PeerEngine, "name">,
  ids: readonly CaseId[],
  options: RunOptions,
): Promise<PeerRun> {
  const cases: CaseResult[] = [];
  const strays: string[] = [];
  let about: Extract<Told, { opened: unknown }>["opened"] = { engine: "" };
  let trips: Trips | undefined;
  let left = ids;
  let broken: string | undefined;
  while (left.length > 0 && broken === undefined) {
    const before = left.length;
    const known = trips;
    let isOpen = false;
    let running: CaseId | undefined;
    const done = (result: CaseResult) => {
      running = undefined;
      cases.push(result);
      left = left.filter((id) => id !== result.case);
      options.onResult?.(result);
    };
    const args = [peer.module, engine.name, String(options.limit), known ? JSON.stringify(known) : "", ...left];
    const ended = await runProcess(args, options.env, (told) => {
      if ("opened" in told) {
        about = told.opened;
        isOpen = true;
      } else if ("trips" in told) trips = told.trips;
      else if ("started" in told) running = told.started;
      else if ("result" in told) done(told.result);
      else strays.push(told.stray);
    });
    const last = cases.at(-1);
    if (running !== undefined) done({ case: running, outcome: "failed", milliseconds: 0, reason: `crashed: ${ended}` });
    else if (last && left.length > 0 && !isTooLong(last)) strays.push(`crashed after ${last.case}: ${ended}`);
    // It may have crashed while the trips were counted: then it goes on without.
    if (isOpen) trips ??= {};
    if (left.length === before && trips === known) broken = ended;
  }
  const result = { name: `${peer.adapter} / ${engine.name}`, ...about, planned: ids, cases, trips: trips ?? {} };
  return { result, strays, ...(broken === undefined ? {} : { broken }) };
}

/** Runs a worker to its end and answers its last words. */
function runProcess(args: readonly string[], env: NodeJS.ProcessEnv, hear: (told: Told) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const execArgv = ["--conditions=@mortise/source"];
    // Some adapters make or change tables by themselves where it is not production.
    const production = { ...env, NODE_ENV: "production" };
    const child = fork(worker, args, { execArgv, env: production, stdio: ["ignore", "ignore", "pipe", "ipc"] });
    let words = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      words = (words + chunk).slice(-4000);
    });
    child.on("message", (told) => hear(told as Told));
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(lastWords(words) ?? `the process ended with ${code ?? signal}`));
  });
}

/** The error in what a process wrote before it ended. */
function lastWords(text: string): string | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.findLast((line) => /^\S*(Error|Exception)\b.*:/.test(line)) ?? lines.at(-1);
}
