/** The suite under Node's own test runner; `runners.test.ts` starts it. */
import { after, describe, test } from "node:test";
import { conformance } from "@mortise/conformance";
import { openMemory } from "./harness.ts";

conformance({
  test,
  describe,
  afterAll: after,
  name: "memory-adapter / memory",
  open: () => openMemory(),
  without: { ADO: "There is no official adapter that keeps everything in memory." },
});
