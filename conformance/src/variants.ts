/** Where the tables of a variant stand. */
import { recordKeys } from "@mortise/adapter-kit";
import type { Variant } from "./harness.ts";

/** The variant under a prefix, where one of its tables has no name of its own and would take the place of the default one. */
export function besideDefaults(variant: Variant): Variant {
  const { prefix = "", tables = {}, schema } = variant;
  const isNamed = Object.keys(recordKeys).every((record) => record in tables);
  return prefix === "" && !isNamed && schema === undefined ? { ...variant, prefix: "variant_" } : variant;
}
