/**
 * Runs the suite in a process of its own and watches it. A case that hangs, or that ends the process, has failed; a new
 * process goes on with the next one.
 */
import { fork } from "node:child_process";
import type { CaseId } from "../catalogue.ts";
import type { CaseResult, FailedCheck, SuiteResult } from "../results.ts";
import { type Message, type Plan, suiteProcess } from "./messages.ts";
import { UsageError } from "./usage-error.ts";

/** How many milliseconds the adapter has to close when the last case ended. */
const closing = 10_000;
/** And how many it has to load and open, with the suite. */
const opening = 60_000;

export interface WatchOptions {
  /** The file that Node.js is started with, in this process and in the watched one. */
  readonly bin: string;
  readonly plan: Omit<Plan, "isResumed">;
  /** How many milliseconds one case may take. */
  readonly timeout: number;
  /** A case begins. */
  readonly started: (title: string) => void;
  /** A case ended. */
  readonly settled: (result: CaseResult) => void;
}

export interface Ran {
  readonly result: SuiteResult;
  /** What happened beside the cases, as sentences. */
  readonly notes: readonly string[];
}

/** A case, or a check of the harness, that has not ended. */
interface Running {
  readonly id: CaseId | null;
  readonly title: string;
  readonly since: number;
}

/** How a process ended: as it should, or by what happened while this ran, or nothing did. */
type End =
  | { readonly kind: "closed" }
  | { readonly kind: "broken"; readonly what: string; readonly running: Running | undefined };

/** @throws UsageError when the suite cannot run. */
export async function watch({ bin, plan, timeout, started, settled }: WatchOptions): Promise<Ran> {
  const cases = new Map<CaseId, CaseResult>();
  const failedChecks: FailedCheck[] = [];
  const notes: string[] = [];
  const strays: string[] = [];
  let found: SuiteResult | undefined;
  let isResumed = false;

  const settle = (result: CaseResult) => {
    cases.set(result.case, result);
    settled(result);
  };
  const hear = (message: Message) => {
    if (message.kind === "started") started(message.title);
    if (message.kind === "settled") settle(message.result);
    if (message.kind === "check-failed") failedChecks.push(message.check);
    if (message.kind === "done") found = message.result;
    if (message.kind === "refused") throw new UsageError(message.code, message.text);
    if (message.kind !== "stray") return;
    strays.push(message.text);
  };

  for (;;) {
    const only = plan.only.filter((id) => !cases.has(id));
    if (only.length === 0 && isResumed) break;
    const end = await oneProcess(bin, { ...plan, only, isResumed }, timeout, hear);
    if (end.kind === "closed") break;
    const { what, running } = end;
    if (running === undefined) {
      const isOver = plan.only.every((id) => cases.has(id));
      if (!isOver) throw new UsageError("OPEN_FAILED", `the adapter cannot be opened: the process ${what}`);
      notes.push(`when the last case had ended, the process ${what}: the adapter does not close`);
      break;
    }
    const reason = `the process ${what}`;
    const milliseconds = Math.round(performance.now() - running.since);
    if (running.id === null) failedChecks.push({ title: running.title, reason });
    else settle({ case: running.id, outcome: "failed", milliseconds, reason });
    isResumed = true;
  }
  if (strays.length > 0) {
    const more = strays.length > 1 ? `, and ${strays.length - 1} more` : "";
    notes.push(`an error of the adapter's that nobody awaited: ${strays[0]}${more}`);
  }
  const ended = plan.only.flatMap((id) => cases.get(id) ?? []);
  const { engine = "", trips = {}, traits } = found ?? {};
  const about = { engine, trips, ...(traits === undefined ? {} : { traits }) };
  return { result: { name: plan.name, planned: plan.only, cases: ended, harness: failedChecks, ...about }, notes };
}

/** Runs a process until it says that it has closed, or says nothing for too long. */
function oneProcess(bin: string, plan: Plan, timeout: number, hear: (message: Message) => void): Promise<End> {
  // What the adapter prints stays out of the answer.
  // What a run of the whole matrix must have is no stranger's to bring.
  const env = { ...process.env, MORTISE_REQUIRE_ALL: "" };
  const child = fork(bin, [suiteProcess], { stdio: ["ignore", 2, 2, "ipc"], env });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  return new Promise<End>((resolve, reject) => {
    let running: Running | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      process.off("exit", kill);
      child.removeAllListeners();
      kill();
      settle();
    };
    const broken = (what: string) => finish(() => resolve({ kind: "broken", what, running }));
    const wait = (milliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => broken(`had not ended after ${milliseconds / 1000} s and was stopped`), milliseconds);
    };
    wait(opening);
    child.once("error", (error) => finish(() => reject(error)));
    child.once("exit", (code, signal) => {
      const what = `ended with ${signal ?? `exit code ${code}`}`;
      // What it said last may still be on its way.
      if (child.connected) child.once("disconnect", () => broken(what));
      else broken(what);
    });
    child.on("message", (message: Message) => {
      try {
        hear(message);
      } catch (error) {
        finish(() => reject(error));
        return;
      }
      if (message.kind === "ready") child.send(plan);
      if (message.kind === "started") running = { ...message, since: performance.now() };
      if (message.kind === "settled" || message.kind === "done") running = undefined;
      if (message.kind === "closed") finish(() => resolve({ kind: "closed" }));
      else if (message.kind === "started" || message.kind === "settled") wait(timeout);
      else if (message.kind === "done") wait(Math.min(closing, timeout));
    });
  });
}
