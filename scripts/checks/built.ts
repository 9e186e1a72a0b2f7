/** The packages as they are built, in a folder beside the workspace: a release may be packed from there meanwhile. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";
import { type Package, root } from "./workspace.ts";

/**
 * Builds packages into `folder/NAME/dist`, with the compiler options of their own.
 * @returns for each package the built files, relative to `folder`, by what one imports.
 */
export function buildInto(folder: string, packages: readonly Package[]): Map<string, string> {
  for (const { name, folder: from, manifest } of packages) {
    const own = join(root, from);
    const references = packages.filter((each) => manifest.dependencies?.[each.name]);
    const config = {
      extends: join(own, "tsconfig.json"),
      compilerOptions: { rootDir: join(own, "src"), outDir: "dist", tsBuildInfoFile: "built.tsbuildinfo" },
      include: [join(own, "src")],
      references: references.map((each) => ({ path: join(folder, each.name) })),
    };
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "tsconfig.json"), JSON.stringify(config));
    copyFileSync(join(own, "package.json"), join(folder, name, "package.json"));
  }
  run("tsc", ["-b", ...packages.map(({ name }) => join(folder, name))], root);
  return new Map(
    packages.flatMap(({ name, manifest }) =>
      Object.entries(manifest.exports ?? {}).flatMap(([path, target]) => {
        const { default: file } = Object(target);
        return typeof file === "string" ? [[join(name, path), join(name, file)] as const] : [];
      }),
    ),
  );
}
