/** The suite under Bun's test runner; `runners.test.ts` starts it. In JavaScript, so that nothing has to know Bun's types. */
import { afterAll, describe, test } from "bun:test";
import { conformance } from "@mortise/conformance";
import { openMemory } from "./harness.ts";

conformance({
  test,
  describe,
  afterAll,
  name: "memory-adapter / memory",
  open: () => openMemory(),
  without: { ADO: "There is no official adapter that keeps everything in memory." },
  exclude: { "LIF-02": { reason: "It asks V8 to collect its garbage, and Bun is built on another engine." } },
});
