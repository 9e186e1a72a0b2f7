/** An app as a user makes it: a folder with a package.json, the tarballs and what they stand beside, by plain npm. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { minVersion } from "semver";
import { run } from "./run.ts";
import type { Tarball } from "./tarballs.ts";
import { packagesIn } from "./workspace.ts";

/** What the app installs of ours. */
const ours = ["@mortise/adapter-kit", "@mortise/memory-adapter", "@mortise/drizzle-adapter"];

/** What it has beside them. */
const others = ["@auth/core", "@types/better-sqlite3", "@types/node", "better-sqlite3", "drizzle-kit", "drizzle-orm"];

/** Makes the app in this folder, with the tables that the package's schema says in `schema.sql`. */
export function installApp(folder: string, tarballs: readonly Tarball[]): void {
  cpSync(fileURLToPath(new URL("app", import.meta.url)), folder, { recursive: true });
  const manifest = { name: "app", private: true, type: "module", dependencies: dependencies(tarballs) };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], folder);
  const tables = run("npx", ["drizzle-kit", "export", "--dialect=sqlite", "--schema=schema.js"], folder);
  writeFileSync(join(folder, "schema.sql"), tables);
}

/**
 * The tarballs, and the others in the versions that the workspace itself has; but a peer in the lowest version that its
 * range allows, so that both ends of the range are seen to work.
 */
function dependencies(tarballs: readonly Tarball[]): Record<string, string> {
  const manifests = packagesIn(".", "conformance", "packages/drizzle-adapter").map(({ manifest }) => manifest);
  const known = Object.assign({}, ...manifests.flatMap((each) => [each.devDependencies, each.dependencies]));
  const mine = tarballs.filter((tarball) => ours.includes(tarball.package.name));
  const peers = Object.assign({}, ...mine.map((tarball) => tarball.package.manifest.peerDependencies));
  const versionOf = (name: string) => (peers[name] ? minVersion(peers[name])?.version : known[name]);
  return {
    ...Object.fromEntries(others.map((name) => [name, versionOf(name)])),
    ...Object.fromEntries(mine.map((tarball) => [tarball.package.name, `file:${tarball.path}`])),
  };
}
