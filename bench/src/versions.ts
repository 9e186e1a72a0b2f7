/** What is installed, in its own words. */
import { readFileSync, realpathSync } from "node:fs";
import { findPackageJSON } from "node:module";

/**
 * A package and its version, such as `kysely 0.29.9`.
 * @param name under which the bench imports it: its own name is answered where that is another.
 * @param by the package that brought it along, where the bench itself does not import it.
 */
export function installed(name: string, by?: string): string {
  const manifest: { name: string; version: string } = JSON.parse(readFileSync(fileOf(name, by), "utf8"));
  return `${manifest.name} ${manifest.version}`;
}

function fileOf(name: string, by?: string): string {
  const file = findPackageJSON(name, by === undefined ? import.meta.url : fileOf(by));
  if (file === undefined) throw new Error(`${name} is not installed`);
  // What a package brought along is beside where it is, and not beside the link to it.
  return realpathSync(file);
}
