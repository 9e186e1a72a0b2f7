import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { pgSuites } from "./suites-pg.ts";

for (const { name, ...suite } of pgSuites) {
  conformance({ test, describe, afterAll, report: writeResult, ...suite, name: `kysely-adapter / ${name}` });
}
