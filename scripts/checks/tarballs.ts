/** Builds and packs the published packages as a release does. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";
import { type Package, publishedPackages, root } from "./workspace.ts";

export interface Tarball {
  readonly package: Package;
  /** The tarball, and the folder that has its content. */
  readonly path: string;
  readonly content: string;
  /** The files in it, relative to `content`. */
  readonly files: readonly string[];
}

/** Every published package, packed into this folder. */
export function packAll(into: string): Tarball[] {
  const packages = publishedPackages();
  // What a source left behind that is gone would be packed as well.
  for (const { folder } of packages) {
    for (const built of ["dist", "tsconfig.tsbuildinfo"])
      rmSync(join(root, folder, built), { recursive: true, force: true });
  }
  run("tsc", ["-b", ...packages.map(({ folder }) => folder)], root);
  return packages.map((each) => pack(each, into));
}

function pack(from: Package, into: string): Tarball {
  const answer = run("pnpm", ["pack", "--json", "--pack-destination", into], join(root, from.folder));
  const { filename, files }: { filename: string; files: { path: string }[] } = JSON.parse(answer);
  const content = join(into, from.name);
  mkdirSync(content, { recursive: true });
  run("tar", ["xf", filename, "-C", content, "--strip-components=1"], into);
  return { package: from, path: filename, content, files: files.map(({ path }) => path) };
}
