/** Growth on the servers: rows that the adapter finds, a plan without a scan, and a table without keys that is told. */
import { addressOf } from "@mortise/conformance/engines/servers";
import { describe, expect } from "vitest";
import { runnable } from "../../scripts/runnable.ts";
import { backends } from "../src/backends.ts";
import { growBriefly, withOurs, withoutKeys } from "./growing.ts";

/** Of few users PostgreSQL reads all, rightly. */
const sizes = [1_000, 10_000];

for (const load of Object.values(backends)) {
  const { backend } = await load();
  for (const arena of backend.arenas) {
    if (arena.server === undefined) continue;
    const { absent } = addressOf(arena.server);

    describe(`${backend.name} on ${arena.engine}`, () => {
      runnable("all three operations", absent, async () => {
        const results = await growBriefly(arena, sizes);
        expect(results).toHaveLength(3);
        for (const { points, plan, scans } of results) {
          expect(points.map(({ rows }) => rows)).toEqual(sizes);
          expect(plan).not.toBe("");
          expect(scans, plan).toBe(false);
        }
      });

      if (/Redis|Valkey/.test(arena.engine)) return;
      runnable("a table without keys is told as one that is scanned", absent, async () => {
        const [result] = await growBriefly(spoiled(arena), sizes, "getSessionAndUser");
        expect(result?.scans, result?.plan).toBe(true);
      });
    });

    function spoiled(own: typeof arena) {
      if (backend.name === "drizzle-adapter") return withoutKeys(own, `"session"`);
      if (backend.name === "kysely-adapter") return withoutKeys(own, `"Session"`);
      // MongoDB has no indexes where nobody makes them.
      return withOurs(own, (ours) => ({ ...ours, createTables: async () => {} }));
    }
  }
}
