/** What an engine file makes: a database that runs, its client, and a way past the client. */

import type { Cable, DriverCost, Found } from "../harness.ts";

/** A row as a driver answers it. */
export type DriverRow = Record<string, unknown>;

/** A statement that went over the client. */
export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** The engines' languages. */
export type SqlDialect = "sqlite" | "pg" | "mysql";

export interface ClientOptions {
  readonly timeZone?: string;
}

/** One empty database of a SQL engine. */
export interface SqlEngine<Client> {
  readonly dialect: SqlDialect;
  /** The engine and its version, as it says itself. */
  readonly version: string;
  readonly found: Found;
  /** The driver's own client, with an ear at it: what goes over it is counted. */
  readonly client: Client;
  readonly driver?: DriverCost | undefined;
  /**
   * Another client of the same database.
   * @param options `timeZone`: of its sessions, where the database has such a thing.
   */
  openClient(options?: ClientOptions): Promise<{ readonly client: Client; close(): Promise<void> }>;
  /** Where a client in another process finds the database. Absent where it is in the memory of this one. */
  readonly address?: string;
  /** Takes the server away until the answered function is called. Absent where there is none. */
  outage?(): Promise<() => Promise<void>>;
  readonly cable?: Cable;
  /** Runs a statement past the client. */
  query(text: string, params?: readonly unknown[]): Promise<DriverRow[]>;
  /** What went over the client so far. */
  readonly wire: Wire;
  /** Ends the clients and removes the database. */
  close(): Promise<void>;
}

/** Counts round trips and keeps what went over, at the driver. */
export class Wire<Sent = Statement> {
  /**
   * Round trips so far. A trip is a message to the engine and its answer: a batch is one, and so is a transaction that a
   * synchronous driver runs in one go, since nothing can come in between.
   */
  trips = 0;
  #kept: Sent[] | undefined;

  /** One trip with these statements. */
  sent(...statements: readonly Sent[]): void {
    this.trips += 1;
    this.note(...statements);
  }

  /** Statements whose trips are counted elsewhere. */
  note(...statements: readonly Sent[]): void {
    this.#kept?.push(...statements);
  }

  /** The statements that go over while the call runs. */
  async during(call: () => Promise<unknown>): Promise<Sent[]> {
    const kept: Sent[] = [];
    this.#kept = kept;
    try {
      await call();
    } finally {
      this.#kept = undefined;
    }
    return kept;
  }
}
