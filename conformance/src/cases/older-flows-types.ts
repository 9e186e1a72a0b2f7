/** What the compiler says of an adapter where Auth.js takes one. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { need } from "../needs.ts";
import { compiled } from "../types.ts";

export const olderTypes: Pick<CasesOf<"V4">, "V4-11"> = {
  "V4-11": async ({ harness }) => {
    const typed = need(harness.types, "call of the package in TypeScript");
    assert.equal(await compiled(typed), "", "what the compiler says");
  },
};
