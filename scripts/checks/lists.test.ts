/** Every list that is kept by hand says what is there: none names what is gone, and none leaves out what came. */
import { existsSync, globSync } from "node:fs";
import { join, posix } from "node:path";
import { satisfies } from "semver";
import { expect, test } from "vitest";
import { groups } from "../../conformance/src/cases/groups.ts";
import { catalogue } from "../../conformance/src/catalogue.ts";
import { packagesIn, publishedPackages, read, root, workspacePackages, workspacePatterns } from "./workspace.ts";

const packages = workspacePackages();
const folders = packages.map(({ folder }) => folder);

/** The paths that match, `node_modules` and what is built aside. */
function find(pattern: string): string[] {
  const isOurs = (path: string) => !/(^|\/)(node_modules|dist)(\/|$)/.test(path);
  return globSync(pattern, { cwd: root, exclude: (path) => !isOurs(path) })
    .filter(isOurs)
    .sort();
}

/** The addresses of a document's links. */
function linksOf(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)]+)\)/g)].map(([, address = ""]) => address);
}

test("pnpm-workspace.yaml: each pattern has a package, each package.json is of the workspace", () => {
  expect(workspacePatterns().filter((pattern) => packagesIn(pattern).length === 0)).toEqual([]);
  expect(find("**/package.json")).toEqual(
    ["package.json", ...folders.map((folder) => `${folder}/package.json`)].sort(),
  );
});

test("tsconfig.json: a script of the root compiles every package, and no folder that is gone", () => {
  const { references }: { references: { path: string }[] } = JSON.parse(read("tsconfig.json"));
  const [{ manifest } = { manifest: undefined }] = packagesIn(".");
  const scripts = Object.values(manifest?.scripts ?? {}).join(" ");
  const named = [...scripts.matchAll(/tsc (?:-b|-p) ([\w./-]+)/g)].map(([, path = ""]) => path);
  const compiled = [...references.map(({ path }) => path), ...named];
  expect(compiled.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(folders.filter((folder) => !compiled.includes(folder))).toEqual([]);
});

test("tsconfig.json: a package refers to those packages of ours that it depends on", () => {
  for (const { folder, manifest } of publishedPackages()) {
    const { references = [] }: { references?: { path: string }[] } = JSON.parse(
      read(`${folder}/tsconfig.json`).replaceAll(/^\s*\/\/.*$/gm, ""),
    );
    const referred = references.map(({ path }) => posix.join(folder, path)).sort();
    const needed = packages.filter(({ name }) => manifest.dependencies?.[name]).map((each) => each.folder);
    expect(referred, folder).toEqual(needed.sort());
  }
});

test("README.md: the table of adapters has a row for each adapter", () => {
  const rows = [...read("README.md").matchAll(/^\| *\[`([^`]+)`\]\(([^)]+)\)/gm)];
  const listed = rows.map(([, name, folder]) => ({ name, folder })).filter(({ name }) => name?.endsWith("-adapter"));
  const adapters = packagesIn("packages/*-adapter").map(({ name, folder }) => ({ name, folder }));
  expect(listed.sort((a, b) => String(a.folder).localeCompare(String(b.folder)))).toEqual(adapters);
});

test("docs/README.md: the index has each document once", () => {
  const listed = linksOf(read("docs/README.md")).filter((address) => !address.startsWith("../"));
  const documents = find("docs/**/*.md").map((path) => posix.relative("docs", path));
  expect(listed.map((address) => posix.normalize(address)).sort()).toEqual(
    documents.filter((path) => path !== "README.md"),
  );
});

test("links between documents lead somewhere", () => {
  const dangling = find("**/*.md").flatMap((document) =>
    linksOf(read(document))
      .filter((address) => !/^([a-z]+:|#)/.test(address))
      .map((address) => posix.join(posix.dirname(document), address.replace(/#.*/, "")))
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${document}: ${path}`),
  );
  expect(dangling).toEqual([]);
});

test("the suite: each group of the catalogue has its cases, each group of cases is in the catalogue", () => {
  const catalogued = new Set(Object.keys(catalogue).map((id) => id.split("-")[0]));
  expect(Object.keys(groups).sort()).toEqual([...catalogued].sort());
  const written = Object.values(groups).flatMap((cases) => Object.keys(cases));
  expect(written.sort()).toEqual(Object.keys(catalogue).sort());
});

test(".changeset/config.json: only private packages are left out of a release", () => {
  const { ignore = [] }: { ignore?: string[] } = JSON.parse(read(".changeset/config.json"));
  const published = publishedPackages().map(({ name }) => name);
  expect(ignore.filter((name) => published.includes(name))).toEqual([]);
});

test("package.json: each peer is tested, in a version that its range allows", () => {
  for (const { name, manifest } of packages) {
    for (const [peer, range] of Object.entries(manifest.peerDependencies ?? {})) {
      for (const tested of versionsOf(manifest.devDependencies, peer)) {
        expect(satisfies(tested, range), `${name}: ${peer} is tested in ${tested} and allowed in ${range}`).toBe(true);
      }
    }
  }
});

/** The versions of a package that are installed for tests, under its own name or another. */
function versionsOf(dependencies: Readonly<Record<string, string>> = {}, name: string): readonly string[] {
  const versions = Object.entries(dependencies).flatMap(([alias, version]) => {
    if (version.startsWith(`npm:${name}@`)) return [version.slice(`npm:${name}@`.length)];
    return alias === name ? [version] : [];
  });
  return versions.length > 0 ? versions : ["no version"];
}
