import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { openMemory } from "./harness.ts";

const reason = "there is no official adapter that keeps everything in memory";

conformance({
  test,
  describe,
  afterAll,
  name: "memory-adapter / memory",
  open: () => openMemory(),
  without: { ADO: reason },
  exclude: { "SCH-04": { reason } },
  report: writeResult,
});
