/** What the process that runs the suite and the one that watches it say to each other. */
import type { CaseId } from "../catalogue.ts";
import type { CaseResult, FailedCheck, SuiteResult } from "../results.ts";
import type { CliOptions } from "./options.ts";
import type { UsageCode } from "./usage-error.ts";

/** The first word of the command line of the process that runs the suite. */
export const suiteProcess = "run-the-suite";

/** What to run. */
export interface Plan extends Pick<CliOptions, "module" | "raw" | "ids" | "dateGrain"> {
  readonly name: string;
  readonly only: readonly CaseId[];
  /** The checks of the harness ran in a process before. */
  readonly isResumed: boolean;
}

export type Message =
  | { readonly kind: "ready" }
  /** The suite cannot run. */
  | { readonly kind: "refused"; readonly code: UsageCode; readonly text: string }
  /** A case, or a check of the harness, begins. */
  | { readonly kind: "started"; readonly id: CaseId | null; readonly title: string }
  | { readonly kind: "settled"; readonly result: CaseResult }
  | { readonly kind: "check-failed"; readonly check: FailedCheck }
  /** A promise of the adapter's was rejected, and nobody had a look at it. */
  | { readonly kind: "stray"; readonly text: string }
  /** The last case ended; what is left is to close the adapter. */
  | { readonly kind: "done"; readonly result: SuiteResult }
  | { readonly kind: "closed" };
