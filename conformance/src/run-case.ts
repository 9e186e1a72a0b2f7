/** One case on one harness. */
import { seedBystanders } from "./bystanders.ts";
import type { CaseId } from "./catalogue.ts";
import { contextOf, type RunCase } from "./context.ts";
import { needsEmpty } from "./emptiness.ts";
import type { Harness } from "./harness.ts";
import { NotCheckable } from "./needs.ts";
import { watched } from "./watched.ts";

/**
 * An empty database with bystanders in it, the case, and a look at the bystanders.
 * @param id the case, where it is one of the catalogue: then what is missing of adapter and harness is taken into account.
 * @throws NotCheckable when the case met what the adapter or the harness has not.
 */
export async function runCase(harness: Harness, run: RunCase, id?: CaseId): Promise<void> {
  await empty(harness, id);
  const checkBystanders = await seedBystanders(harness);
  await (id === undefined ? run(contextOf(harness)) : runWatched(harness, run, id));
  await checkBystanders();
}

async function runWatched(harness: Harness, run: RunCase, id: CaseId): Promise<void> {
  const { harness: own, verdict } = watched(harness, id);
  try {
    await run(contextOf(own));
  } catch (error) {
    throw verdict(error);
  }
  const lack = verdict();
  if (lack !== undefined) throw lack;
}

/** Most cases hold beside rows of others before them, as they do beside the bystanders. */
async function empty({ raw }: Harness, id: CaseId | undefined): Promise<void> {
  try {
    await raw.clear();
  } catch (error) {
    if (!(error instanceof NotCheckable) || (id !== undefined && needsEmpty.has(id))) throw error;
  }
}
