import { conformance, writeResult } from "@mortise/conformance";
import { afterAll, describe, test } from "vitest";
import { mongodbSuites } from "./suites-mongodb.ts";

for (const { name, ...suite } of mongodbSuites) {
  conformance({ test, describe, afterAll, report: writeResult, ...suite, name: `mongodb-adapter / ${name}` });
}
