/** What is known about a target that is not met somewhere: why, in a sentence. It stays not met. */
import type { Spot, TargetId } from "./targets.ts";

export interface Exception extends Partial<Spot> {
  readonly target: TargetId;
  /** A sentence. */
  readonly cause: string;
}

/** Each is about the places that all of what it names agree with. */
export const exceptions: readonly Exception[] = [];
