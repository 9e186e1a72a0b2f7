/**
 * Who asked the adapter for what: each call with its time, the statements that it ran and the table that it wrote. No
 * argument is kept, for arguments hold tokens.
 */
import { AsyncLocalStorage } from "node:async_hooks";

interface Write {
  readonly verb: "insert" | "update" | "delete";
  readonly table: string;
}

export interface Call {
  /** The adapter's method. */
  readonly method: string;
  readonly started: Date;
  readonly milliseconds: number;
  readonly statements: number;
  /** What was written, or `null`. */
  readonly write: Write | null;
  /** What came back: `"a row"`, `"null"`, `"3 rows"`, `"done"`, or the code or name of an error. */
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

/** What is counted while a call runs. */
interface Counted {
  statements: number;
  write: Write | null;
}

type Method = (...args: never[]) => Promise<unknown>;

const kept = 10;

export class Watch {
  /** Newest first, and only those that asked the adapter for something. */
  readonly visits: Visit[] = [];
  /** The last call that wrote each table, by the table's name. */
  readonly lastWrites: Map<string, Call> = new Map();
  readonly #visit = new AsyncLocalStorage<Visit>();
  readonly #call = new AsyncLocalStorage<Counted>();
  readonly #onCall: () => void;

  constructor(onCall: () => void) {
    this.#onCall = onCall;
  }

  /** Runs what answers a request; the calls in it are put down to that request. */
  request(request: string, answer: () => void): void {
    this.#visit.run({ request, started: new Date(), calls: [] }, answer);
  }

  /** Takes a statement that the database ran. */
  statement(sql: string): void {
    const call = this.#call.getStore();
    if (call === undefined) return;
    call.statements += 1;
    const [, verb, table] = sql.match(/^\s*(insert|update|delete)(?: into| from)? "?(\w+)/i) ?? [];
    if (verb !== undefined && table !== undefined) call.write = { verb: verb.toLowerCase() as Write["verb"], table };
  }

  /** The same adapter, watched. Auth.js takes own enumerable functions, so a copy with other functions is an adapter. */
  adapter<A extends Record<keyof A, Method>>(adapter: A): A {
    const watched = { ...adapter };
    for (const name of Object.keys(adapter) as (keyof A & string)[]) watched[name] = this.#watched(name, adapter[name]);
    return watched;
  }

  #watched<F extends Method>(method: string, call: F): F {
    return new Proxy(call, {
      apply: (target, self, args) => {
        const counted: Counted = { statements: 0, write: null };
        return this.#call.run(counted, async () => {
          const started = new Date();
          const clock = performance.now();
          const end = (outcome: string) =>
            this.#note({ method, started, milliseconds: performance.now() - clock, ...counted, outcome });
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
    if (call.write !== null) this.lastWrites.set(call.write.table, call);
    this.#onCall();
  }
}

function outcomeOf(result: unknown): string {
  if (result === null) return "null";
  if (result === undefined) return "done";
  if (Array.isArray(result)) return result.length === 1 ? "a row" : `${result.length} rows`;
  return "a row";
}

function errorOf(error: unknown): string {
  if (!(error instanceof Error)) return "error";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
