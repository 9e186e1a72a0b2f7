#!/usr/bin/env node
/** `npx @mortise/conformance`. */
import { fileURLToPath } from "node:url";
import { suiteProcess } from "./messages.ts";

const [, , ...args] = process.argv;

if (args[0] === suiteProcess && process.send !== undefined) {
  const { runSuiteProcess } = await import("./suite-process.ts");
  await runSuiteProcess();
} else {
  const { main } = await import("./main.ts");
  // Whoever stops this process stops the one that it watches.
  for (const [signal, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const]) {
    process.once(signal, () => process.exit(code));
  }
  process.exitCode = await main(fileURLToPath(import.meta.url), args);
}
