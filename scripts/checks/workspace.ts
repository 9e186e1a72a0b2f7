/** The packages of the workspace, found from the workspace itself and from no list. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly publishConfig?: { readonly exports?: Readonly<Record<string, unknown>> };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  readonly name: string;
  /** Its folder, relative to the root. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A file of the repository as text. */
export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The patterns that `pnpm-workspace.yaml` lists under `packages`. */
export function workspacePatterns(): string[] {
  const [, list = ""] = /^packages:\n((?: +- .*\n)+)/m.exec(read("pnpm-workspace.yaml")) ?? [];
  return [...list.matchAll(/- (.*)/g)].map(([, pattern = ""]) => pattern.trim().replaceAll(/["']/g, ""));
}

/** The packages in the folders that match. */
export function packagesIn(...patterns: string[]): Package[] {
  return globSync(
    patterns.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  )
    .sort()
    .map((path) => {
      const manifest: Manifest = JSON.parse(read(path));
      return { name: manifest.name, folder: dirname(path), manifest };
    });
}

/** Every package of the workspace, the root aside. */
export function workspacePackages(): Package[] {
  return packagesIn(...workspacePatterns());
}

/** The packages that are published. */
export function publishedPackages(): Package[] {
  return workspacePackages().filter(({ manifest }) => manifest.private !== true);
}
