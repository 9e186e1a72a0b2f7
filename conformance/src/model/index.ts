/**
 * The model-based test: an adapter and a reference go through the same random histories.
 * @module
 */
export { type ModelOptions, type ModelResult, model, replay } from "./model.ts";
export type { Checked, Divergence, SidesOptions } from "./sides.ts";
