/** vitest's reporter for the conformance suite: the matrix as it fills, failures at once, their stacks at the end. */
import type { SerializedError, UserConsoleLog } from "vitest";
import {
  DefaultReporter,
  type TestCase,
  type TestModule,
  type TestRunEndReason,
  type TestSuite,
  type Vitest,
} from "vitest/node";
import { readResult } from "../conformance/src/report/files.ts";
import { printable } from "../conformance/src/report/printable.ts";
import { paint } from "../conformance/src/report/table.ts";
import { Matrix } from "./report-matrix.ts";

/** The describe blocks around a test: the suite, and in it the group. */
function placeOf({ parent }: TestCase): [suite: string, group: string] | undefined {
  if (parent.type !== "suite" || parent.parent.type !== "suite") return undefined;
  return [parent.parent.name, parent.name];
}

export default class ProgressReporter extends DefaultReporter {
  readonly #matrix = new Matrix();
  /** How many lines of the terminal the matrix takes at the moment. */
  #height = 0;
  #drawn = "";
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    super({ summary: false });
  }

  override onInit(vitest: Vitest): void {
    super.onInit(vitest);
    if (!this.isTTY) return;
    this.#timer = setInterval(() => this.#draw(), 200);
    this.#timer.unref();
  }

  override onTestModuleCollected(module: TestModule): void {
    for (const test of module.children.allTests()) {
      const place = placeOf(test);
      if (place && test.options.mode !== "skip") this.#matrix.plan(...place);
    }
  }

  override onTestCaseResult(test: TestCase): void {
    const place = placeOf(test);
    const { state, errors } = test.result();
    if (!place || state === "skipped" || state === "pending") return;
    this.#matrix.ran(...place, state === "passed");
    if (state === "passed") return;
    const [reason = ""] = printable(errors[0]?.message ?? "").split("\n");
    this.#say(paint(`✗ ${test.name}`, "bad", { colors: this.#hasColors() }), `  ${place[0]}: ${reason}`);
  }

  override async onTestSuiteResult(suite: TestSuite): Promise<void> {
    if (suite.parent.type !== "module" || suite.state() === "skipped") return;
    const line = this.#matrix.finish(suite.name, await readResult(suite.name));
    if (!this.isTTY) this.#say(line);
  }

  /** vitest would print a line for each file that ends; the matrix says more. */
  override onTestModuleEnd(): void {}

  override onUserConsoleLog(log: UserConsoleLog): void {
    this.#clear();
    super.onUserConsoleLog(log);
  }

  override onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    clearInterval(this.#timer);
    this.#clear();
    super.onTestRunEnd(modules, errors, reason);
  }

  /** Says something that stays, above the matrix. */
  #say(...lines: readonly string[]): void {
    this.#clear();
    this.log(lines.join("\n"));
  }

  #draw(): void {
    const { columns = 120, rows = 24 } = process.stdout;
    const lines = this.#matrix.lines({ columns: columns - 1, rows: rows - 2, colors: this.#hasColors() });
    const text = lines.map((line) => `${line}\n`).join("");
    if (this.#height > 0 && text === this.#drawn) return;
    this.#clear();
    process.stdout.write(text);
    this.#height = lines.length;
    this.#drawn = text;
  }

  #clear(): void {
    if (this.#height > 0) process.stdout.write(`\x1b[${this.#height}A\x1b[J`);
    this.#height = 0;
  }

  #hasColors(): boolean {
    return this.isTTY && process.stdout.hasColors();
  }
}
