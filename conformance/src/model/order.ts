/**
 * Whether what several clients were answered fits an order in which the calls might have been made one after the other:
 * one that keeps each call between its start and its answer, and ends in the state that the database is in. (Wing and
 * Gong, "Testing and Verifying Concurrent Objects", 1993.)
 */
import { isDeepStrictEqual } from "node:util";
import { agrees, type Outcome } from "./agreement.ts";
import type { Called } from "./call.ts";
import type { Asked, Side } from "./side.ts";
import type { Specification, State } from "./specification.ts";
import { twoSteps } from "./steps.ts";

export interface Operation extends Asked {
  readonly client: number;
  /** The starts and answers of all calls, numbered as they came. */
  readonly started: number;
  readonly answered: number;
  readonly outcome: Outcome;
  /** Whether the database refused it to end a deadlock, so that nothing was done. */
  readonly isRefused: boolean;
}

/** How far each operation is: not begun, what its first step left, or done. */
type Progress = readonly ("open" | "done" | { readonly memory: unknown })[];

export class Orders {
  readonly #reference: Side;
  readonly #specification: Specification;
  readonly #operations: readonly Operation[];
  /** What the database holds in the end, in names. */
  readonly #rows: Readonly<Record<string, unknown>>;

  constructor(
    reference: Side,
    specification: Specification,
    operations: readonly Operation[],
    rows: Readonly<Record<string, unknown>>,
  ) {
    this.#reference = reference;
    this.#specification = specification;
    this.#operations = operations;
    this.#rows = rows;
  }

  /**
   * Looks for a legal order, from an empty database on.
   * @param inTwoSteps the methods that may be done in two steps.
   */
  async isLegal(inTwoSteps: readonly Called[]): Promise<boolean> {
    const empty: State = {
      rows: { user: [], account: [], session: [], verificationToken: [], authenticator: [] },
      users: [],
    };
    const seen = new Set<string>();

    const search = async (progress: Progress, state: State): Promise<boolean> => {
      if (progress.every((each) => each === "done")) return this.#isEnd(state);
      for (const index of this.#next(progress)) {
        await this.#specification.restore(state);
        const after = await this.#advance(index, progress[index], inTwoSteps);
        if (after === undefined) continue;
        const next = progress.with(index, after);
        const following = await this.#specification.state();
        const key = JSON.stringify([next, following]);
        if (seen.has(key)) continue;
        seen.add(key);
        if (await search(next, following)) return true;
      }
      return false;
    };
    return search(
      this.#operations.map(() => "open"),
      empty,
    );
  }

  /** The operations that may be next, the one that was answered first before all others. */
  #next(progress: Progress): number[] {
    const open = progress.flatMap((each, index) => (each === "done" ? [] : [index]));
    const at = (index: number) => this.#operations[index] as Operation;
    const earliest = Math.min(...open.map((index) => at(index).answered));
    return open.filter((index) => at(index).started < earliest).sort((a, b) => at(a).answered - at(b).answered);
  }

  /** One step of an operation; `undefined` when it does not come to the outcome that the client was given. */
  async #advance(
    index: number,
    at: Progress[number] | undefined,
    inTwoSteps: readonly Called[],
  ): Promise<Progress[number] | undefined> {
    const operation = this.#operations[index] as Operation;
    if (operation.isRefused) return "done";
    const { method } = operation.call;
    const steps = inTwoSteps.includes(method) ? twoSteps[method] : undefined;
    const came = await (steps === undefined
      ? this.#specification.perform(operation)
      : typeof at === "object"
        ? steps.second(this.#specification, operation, at.memory)
        : steps.first(this.#specification, operation));
    if ("memory" in came) return came;
    return agrees(method, came, operation.outcome) ? "done" : undefined;
  }

  async #isEnd(state: State): Promise<boolean> {
    await this.#specification.restore(state);
    return isDeepStrictEqual(await this.#reference.rows(), this.#rows);
  }
}
