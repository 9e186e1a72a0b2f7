/** A process that seeds the faults it is told to and says of each which cases caught it. */
import type { CaseId } from "../src/catalogue.ts";
import { faults } from "./index.ts";
import { catchersOf } from "./run.ts";

/** What the process is told: the place of a fault in the list, one at a time, and the slow cases first. */
export type Order = { readonly slow: readonly CaseId[] } | { readonly fault: number };

/** What it answers. `strays` are rejections that nobody awaited. */
export interface Caught {
  readonly fault: number;
  readonly caught: readonly CaseId[];
  readonly strays: readonly string[];
}

let slow: ReadonlySet<CaseId> = new Set();
let strays: string[] = [];
process.on("unhandledRejection", (error) => strays.push(String(error)));

process.on("message", async (order: Order) => {
  if ("slow" in order) {
    slow = new Set(order.slow);
    return;
  }
  const fault = faults[order.fault];
  if (!fault) throw new RangeError(`there is no fault ${order.fault}`);
  const caught = await catchersOf(fault, slow);
  process.send?.({ fault: order.fault, caught, strays } satisfies Caught);
  strays = [];
});
