/**
 * What a user installs: every published package as it would be released, held against what it says of itself, and an
 * app outside of the workspace that installs them and signs in.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installApp } from "./app.ts";
import { run } from "./run.ts";
import { packAll, type Tarball } from "./tarballs.ts";
import { type Manifest, root } from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "mortise-pack-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tarballs = packAll(folder);

describe.each(tarballs)("what is packed: $package.name", (tarball) => {
  const packed: Manifest = JSON.parse(readFileSync(join(tarball.content, "package.json"), "utf8"));

  test("ships its code, its licence and a README, and nothing else", () => {
    const strangers = tarball.files.filter((file) => !/^(dist|src)\/|^(README\.md|LICENSE|package\.json)$/.test(file));
    expect(strangers).toEqual([]);
    expect(tarball.files).toEqual(expect.arrayContaining(["README.md", "LICENSE", "package.json"]));
  });

  test("ships nothing of a source that is gone, and all of those that are there", () => {
    const built = tarball.files.filter((file) => /^dist\/.*\.js$/.test(file));
    expect(built.map((file) => file.replace(/^dist\/(.*)\.js$/, "src/$1.ts")).sort()).toEqual(sourcesOf(tarball));
  });

  test("has exports of built files alone, the same as in the workspace", () => {
    expect(packed.exports).toEqual(withoutSources(tarball.package.manifest.exports));
    expect(JSON.stringify(packed.exports)).not.toContain("@mortise/source");
    for (const target of targetsOf(packed.exports))
      expect(existsSync(join(tarball.content, target)), target).toBe(true);
  });

  test("names versions that exist outside of the workspace", () => {
    const { dependencies, peerDependencies } = packed;
    expect(JSON.stringify({ dependencies, peerDependencies })).not.toMatch(/"(workspace|catalog|link|file):/);
  });

  test("imports nothing but what it depends on", async () => {
    const { name, dependencies, peerDependencies } = packed;
    const allowed = [name, ...Object.keys({ ...dependencies, ...peerDependencies })];
    const imports = await importsOf(tarball);
    expect(imports.filter((imported) => !allowed.includes(imported))).toEqual([]);
  });

  test("publint finds nothing", async () => {
    const { messages, pkg } = await publint({ pkgDir: tarball.content, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("its types resolve as its code does", () => {
    run("attw", [tarball.path, "--profile", "esm-only", "--no-emoji", "--format", "ascii"], root);
  });
});

describe("an empty app outside of the workspace", () => {
  const app = join(folder, "app");
  beforeAll(() => installApp(app, tarballs), 300_000);

  test.each(["memory", "drizzle"])("signs in over the %s adapter, once a link", (adapter) => {
    const answer = run("node", ["sign-in.js", adapter], app);
    expect(JSON.parse(answer)).toEqual({
      asked: "https://app.example/auth/verify-request?provider=email&type=email",
      session: { name: null, email: "ada@example.com" },
      again: "https://app.example/auth/error?error=Verification",
      signedOut: null,
    });
  });

  test("compiles against the packed types", () => {
    run("tsc", ["-p", "tsconfig.json"], app);
  });

  test("the kit's types need no library but the language's", () => {
    run("tsc", ["-p", "tsconfig.own.json"], app);
  });
});

/** The sources in the package's folder that stand for code. */
function sourcesOf({ package: { folder: from } }: Tarball): string[] {
  return readdirSync(join(root, from, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `src/${file}`)
    .sort();
}

/** The packages that the built files import. */
async function importsOf({ content, files }: Tarball): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: files.filter((file) => /^dist\/.*\.js$/.test(file)),
    absWorkingDir: content,
    platform: "node",
    format: "esm",
    outdir: ".",
    packages: "external",
    bundle: true,
    write: false,
    metafile: true,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const outside = imports.filter(({ path, external }) => external && !isBuiltin(path)).map(({ path }) => path);
  return [...new Set(outside.map((path) => path.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? path))];
}

/** The exports without the condition by which the workspace reads sources. */
function withoutSources(exports: Manifest["exports"]): unknown {
  return JSON.parse(JSON.stringify(exports), (key, value) => (key === "@mortise/source" ? undefined : value));
}

/** Every file that the exports lead to. */
function targetsOf(exports: unknown): string[] {
  if (typeof exports === "string") return [exports];
  return Object.values(Object(exports)).flatMap(targetsOf);
}
