/** Many sign-ins at once on real servers: while they run, and while one is killed and started again. */
import { type Address, addressOf, servers } from "@mortise/conformance/engines/servers";
import { describe, expect } from "vitest";
import { type Rush, type RushOptions, rush } from "../conformance/src/flows/rush.ts";
import { type Openers, ownServer } from "./restarts.ts";
import { runnable } from "./runnable.ts";

const signIns = 200;

/**
 * Declares both tests for each server.
 * @param adapter the package, as the report names it.
 */
export function manySignIns(adapter: string, openers: Openers): void {
  for (const server of servers) {
    const open = openers[server.id];
    if (open === undefined) continue;
    const onServer = async (address: Address, options: Omit<RushOptions, "signIns">): Promise<Rush> => {
      const harness = await open(address);
      try {
        return await rush(harness, { signIns, ...options });
      } finally {
        await harness.close();
      }
    };

    const own = ownServer(server);
    describe(`${adapter} / ${server.name}, ${signIns} sign-ins at once`, () => {
      const there = addressOf(server);
      runnable("everybody is signed in as themselves", there.absent, async () => {
        expect(await onServer(there, {})).toMatchObject({ wrong: [], atOnce: signIns, signedIn: signIns });
      });
      runnable("killed and started again in the middle, and everybody comes in", own.absent, async () => {
        const all = await onServer(await own.start(), { isCutOff: true });
        expect(all).toMatchObject({ wrong: [], signedIn: signIns });
        expect(all.cutOff).toBeGreaterThan(0);
      });
    });
  }
}
