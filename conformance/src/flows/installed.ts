/** Packages that are not the suite's own: found beside it, or in the project that it runs in, if they are there. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { NotCheckable } from "../needs.ts";

export interface Installed {
  /** Where the package is, for what its `exports` do not name. */
  readonly directory: string;
  readonly version: string;
}

/**
 * Where next-auth is, under a name of its own for each version or under its own name.
 * @param nearest where to look before anywhere else.
 */
export function nextAuth(major: 4 | 5, ...nearest: readonly URL[]): Installed {
  const found = places(nearest)
    .flatMap((place) => [`next-auth-${major}`, "next-auth"].map((name) => installedAt(place, name)))
    .find((each) => each?.version.startsWith(`${major}.`));
  if (!found) throw new NotCheckable(`next-auth ${major} is not installed beside the adapter`);
  const told = ["AUTH_URL", "NEXTAUTH_URL"].find((name) => process.env[name] !== undefined);
  if (told) throw new NotCheckable(`${told} in the environment tells next-auth to be somewhere else`);
  return found;
}

/** The file that a module is, looked for in the nearest places first; `undefined` where it is not. */
export function fileOf(module: string, ...nearest: readonly URL[]): string | undefined {
  return places(nearest)
    .map((place) => resolved(place, module))
    .find((file) => file !== undefined);
}

/** What a file of a package requires, whatever the package exports. */
export function required(directory: string, module: string): unknown {
  return createRequire(join(directory, "index.js"))(module);
}

function places(nearest: readonly URL[]): string[] {
  return [...nearest.map(String), import.meta.url, pathToFileURL(join(process.cwd(), "package.json")).href];
}

function installedAt(place: string, name: string): Installed | undefined {
  const file = resolved(place, name);
  if (file === undefined) return undefined;
  const directory = dirname(file);
  const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  return { directory, version };
}

function resolved(place: string, module: string): string | undefined {
  try {
    return createRequire(place).resolve(module);
  } catch {
    return undefined;
  }
}
