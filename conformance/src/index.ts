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
export { NotCheckable, need } from "./needs.ts";
export { partsVariable, readResults, writeResult } from "./report/files.ts";
export { type HtmlOptions, htmlReport } from "./report/html.ts";
export { type Report, type RunInfo, reportOf } from "./report/report.ts";
export { type GroupName, type Totals, totalsOf } from "./report/summary.ts";
export { terminalReport } from "./report/terminal.ts";
export type * from "./results.ts";
export { base64, hexToken, inMinutes, type Samples } from "./samples.ts";
export { besideDefaults } from "./variants.ts";
