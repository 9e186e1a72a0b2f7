/** Tests that need what a machine may not have. */
import { expect, test } from "vitest";
import { isAllRequired } from "../conformance/src/conformance.ts";

/** Long beside what such a test takes, for a machine that does much else. */
const patience = 120_000;

/**
 * Declares a test, as the suite declares a case: what cannot run here says so, and fails where all is required.
 * @param absent why it cannot run here, if so.
 */
export function runnable(title: string, absent: string | undefined, run: () => Promise<void>): void {
  if (absent === undefined) test(title, run, patience);
  else test(`not run: ${title}: ${absent}`, () => expect(isAllRequired()).toBe(false));
}
