/** Where the tables of a variant stand. */
import type { Variant } from "./harness.ts";

/** The variant under a prefix, where it has no names of its own and would take the place of the default tables. */
export function besideDefaults(variant: Variant): Variant {
  const { prefix = "", tables, schema } = variant;
  return prefix === "" && tables === undefined && schema === undefined ? { ...variant, prefix: "variant_" } : variant;
}
