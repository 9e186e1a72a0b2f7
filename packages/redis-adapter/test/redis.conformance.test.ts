import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { redisSuites } from "./suites-redis.ts";

for (const { name, ...suite } of redisSuites) {
  conformance({ test, describe, afterAll, report: writeResult, ...suite, name: `redis-adapter / ${name}` });
}
