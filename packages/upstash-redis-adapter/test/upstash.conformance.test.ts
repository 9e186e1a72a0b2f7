import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { upstashSuites } from "./suites-upstash.ts";

for (const { name, ...suite } of upstashSuites) {
  conformance({ test, describe, afterAll, report: writeResult, ...suite, name: `upstash-redis-adapter / ${name}` });
}
