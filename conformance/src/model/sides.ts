/** The reference and the adapter under test, and the clients of the latter. */
import type { MortiseAdapter, Traits } from "@mortise/adapter-kit";
import type { Harness } from "../harness.ts";
import { Side } from "./side.ts";

export interface SidesOptions {
  /** Makes a harness of the adapter under test. */
  readonly open: () => Promise<Harness>;
  /**
   * Makes a harness of an adapter that is known to be right, over a database of its own that can be had at once.
   * @param traits of the adapter under test: `unowned` is what its reference has to have too.
   */
  readonly reference: (traits: Traits) => Promise<Harness>;
  /** Whether each history has a harness of its own: for an adapter that keeps something in itself. */
  readonly isRenewed?: boolean;
  /** Whether the concurrent histories have a client in a process of its own, where the harness has one. `true`, if absent. */
  readonly hasProcess?: boolean;
}

/** Which history to run. */
export interface Replay {
  readonly seed: number;
  /** Of a history that was printed. Absent: new ones. */
  readonly path?: string | undefined;
}

/** A history in which the adapter answered what the reference does not. */
export interface Divergence {
  readonly form: "sequential" | "concurrent";
  readonly seed: number;
  /** The way from the seed to the shrunk history. */
  readonly path: string;
  /** The shrunk history, for people. */
  readonly lines: readonly string[];
}

/** What came of some histories. */
export interface Checked {
  readonly calls: number;
  readonly divergence: Omit<Divergence, "form"> | undefined;
}

export class Sides {
  readonly #options: SidesOptions;
  readonly reference: Side;
  subject: Side;
  /** The adapter under test, by as many clients: its own, a second one, and one in another process. */
  clients: readonly MortiseAdapter[] = [];
  #close: (() => Promise<void>)[] = [];

  private constructor(options: SidesOptions, reference: Harness, subject: Harness) {
    const { dateGrain, unowned } = subject.traits;
    this.#options = options;
    this.reference = new Side(reference, dateGrain, true, unowned !== undefined);
    this.subject = new Side(subject, dateGrain, false, unowned !== undefined);
  }

  static async open(options: SidesOptions): Promise<Sides> {
    const subject = await options.open();
    const sides = new Sides(options, await options.reference(subject.traits), subject);
    await sides.#connect();
    return sides;
  }

  /** Before each history. */
  async renew(): Promise<void> {
    if (!this.#options.isRenewed) return;
    await this.#disconnect();
    const harness = await this.#options.open();
    const { dateGrain, unowned } = harness.traits;
    this.subject = new Side(harness, dateGrain, false, unowned !== undefined);
    await this.#connect();
  }

  async close(): Promise<void> {
    await this.#disconnect();
    await this.reference.harness.close();
  }

  async #connect(): Promise<void> {
    const { harness } = this.subject;
    const { hasProcess = true } = this.#options;
    this.#close.push(() => harness.close());
    const others = [
      await harness.openSecond(),
      ...(hasProcess && harness.openProcess ? [await harness.openProcess()] : []),
    ];
    for (const other of others) this.#close.push(() => other.close());
    this.clients = [harness.adapter, ...others.map(({ adapter }) => adapter)];
  }

  /** The last that was opened first: a database goes when nobody uses it. */
  async #disconnect(): Promise<void> {
    for (const close of this.#close.toReversed()) await close();
    this.#close = [];
  }
}
