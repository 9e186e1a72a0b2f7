/** What an adapter is to an app that makes one for every request. */
import { join } from "node:path";
import type { ConstructionResult } from "../results.ts";
import { askChild, fromSources } from "./child.ts";
import { makers } from "./makers.ts";

const child = join(import.meta.dirname, "construction-child.ts");

/** Ten thousand adapters over one client, by each package in a process of its own: how big is one, and how long does it take? */
export async function measureConstructions(): Promise<ConstructionResult[]> {
  const results: ConstructionResult[] = [];
  for (const name of Object.keys(makers)) {
    const made = await askChild<Omit<ConstructionResult, "name">>("--expose-gc", fromSources, child, name, "10000");
    results.push({ name, ...made });
  }
  return results;
}
