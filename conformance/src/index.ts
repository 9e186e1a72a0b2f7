/**
 * The conformance suite of Mortise: one matrix of cases that any Auth.js adapter can be held against.
 * @module
 */
export * from "./catalogue.ts";
export { type ConformanceOptions, conformance, type Exclusion, runCase } from "./conformance.ts";
export type * from "./context.ts";
export { contextOf } from "./context.ts";
export { caseLookAlike, type LookAlike, lookAlikes } from "./expect.ts";
export type * from "./harness.ts";
export { partsVariable, readResults, writeResult } from "./report/files.ts";
export { type Totals, terminalReport, totalsOf } from "./report/terminal.ts";
export type * from "./results.ts";
export { base64, hexToken, inMinutes, type Samples } from "./samples.ts";
