/** A peer of which one method ends the process and another never answers. */
import type { Peer } from "../src/peer.ts";
import { peer as unstorage } from "../src/unstorage.ts";

export const peer: Peer = {
  ...unstorage,
  adapter: "unruly",
  module: import.meta.url,
  engines: unstorage.engines.map((engine) => ({
    name: engine.name,
    async open() {
      const harness = await engine.open();
      const adapter = {
        ...harness.adapter,
        unlinkAccount: () => process.exit(3),
        deleteSession: () => new Promise<never>(() => {}),
      };
      return { ...harness, adapter };
    },
  })),
};
