import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { mysqlSuites } from "./suites-mysql.ts";

for (const { name, ...suite } of mysqlSuites) {
  conformance({ test, describe, afterAll, report: writeResult, ...suite, name: `kysely-adapter / ${name}` });
}
