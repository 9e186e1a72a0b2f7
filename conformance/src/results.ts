/** What came of a run, as data: the report is made of it. */
import type { MethodName } from "@mortise/adapter-kit";
import type { CaseId } from "./catalogue.ts";
import type { DriverCost, Found } from "./harness.ts";

/** What came of one case for one adapter on one engine. */
export interface CaseResult {
  readonly case: CaseId;
  readonly outcome: "passed" | "failed" | "excluded";
  readonly milliseconds: number;
  /** Why it failed or was excluded. */
  readonly reason?: string;
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
  /** Why a method takes more than one, as the adapter's store declares it. */
  readonly reasons?: Readonly<Partial<Record<MethodName, string>>>;
}
