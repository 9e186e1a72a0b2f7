/** Kysely on the servers: everybody answers, who does the same work says the same, and in how many messages. */
import { addressOf } from "@mortise/conformance/engines/servers";
import { expect } from "vitest";
import { runnable } from "../../scripts/runnable.ts";
import { backend } from "../src/backends/kysely.ts";
import type { BackendResult } from "../src/results.ts";
import { absencesOf, bareTrips, differencesOf, runBriefly } from "./arena.ts";

/** What the official adapter answers to `updateSession`, where ours has the row it changed and where it has not. */
const updateSession = {
  postgres: ["answer.id is there besides"],
  mysql: ["answer is a record in place of null"],
};

/** Messages of better-auth: what it inserts on MySQL it reads again, in a transaction, and so it takes tokens everywhere. */
const trips = {
  postgres: { createUser: 1, getSessionAndUser: 1, deleteSession: 2, useVerificationToken: 5 },
  mysql: { createUser: 4, getSessionAndUser: 1, deleteSession: 2, useVerificationToken: 6 },
};

for (const arena of backend.arenas) {
  const protocol = arena.server?.protocol;
  if (!arena.server || (protocol !== "postgres" && protocol !== "mysql")) continue;
  runnable(`Kysely on ${arena.engine}`, addressOf(arena.server).absent, async () => {
    const result = await runBriefly(backend, arena);
    for (const id of ["bare", "hashed", "encrypted"] as const) {
      expect({ absent: absencesOf(result, id), other: differencesOf(result, id) }, id).toEqual({
        absent: {},
        other: {},
      });
    }
    expect(differencesOf(result, "official")).toEqual({ updateSession: updateSession[protocol] });
    const whys = new Set(arena.contestants.flatMap(({ id }) => Object.values(absencesOf(result, id))));
    expect([...whys]).toEqual(["it has no such operation", "the handlers of Auth.js cannot read its answers"]);
    for (const [operation, each] of Object.entries(trips[protocol])) {
      expect(tripsOf(result, operation)["better-auth"], operation).toBe(each);
      expect(tripsOf(result, operation).bare, operation).toBe(bareTrips(arena, operation));
    }
  });
}

function tripsOf({ cells }: BackendResult, operation: string): Readonly<Record<string, number | undefined>> {
  const timings = cells.find((cell) => cell.operation === operation)?.timings ?? [];
  return Object.fromEntries(timings.map(({ contestant, trips }) => [contestant, trips]));
}
