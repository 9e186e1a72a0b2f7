/** The process that loads the adapter and runs the suite, case by case. */
import { setImmediate } from "node:timers/promises";
import { anyAdapter, type Opened } from "../any-adapter.ts";
import type { CaseId } from "../catalogue.ts";
import type { Harness } from "../harness.ts";
import { NotCheckable } from "../needs.ts";
import { isHarness, loadSubject, type Subject } from "./load.ts";
import type { Message, Plan } from "./messages.ts";
import { UsageError } from "./usage-error.ts";

interface Declared {
  readonly name: string;
  /** The groups that it stands in. */
  readonly path: readonly string[];
  readonly run: () => Promise<void>;
}

/** Waits for a plan, runs it and says how it goes. */
export async function runSuiteProcess(): Promise<void> {
  const tell = (message: Message) => void process.send?.(message);
  // Without these, one promise that an adapter forgets would end the suite.
  process.on("unhandledRejection", (error) => tell({ kind: "stray", text: String(error) }));
  process.on("uncaughtException", (error) => tell({ kind: "stray", text: String(error) }));
  process.once("disconnect", () => process.exit());
  const plan = await new Promise<Plan>((resolve) => {
    process.once("message", (message) => resolve(message as Plan));
    tell({ kind: "ready" });
  });
  try {
    await run(plan, await loadSubject(plan.module, plan.raw), tell);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      console.error(error);
      process.exit(1);
    }
    tell({ kind: "refused", code: error.code, text: error.message });
  }
  tell({ kind: "closed" });
}

async function run(plan: Plan, subject: Subject, tell: (message: Message) => void): Promise<void> {
  const tests: Declared[] = [];
  const afterwards: (() => Promise<void>)[] = [];
  const path: string[] = [];
  const open = await openerOf(plan, subject);
  // The cases take a while to load, and are not needed to say that there is no adapter.
  const { conformance } = await import("../conformance.ts");
  conformance({
    name: plan.name,
    only: plan.only,
    open,
    test: (name, test) => tests.push({ name, path: [...path], run: test }),
    describe: (name, declare) => {
      path.push(name);
      declare();
      path.pop();
    },
    afterAll: (after) => afterwards.push(after),
    progress: (result) => tell({ kind: "settled", result }),
    report: (result) => tell({ kind: "done", result }),
  });
  for (const { name, path: of, run: test } of tests) {
    const isCheck = of.includes("harness");
    if (isCheck && plan.isResumed) continue;
    tell({ kind: "started", id: isCheck ? null : (name.slice(0, name.indexOf(" ")) as CaseId), title: name });
    try {
      await test();
    } catch (error) {
      // What a case came to has been told.
      if (isCheck) tell({ kind: "check-failed", check: { title: name, reason: messageOf(error) } });
    }
    // What the adapter left behind gets through before the next one begins.
    await setImmediate();
  }
  for (const after of afterwards) await after();
}

/** The first is opened here, so that what keeps it from opening is not taken for a failure of a case. */
async function openerOf({ ids, dateGrain }: Plan, subject: Subject): Promise<() => Promise<Harness>> {
  const waiting = [await subject.open()];
  const next = async () => waiting.shift() ?? (await subject.open());
  const [first] = waiting;
  if (first !== undefined && isHarness(first)) return next as () => Promise<Harness>;
  return anyAdapter({ open: next as () => Promise<Opened>, isFresh: subject.isFresh, ids, dateGrain });
}

function messageOf(error: unknown): string {
  if (error instanceof NotCheckable) return `not checkable: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
