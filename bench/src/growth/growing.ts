/** What each kind of engine has to do to be measured: to be filled past the adapter, and to explain itself. */
import type { Contestant, Ear, Place } from "../contestants.ts";
import type { World } from "../world.ts";
import type { Filled } from "./operations.ts";

/** Our adapter. */
export type Growing = World["subject"];

/** A call that is looked at. */
type Look = (adapter: Growing) => unknown;

/** What an engine says it did. */
export interface Plan {
  /** In its own words. */
  readonly text: string;
  /** Whether it looked at every row. */
  readonly scans: boolean;
}

/** An empty database with our adapter on it. */
export interface Ground {
  readonly place: Place;
  readonly adapter: Growing;
  /** Lets an adapter of its own make a call, and answers what it sent. */
  overhear(look: Look): Promise<Parameters<Ear>[0][]>;
}

export interface Field {
  /** Fills the database past the adapter, in the form in which the adapter writes. */
  fill(filled: Filled, rows: number): Promise<void>;
  /**
   * Has the engine explain what a call has it do.
   * @param restore puts back what the call took away, so that there is something to find.
   */
  explain(look: Look, restore: Look): Promise<Plan>;
  /** Ends what it has opened. */
  close(): Promise<void>;
}

export async function groundOf(ours: Contestant, place: Place): Promise<Ground & { close(): Promise<void> }> {
  await ours.createTables(place);
  const { subject, close } = await ours.enter(place.url, place);
  return {
    place,
    adapter: subject as Growing,
    async overhear(look) {
      const sent: Parameters<Ear>[0][] = [];
      const listening = await ours.enter(place.url, place, (each) => sent.push(each));
      try {
        await look(listening.subject as Growing);
        if (sent.length === 0) throw new Error("nothing was heard of what the adapter sent");
        return [...sent];
      } finally {
        await listening.close();
      }
    },
    close,
  };
}
