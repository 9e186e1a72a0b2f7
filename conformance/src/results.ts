/** What came of a run, as data: the report is made of it. */
import type { MethodName, Traits } from "@mortise/adapter-kit";
import type { CaseId } from "./catalogue.ts";
import type { DriverCost, Found } from "./harness.ts";

/** What came of one case for one adapter on one engine. */
export interface CaseResult {
  readonly case: CaseId;
  /** `unchecked`: the harness has not what the case needs. */
  readonly outcome: "passed" | "failed" | "excluded" | "unchecked";
  readonly milliseconds: number;
  /** Why it failed, was excluded or could not be checked. */
  readonly reason?: string;
}

/** A check of the harness itself that failed: what the cases of the same suite say is then not to be relied on. */
export interface FailedCheck {
  /** What the check holds the harness to, as its test is called. */
  readonly title: string;
  readonly reason: string;
}

/** Everything that one call of `conformance` found out. */
export interface SuiteResult {
  /** The adapter and what it runs on: `"drizzle-adapter / PGlite"`. */
  readonly name: string;
  /** The engine and its version, in its own words. */
  readonly engine: string;
  /** How the engine was come by. */
  readonly found?: Found;
  /** Why the engine was not there; then no case ran. */
  readonly absent?: string;
  /** The cases that it is about: those are skipped where the engine was not there. */
  readonly planned: readonly CaseId[];
  readonly cases: readonly CaseResult[];
  /** Round trips of each method on its ordinary path, counted by the harness's meter. */
  readonly trips: Readonly<Partial<Record<MethodName, number>>>;
  readonly driver?: DriverCost;
  /** How the adapter's store keys its users and keeps its dates. */
  readonly traits?: Pick<Traits, "userIds" | "dateGrain" | "nativeExpiry">;
  /** The checks of the harness that failed. */
  readonly harness?: readonly FailedCheck[];
  /** Why a method takes more than one, as the adapter's store declares it. */
  readonly reasons?: Readonly<Partial<Record<MethodName, string>>>;
}
