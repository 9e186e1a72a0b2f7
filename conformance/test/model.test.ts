/** The model-based test finds defects, and none where there is none. Long runs are `pnpm soak`. */
import { describe, expect, test } from "vitest";
import { sqliteSuites } from "../../packages/drizzle-adapter/test/suites-sqlite.ts";
import { openReference } from "../faults/fault.ts";
import { faults } from "../faults/index.ts";
import { model, replay } from "../src/model/index.ts";

const reference = () => openReference();
const seed = 20_261_121;

/** Ten faults of as many groups, with the form of history that finds each. */
const seeded = {
  "getUser answers the object that it keeps in a cache": "sequential",
  "the column for e-mails has no unique index": "sequential",
  "providers are compared under the engine's default collation": "sequential",
  "update has a WHERE with the user, not with the token": "sequential",
  "advanceCounter sets whatever it is given": "sequential",
  "take reads the token, and removes it by a second statement": "concurrent",
  "getSessionAndUser answers what is stored, expired or not, as the official adapters do": "sequential",
  "sessions have no foreign key that cascades": "sequential",
  "e-mails are compared under the engine's default collation, and the look-alike is answered": "sequential",
  "sweep forgets the tokens": "sequential",
} as const;

describe("a seeded fault is found, and shown by a short history", () => {
  test.each(Object.entries(seeded))("%s", async (name, form) => {
    const fault = faults.find((each) => each.name === name);
    if (!fault) throw new RangeError(`there is no fault ${JSON.stringify(name)}`);
    const options = { open: () => openReference(fault), reference, isRenewed: true };
    const share = form === "concurrent" ? 1 : 0;
    const found = await model({ ...options, operations: 5000, seed, concurrent: share, mostDivergences: 1 });
    const [divergence] = found.divergences;
    if (!divergence) throw new Error(`not found in ${found.sequential + found.concurrent} calls`);
    expect(divergence.form).toBe(form);
    const calls = divergence.lines.filter((line) => /^\d/.test(line));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThanOrEqual(6);

    // The printed seed and path lead to the same history, where nothing is left to the scheduler.
    const again = await replay(options, divergence);
    expect(again.divergence?.lines).toEqual(divergence.lines);
  });
});

describe("nothing is found where nothing is wrong", () => {
  test.each([
    ["the reference itself", reference, 1500],
    ["drizzle-adapter / better-sqlite3", sqliteSuites[0]?.open ?? reference, 500],
  ])("%s", async (_, open, operations) => {
    const found = await model({ open, reference, operations, seed });
    expect(found.divergences).toEqual([]);
    expect(found.sequential).toBeGreaterThan(operations / 2);
    expect(found.concurrent).toBeGreaterThan(operations / 10);
  });
});
