/** A package as the bundler of an app takes it in: what it imports joined, what nobody uses left out, and minified. */
import { isBuiltin } from "node:module";
import { dirname, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildResult, build, type PluginBuild } from "esbuild";

export interface BundleOptions {
  /** The module that is bundled, such as `export { a } from "b"`. */
  readonly contents: string;
  /** The folder from which its imports are looked up. */
  readonly from: string;
  /** Packages that stay imports, with all of their paths. */
  readonly external: readonly string[];
  /** Whether everything but the files beside and below the first one that is found stays an import as well. */
  readonly isOwn?: boolean;
}

export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

export interface Bundle extends Size {
  readonly code: string;
  /** What is still imported, as it is written in the code. */
  readonly imports: readonly string[];
}

/** Bundles for an engine of 2022 or newer, wherever it runs: what belongs to Node stays an import. */
export async function bundle(options: BundleOptions): Promise<Bundle> {
  const result = await build({
    stdin: { contents: options.contents, resolveDir: options.from },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    // Ours are measured as they stand, and not as they were when somebody last built them.
    conditions: ["@mortise/source"],
    plugins: [{ name: "what-stays-an-import", setup: (builder) => leaveImports(builder, options) }],
    metafile: true,
    write: false,
  });
  return bundleOf(result);
}

function leaveImports(builder: PluginBuild, { external, isOwn = false }: BundleOptions): void {
  let own: string | undefined;
  // A file that is named by where it stands is looked at for its folder alone.
  const filter = isOwn ? /./ : /^[^./]/;
  builder.onResolve({ filter }, async ({ path, importer, resolveDir, kind, pluginData }) => {
    // The question below comes back here, and is left to the bundler.
    if (pluginData === asked) return undefined;
    if (isBuiltin(path) || external.includes(packageOf(path))) return { path, external: true };
    if (!isOwn && kind !== "dynamic-import") return undefined;
    const found = await builder.resolve(path, { importer, resolveDir, kind, pluginData: asked });
    // What is imported at need and is not installed is left to the app, which may have it.
    if (found.errors.length > 0 && kind === "dynamic-import") return { path, external: true };
    own ??= dirname(found.path) + sep;
    return isOwn && !found.path.startsWith(own) ? { path, external: true } : found;
  });
}

const asked = Symbol("the bundler was asked");

/** The package that an import names: `@a/b` of `@a/b/c`. */
function packageOf(path: string): string {
  return path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");
}

function bundleOf({ outputFiles, metafile }: BuildResult<{ metafile: true; write: false }>): Bundle {
  const [file] = outputFiles;
  if (file === undefined) throw new Error("there is no bundle");
  const [output] = Object.values(metafile.outputs);
  return {
    code: file.text,
    minified: file.contents.length,
    gzipped: gzipSync(file.contents, { level: 9 }).length,
    imports: [...new Set(output?.imports.map(({ path }) => path))],
  };
}
