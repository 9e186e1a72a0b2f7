/** Every piece of TypeScript in a document or in a public comment compiles as it stands. */
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./run.ts";
import { read, root } from "./workspace.ts";

/** In the folder of a package that depends on all that the examples import. */
const parent = join(root, "conformance/types/node_modules/.cache");
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(join(parent, "examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An app has it under its own name. */
const nextAuth = join(root, "conformance/types/node_modules/next-auth-5");

const files = ["*.md", "docs/**/*.md", "{packages,examples}/*/README.md", "conformance/README.md"]
  .concat(["packages/*/src/**/*.ts", "conformance/src/**/*.ts"])
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .sort();

/** The pieces of a file, each with the line on which it begins. */
function examplesOf(path: string): { readonly name: string; readonly code: string }[] {
  const text = read(path);
  return [...text.matchAll(/^( \* )?```ts\n(.*?)^(?: \* )?```$/gms)].map((match) => ({
    name: `${path}:${text.slice(0, match.index).split("\n").length + 1}`,
    code: (match[2] ?? "").replaceAll(/^ \* ?/gm, ""),
  }));
}

const examples = files.flatMap(examplesOf);

test("the documents have examples", () => {
  expect(examples.map(({ name }) => name.split(":")[0])).toEqual(
    expect.arrayContaining([
      "README.md",
      "packages/drizzle-adapter/README.md",
      "packages/drizzle-adapter/src/index.ts",
    ]),
  );
});

test("the README's example is one of about twenty lines", () => {
  const [first] = examplesOf("README.md");
  expect(first?.code.trim().split("\n").length).toBeLessThanOrEqual(20);
});

test("all of them compile", () => {
  for (const { name, code } of examples) {
    // What an example leaves open is said by its file, so that it can be found when it does not compile.
    writeFileSync(join(folder, `${name.replaceAll(/[/:]/g, "_")}.ts`), `// ${name}\n${code}export {};\n`);
  }
  const compilerOptions = {
    rootDir: "/",
    composite: false,
    incremental: false,
    isolatedDeclarations: false,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    noUnusedLocals: false,
    types: ["node"],
    paths: { "next-auth": [`${nextAuth}/index.d.ts`], "next-auth/*": [`${nextAuth}/*.d.ts`] },
  };
  const config = { extends: join(root, "tsconfig.base.json"), compilerOptions, include: ["*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  run("tsc", ["-p", folder], root);
});
