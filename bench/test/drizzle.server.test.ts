/** Drizzle on the servers and on PGlite: everybody answers, and who does the same work says the same. */
import { addressOf } from "@mortise/conformance/engines/servers";
import { describe, expect } from "vitest";
import { runnable } from "../../scripts/runnable.ts";
import { backend } from "../src/backends/drizzle.ts";
import { bareTrips, lapsesOf, runBriefly } from "./arena.ts";
import { holdBareSql } from "./bare-sql.ts";

const [, ...arenas] = backend.arenas;

describe.each(arenas)("Drizzle on $engine", (arena) => {
  const absent = arena.server && addressOf(arena.server).absent;

  runnable(
    "who does the same work says the same, and the bare driver takes as few trips as there can be",
    absent,
    async () => {
      const result = await runBriefly(backend, arena);
      expect(lapsesOf(result)).toEqual([]);
      // A flow is more than one method.
      for (const { operation, timings } of result.cells.filter((cell) => !cell.operation.includes(" "))) {
        const trips = timings.find(({ contestant }) => contestant === "bare")?.trips;
        expect(trips, operation).toBe(bareTrips(arena, operation));
      }
    },
  );

  runnable("the bare driver does what the operations do not show", absent, () => holdBareSql(arena));
});
