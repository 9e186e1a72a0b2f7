/** What an adapter weighs before it has answered much: in a bundle, at a start, on the heap, and at each call. */
export { measureColdStarts } from "./cold-starts.ts";
export { measureConstructions } from "./constructions.ts";
export { measureKitCosts } from "./kit-costs.ts";
export { measureWeights } from "./weights.ts";
