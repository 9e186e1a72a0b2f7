/**
 * Who asked the adapter for what: each call with its time and the statements or commands that ran in it. No argument is
 * kept, for arguments hold tokens.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { RecordName } from "@mortise/adapter-kit";

/** A statement or a command that the database ran. */
export interface Step {
  /** Such as `insert`, `findAndModify`, `EVALSHA`. */
  readonly verb: string;
  /** The table, collection or kind of key that it names. */
  readonly on: string | undefined;
  /** The record that it wrote, if any. */
  readonly wrote: RecordName | undefined;
}

/** Takes what the database ran. */
export type Ran = (step: Step) => void;

export interface Call {
  /** The adapter's method. */
  readonly method: string;
  readonly started: Date;
  readonly milliseconds: number;
  readonly steps: readonly Step[];
  /** What came back: `"a record"`, `"null"`, `"3 records"`, `"done"`, or the code or name of an error. */
  readonly outcome: string;
}

/** The calls of one request. */
export interface Visit {
  /** Method and path, without the query, for that holds tokens. */
  readonly request: string;
  readonly started: Date;
  /** In the order in which they ended. */
  readonly calls: Call[];
}

type Method = (...args: never[]) => Promise<unknown>;

const kept = 10;

export class Watch {
  /** Newest first, and only those that asked the adapter for something. */
  readonly visits: Visit[] = [];
  /** The last call that wrote each record. */
  readonly lastWrites: Map<RecordName, Call> = new Map();
  readonly #visit = new AsyncLocalStorage<Visit>();
  readonly #call = new AsyncLocalStorage<Step[]>();
  readonly #onCall: () => void;

  constructor(onCall: () => void) {
    this.#onCall = onCall;
  }

  /** Runs what answers a request; the calls in it are put down to that request. */
  request(request: string, answer: () => void): void {
    this.#visit.run({ request, started: new Date(), calls: [] }, answer);
  }

  /** Takes what the database ran, and puts it down to the call that asked for it. */
  readonly ran: Ran = (step) => void this.#call.getStore()?.push(step);

  /** The same adapter, watched. Auth.js takes own enumerable functions, so a copy with other functions is an adapter. */
  adapter<A extends Record<keyof A, Method>>(adapter: A): A {
    const watched = { ...adapter };
    for (const name of Object.keys(adapter) as (keyof A & string)[]) watched[name] = this.#watched(name, adapter[name]);
    return watched;
  }

  #watched<F extends Method>(method: string, call: F): F {
    return new Proxy(call, {
      apply: (target, self, args) => {
        const steps: Step[] = [];
        return this.#call.run(steps, async () => {
          const started = new Date();
          const clock = performance.now();
          const end = (outcome: string) =>
            this.#note({ method, started, milliseconds: performance.now() - clock, steps: [...steps], outcome });
          try {
            const result: unknown = await Reflect.apply(target, self, args);
            end(outcomeOf(result));
            return result;
          } catch (error) {
            end(errorOf(error));
            throw error;
          }
        });
      },
    });
  }

  #note(call: Call): void {
    const visit = this.#visit.getStore();
    if (visit !== undefined) {
      visit.calls.push(call);
      if (visit.calls.length === 1) this.visits.unshift(visit);
      this.visits.length = Math.min(this.visits.length, kept);
    }
    for (const { wrote } of call.steps) if (wrote !== undefined) this.lastWrites.set(wrote, call);
    this.#onCall();
  }
}

function outcomeOf(result: unknown): string {
  if (result === null) return "null";
  if (result === undefined) return "done";
  if (Array.isArray(result)) return result.length === 1 ? "a record" : `${result.length} records`;
  return "a record";
}

function errorOf(error: unknown): string {
  if (!(error instanceof Error)) return "error";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
