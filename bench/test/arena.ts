/** An arena run as briefly as it can be: what is looked at is who answers, and what. */
import type { Arena, Backend, Contestant } from "../src/contestants.ts";
import { flowOperations } from "../src/flows.ts";
import { openLines } from "../src/lines.ts";
import { classicOperations, passkeyOperations } from "../src/operations.ts";
import type { BackendResult, ContestantId } from "../src/results.ts";
import { runArena } from "../src/run-arena.ts";
import { randomOf } from "../src/statistics.ts";
import type { Subject } from "../src/world.ts";

/** Every operation by every contestant, in one round. */
export async function runBriefly(backend: Backend, arena: Arena): Promise<BackendResult> {
  const lines = openLines();
  try {
    return await runArena(backend, arena, {
      operations: [...classicOperations, ...passkeyOperations, ...flowOperations],
      rounds: 1,
      sample: 1,
      latency: 0,
      lines,
      random: randomOf(1),
      progress: () => {},
    });
  } finally {
    await lines.close();
  }
}

/** What a contestant answers otherwise than ours, by the operation; operations that it answers alike are not in it. */
export function differencesOf({ cells }: BackendResult, id: ContestantId): Record<string, readonly string[]> {
  const said = cells.flatMap(({ operation, timings }) =>
    timings.filter(({ contestant }) => contestant === id).map(({ differences }) => [operation, differences] as const),
  );
  return Object.fromEntries(said.filter(([, differences]) => differences.length > 0));
}

/** Why a contestant has no figure, by the operation. */
export function absencesOf({ cells }: BackendResult, id: ContestantId): Record<string, string> {
  return Object.fromEntries(
    cells.flatMap(({ operation, absent }) =>
      absent.filter(({ contestant }) => contestant === id).map(({ why }) => [operation, why] as const),
    ),
  );
}

/** What should not be so: one of ours is absent or answers otherwise, or anybody failed. One sentence each. */
export function lapsesOf(result: BackendResult): string[] {
  const ids = Object.keys(result.contestants) as ContestantId[];
  return ids.flatMap((id) => {
    const isOurs = id !== "official" && id !== "better-auth";
    const absent = Object.entries(absencesOf(result, id)).filter(([, why]) => isOurs || why.startsWith("it failed"));
    const others = isOurs ? Object.entries(differencesOf(result, id)) : [];
    return [...absent, ...others].map(([operation, said]) => `${operation}, ${id}: ${said}`);
  });
}

/** What MySQL has no single statement for: it does not answer with the rows that it changed. */
const inTwo = ["updateUser", "updateAuthenticatorCounter", "useVerificationToken"];

/** How many trips the bare driver takes for a method at least. Absent where there is no server. */
export function bareTrips({ server }: Arena, operation: string): number | undefined {
  return server && (server.protocol === "mysql" && inTwo.includes(operation) ? 2 : 1);
}

/** A contestant that does some things otherwise. */
export function except(contestant: Contestant, otherwise: Subject): Contestant {
  return {
    ...contestant,
    async enter(url, place) {
      const { subject, close } = await contestant.enter(url, place);
      return { subject: { ...subject, ...otherwise }, close };
    },
  };
}
