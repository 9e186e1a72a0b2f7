/**
 * The narrow waist of Mortise: what every adapter shares, and the `Store` that each one brings.
 * @module
 */
export type * from "./adapter.ts";
export { createAdapter, traitsOf } from "./create-adapter.ts";
export { type ErrorCode, isMortiseError, MortiseError } from "./errors.ts";
export type { Field, FieldKind, Fields, RecordFields } from "./fields.ts";
export { longestKey, standardFields } from "./fields.ts";
export { type Names, type NamesOf, namesOf } from "./names.ts";
export type * from "./options.ts";
export type * from "./records.ts";
export { recordKeys } from "./records.ts";
export type * from "./store.ts";
export { oneTripEach } from "./store.ts";
