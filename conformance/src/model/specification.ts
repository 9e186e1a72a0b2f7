/**
 * The reference as a sequential specification: what may come of a call in a given state, and the state after it. States
 * are taken and put back by the reference's second path.
 */
import { type RecordName, recordKeys } from "@mortise/adapter-kit";
import { withClock } from "../clock.ts";
import type { Row } from "../harness.ts";
import { type Outcome, rejection } from "./agreement.ts";
import { argumentsOf, type Call } from "./call.ts";
import type { Asked, Side } from "./side.ts";
import type { Theme } from "./theme.ts";

export interface State {
  readonly rows: { readonly [R in RecordName]: readonly Row[] };
  readonly users: readonly string[];
}

const records = Object.keys(recordKeys) as RecordName[];

export class Specification {
  readonly #side: Side;
  readonly #theme: Theme;
  readonly #now: number;
  /** The state in which the reference is, as far as that is known. */
  #current: State | undefined;

  /** @param now the instant at which all calls are made. */
  constructor(reference: Side, theme: Theme, now: number) {
    this.#side = reference;
    this.#theme = theme;
    this.#now = now;
  }

  perform(asked: Asked): Promise<Outcome> {
    this.#current = undefined;
    return withClock(this.#now - Date.now(), () => this.#side.perform(asked, this.#theme, this.#now));
  }

  /** The arguments as the reference takes them. */
  argumentsOf({ call, users }: Asked): Readonly<Record<string, unknown>>[] {
    return argumentsOf(call, this.#side.meaning(this.#theme, this.#now, users)).map((value) => Object(value));
  }

  /** A call that no client has made. */
  ask(method: Call["method"], ...args: readonly unknown[]): Promise<Outcome> {
    return this.perform({ call: { method, args }, users: 0, creates: undefined });
  }

  /** A rejection as the reference's own. */
  rejects(code: string): Outcome {
    return rejection(Object.assign(new Error(code), { name: "MortiseError", code }));
  }

  async state(): Promise<State> {
    const { raw } = this.#side.harness;
    const rows = {
      user: await raw.rows("user"),
      account: await raw.rows("account"),
      session: await raw.rows("session"),
      verificationToken: await raw.rows("verificationToken"),
      authenticator: await raw.rows("authenticator"),
    };
    this.#current = { rows, users: [...this.#side.users] };
    return this.#current;
  }

  async restore(state: State): Promise<void> {
    if (state === this.#current) return;
    this.#current = state;
    const { rows, users } = state;
    const { raw } = this.#side.harness;
    await raw.clear();
    for (const record of records) for (const row of rows[record]) await raw.insert(record, row as never);
    this.#side.users = [...users];
  }
}
