import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { openMemory } from "./harness.ts";

conformance({ test, describe, afterAll, name: "memory-adapter / memory", open: openMemory, report: writeResult });
