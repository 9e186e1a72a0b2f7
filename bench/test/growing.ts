/** An arena in which little grows. */
import type { Arena, Contestant } from "../src/contestants.ts";
import { growOn } from "../src/growth/index.ts";
import { growthOperations } from "../src/growth/operations.ts";
import type { GrowthResult } from "../src/results.ts";

/** Every operation, or those whose name is given. */
export async function growBriefly(arena: Arena, sizes: readonly number[], name = ""): Promise<GrowthResult[]> {
  const results: GrowthResult[] = [];
  for (const operation of growthOperations.filter((each) => each.name.includes(name))) {
    results.push(
      await growOn("an adapter", arena, operation, { sizes, calls: 40, patience: 45_000, progress: () => {} }),
    );
  }
  return results;
}

/** The same arena with another of ours. */
export function withOurs(arena: Arena, change: (ours: Contestant) => Contestant): Arena {
  return { ...arena, contestants: arena.contestants.filter(({ id }) => id === "ours").map(change) };
}

/** The same arena, whose table of sessions has lost its keys and indexes. */
export function withoutKeys(arena: Arena, sessions: string): Arena {
  return withOurs(arena, (ours) => ({
    ...ours,
    async createTables(place) {
      await ours.createTables(place);
      await place.query?.(`create table bare as select * from ${sessions}`);
      await place.query?.(`drop table ${sessions}`);
      await place.query?.(`alter table bare rename to ${sessions}`);
    },
  }));
}
