/** A peer of which one method ends the process, and another never answers and keeps what is called after it from answering. */
import type { Harness } from "@mortise/conformance";
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
      let isStuck = false;
      const adapter: Harness["adapter"] = {
        ...harness.adapter,
        unlinkAccount: () => process.exit(3),
        deleteSession() {
          isStuck = true;
          return new Promise<never>(() => {});
        },
        async getSessionAndUser(sessionToken) {
          if (isStuck) throw new Error("something is still running");
          return harness.adapter.getSessionAndUser(sessionToken);
        },
      };
      return { ...harness, adapter };
    },
  })),
};
