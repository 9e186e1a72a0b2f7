/** Results on disk: each run of the suite writes a part, and the parts together make the report. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SuiteResult } from "../results.ts";

/** The folder into which the parts of a run go; without it nothing is written. */
export const partsVariable = "MORTISE_REPORT_PARTS";

/**
 * Writes what one call of `conformance` found out; pass it as `report`.
 * @param result the result; one written before under the same name is replaced.
 */
export async function writeResult(result: SuiteResult): Promise<void> {
  const folder = process.env[partsVariable];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, partOf(result.name)), JSON.stringify(result, null, 2));
}

/** The parts in a folder, in the order of their names. */
export async function readResults(folder: string): Promise<SuiteResult[]> {
  const names = await readdir(folder);
  const parts = names.filter((name) => name.endsWith(".json")).sort();
  return Promise.all(parts.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8"))));
}

/** What the call of `conformance` of this name has written in this run; `undefined` when it has written nothing. */
export async function readResult(name: string): Promise<SuiteResult | undefined> {
  const folder = process.env[partsVariable];
  if (folder === undefined) return undefined;
  const names = await readdir(folder);
  return names.includes(partOf(name)) ? JSON.parse(await readFile(join(folder, partOf(name)), "utf8")) : undefined;
}

function partOf(name: string): string {
  return `${name.replaceAll(/[^\w.-]+/g, "_")}.json`;
}
