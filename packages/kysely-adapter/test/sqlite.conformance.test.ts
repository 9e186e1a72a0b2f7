import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { sqliteSuites } from "./suites-sqlite.ts";

for (const { name, ...suite } of sqliteSuites) {
  conformance({ test, describe, afterAll, report: writeResult, ...suite, name: `kysely-adapter / ${name}` });
}
