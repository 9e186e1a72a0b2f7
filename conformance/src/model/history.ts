/** One history, call by call on both sides. The first answer in which they differ ends it. */
import { isDeepStrictEqual } from "node:util";
import { withClock } from "../clock.ts";
import { agrees, type Outcome } from "./agreement.ts";
import { type Call, shown, shownCall } from "./call.ts";
import type { Side } from "./side.ts";
import type { Theme } from "./theme.ts";

/** How an outcome is printed. */
export function shownOutcome(outcome: Outcome): string {
  if ("answer" in outcome) return shown(outcome.answer);
  const { rejected, error } = outcome;
  const { message, cause } = Object(error);
  const why = [message, Object(cause).message].filter((part) => typeof part === "string" && part !== "").join(": ");
  return `rejects with ${rejected.text}${why === "" ? "" : ` (${why.replaceAll(/\s+/g, " ").slice(0, 300)})`}`;
}

/** A whole second, so that the names of instants are the same whenever a history is run. */
export function startOfHistory(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

export class History {
  readonly #reference: Side;
  readonly #subject: Side;
  readonly #theme: Theme;
  readonly #start: number = startOfHistory();
  #moved = 0;
  /** How many calls were made so far. */
  calls = 0;
  /** Whether the two sides differ. */
  differs = false;
  /** What was called and what came of it. Few histories are ever printed. */
  readonly #log: (() => string)[] = [];

  constructor(reference: Side, subject: Side, theme: Theme) {
    this.#reference = reference;
    this.#subject = subject;
    this.#theme = theme;
  }

  /** The history, for people. */
  get lines(): readonly string[] {
    return this.#log.map((line) => line());
  }

  async begin(): Promise<void> {
    await this.#reference.begin(this.#start);
    await this.#subject.begin(this.#start);
  }

  async step(call: Call): Promise<void> {
    this.calls += 1;
    const number = this.calls;
    const now = this.#start + this.#moved;
    const users = this.#reference.users.length;
    const asked = { call, users, creates: call.method === "createUser" ? users : undefined };
    this.#log.push(() => `${number}. ${shownCall(call, { theme: this.#theme, now, users }, this.#start)}`);
    if (call.method === "clock") {
      this.#moved += Number(call.args[0]) * 60_000;
      return;
    }
    // Each call starts at the same instant on both sides, however long those before it took.
    const at = <T>(work: () => Promise<T>) => withClock(now - Date.now(), work);
    const expected = await at(() => this.#reference.perform(asked, this.#theme, now));
    const actual = await at(() => this.#subject.perform(asked, this.#theme, now));
    const print = () => [shownOutcome(expected), shownOutcome(actual)] as const;
    this.#compare(agrees(call.method, expected, actual), print);
  }

  /** Compares what both databases hold. */
  async end(): Promise<void> {
    const expected = await this.#reference.rows();
    const actual = await this.#subject.rows();
    for (const record of Object.keys(expected)) {
      if (isDeepStrictEqual(expected[record], actual[record])) continue;
      this.#log.push(() => `at the end, the rows of ${record}:`);
      this.#compare(false, () => [shown(expected[record]), shown(actual[record])]);
    }
  }

  #compare(areSame: boolean, print: () => readonly [string, string]): void {
    this.#log.push(() => {
      const [expected, actual] = print();
      return areSame ? `     both: ${expected}` : `     reference: ${expected}\n     adapter:   ${actual}`;
    });
    this.differs = !areSame;
    if (this.differs) throw new Error("the two sides differ");
  }
}
