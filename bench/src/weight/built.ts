/** Modules of ours as an app has them: bundled into one file each, which Node runs as it stands. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "./bundle.ts";

/** From here what is left out of a bundle is found where it is installed. */
const parent = join(import.meta.dirname, "../../node_modules/.cache");

/**
 * Lends a folder for bundles.
 * @param work what is done there. When it is done the folder is removed.
 */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "weight-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Bundles a module with all that it imports but better-sqlite3, which is native code.
 * @param file its path from here.
 * @returns the path of the bundle.
 */
export async function buildInto(folder: string, file: string): Promise<string> {
  const contents = `export * from "./${file}"`;
  const { code } = await bundle({ contents, from: import.meta.dirname, external: ["better-sqlite3"] });
  const path = join(folder, `${file.replace("/", "-")}.mjs`);
  await writeFile(path, code);
  return path;
}
