/** What a run comes to, for people who ask one question of an adapter: does it hold? */
import { type CaseId, type CaseInfo, catalogue, type Level } from "./catalogue.ts";
import type { CaseResult, SuiteResult } from "./results.ts";
import { why } from "./why.ts";

/** A case that does not hold, and what that means to the users of an app. */
export interface Failure extends CaseInfo {
  readonly case: CaseId;
  readonly why: string;
  /** What was seen. */
  readonly reason: string;
}

export interface Score {
  readonly held: number;
  readonly failed: number;
  /** Cases for which the harness or the adapter has not what it takes. */
  readonly unchecked: number;
  /** Those of level `SEC` first, then `CORE`, then `REC`. */
  readonly failures: readonly Failure[];
  /** Whether every case of level `CORE` and `SEC` that could be checked holds, and so does every check of the harness. */
  readonly isSound: boolean;
}

const gravity: readonly Level[] = ["SEC", "CORE", "REC"];

/** The score of one adapter. */
export function scoreOf({ cases, harness = [] }: SuiteResult): Score {
  const of = (outcome: CaseResult["outcome"]) => cases.filter((result) => result.outcome === outcome);
  const failures = of("failed").map(
    ({ case: id, reason = "" }): Failure => ({
      case: id,
      ...catalogue[id],
      why: why[id],
      reason,
    }),
  );
  return {
    held: of("passed").length,
    failed: failures.length,
    unchecked: of("unchecked").length + of("excluded").length,
    failures: failures.sort((a, b) => gravity.indexOf(a.level) - gravity.indexOf(b.level)),
    isSound: harness.length === 0 && failures.every(({ level }) => level === "REC"),
  };
}
