/**
 * The packages run where Node is not: in workerd without its Node compatibility, and no line of them asks for Node.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqliteSchema } from "../../packages/drizzle-adapter/test/schema.ts";
import { read, root } from "./workspace.ts";

describe("in workerd", () => {
  let workerd: Miniflare;

  beforeAll(async () => {
    workerd = new Miniflare({
      modules: true,
      script: await bundle(),
      compatibilityDate: "2026-01-01",
      d1Databases: ["DB"],
    });
    const database = await workerd.getD1Database("DB");
    await database.batch((await sqliteSchema()).map((statement) => database.prepare(statement)));
  });
  afterAll(() => workerd.dispose());

  test.each(["memory", "drizzle"])("the %s adapter signs a user in", async (adapter) => {
    const response = await workerd.dispatchFetch(`http://worker.example/${adapter}`);
    expect(await response.json()).toEqual({
      node: ["undefined", "undefined"],
      again: null,
      isSameUser: true,
      isSameExpiry: true,
      refusal: "MORTISE_DUPLICATE",
    });
  });
});

test.each(globSync("packages/*/src/**/*.ts", { cwd: root }).sort())("%s asks for nothing of Node", async (path) => {
  // What is left of it has no comments and no types.
  const { code } = await transform(read(path), { loader: "ts" });
  expect(code).not.toMatch(/["']node:|\b(process|Buffer)\b[.([]|\brequire\(/);
});

/** The Worker and all it imports, in one module. A module of Node's is not found, and fails it. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "scripts/checks/edge/worker.js")],
    // The folder of a package that depends on all that the Worker imports.
    nodePaths: [join(root, "conformance/types/node_modules")],
    conditions: ["@mortise/source", "workerd"],
    platform: "neutral",
    format: "esm",
    bundle: true,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join("\n");
}
