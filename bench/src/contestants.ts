/** What a file of `backends/` says: an adapter on its engines, and who else answers there. */
import type { DriverRow, SqlDialect, Statement } from "@mortise/conformance/engines/engine";
import type { Server } from "@mortise/conformance/engines/servers";
import type { ContestantId } from "./results.ts";
import type { Subject } from "./world.ts";

/** A contestant that is connected. */
export interface Entered {
  readonly subject: Subject;
  close(): Promise<void>;
}

/** Is told what goes to the engine: a statement of SQL, or a command of MongoDB. */
export type Ear = (sent: Statement | Readonly<Record<string, unknown>>) => void;

export interface Contestant {
  readonly id: ContestantId;
  /** What it is made of, with versions: such as `pg 8.23.1`. */
  readonly made: string;
  /** Makes the tables that it needs in an empty database. */
  createTables(place: Place): Promise<void>;
  /**
   * Connects.
   * @param url of the place, or of a line to it.
   * @param ear of somebody who wants to see the statements of ours, and times nothing.
   */
  enter(url: string, place: Place, ear?: Ear): Promise<Entered>;
  /** An answer in the form of Auth.js, of a contestant that has another. Not timed. */
  translate?(operation: string, answer: unknown): unknown;
}

/** An empty database of one contestant. */
export interface Place {
  /** Where a client finds it. */
  readonly url: string;
  /** The engine in its own words. */
  readonly version: string;
  /** The language of `query`. */
  readonly dialect?: SqlDialect;
  /** Runs a statement of the engine's language, past every contestant. */
  query?(text: string, params?: readonly unknown[]): Promise<DriverRow[]>;
  close(): Promise<void>;
}

export interface Arena {
  /** The engine and the driver, such as `PostgreSQL 18, node-postgres`. */
  readonly engine: string;
  /** The server that it needs, if it is not embedded. */
  readonly server?: Server;
  readonly contestants: readonly Contestant[];
  openPlace(): Promise<Place>;
}

export interface Backend {
  /** Our package without its scope. */
  readonly name: string;
  readonly arenas: readonly Arena[];
}
