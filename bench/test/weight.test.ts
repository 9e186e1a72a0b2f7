/** What is weighed is what is there, and what is counted is what was done. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { difference, randomOf } from "../src/statistics.ts";
import { bundle } from "../src/weight/bundle.ts";
import { askChild } from "../src/weight/child.ts";
import { measureColdStarts } from "../src/weight/cold-starts.ts";
import { countInstructions, totalOf } from "../src/weight/instructions.ts";
import { operations } from "../src/weight/kit-worlds.ts";
import { makers } from "../src/weight/makers.ts";
import { drivers, measureWeights, weigh } from "../src/weight/weights.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mortise-weight-"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function write(file: string, code: string): Promise<string> {
  const path = join(folder, file);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, code);
  return path;
}

const from = import.meta.dirname;

describe("weights", () => {
  test.each(["", "/sql", "/redis"])("the kit%s imports nothing: no driver and nothing of Node", async (path) => {
    const contents = `export * from "@mortise/adapter-kit${path}"`;
    expect((await bundle({ contents, from, external: drivers })).imports).toEqual([]);
  });

  test("a driver stays an import, and so does what belongs to Node", async () => {
    await write("index.js", 'export { sql } from "drizzle-orm/sql";\nexport { join } from "node:path";\n');
    const { imports, code } = await bundle({ contents: 'export * from "./index.js"', from: folder, external: drivers });
    expect(imports.toSorted()).toEqual(["drizzle-orm/sql", "node:path"]);
    expect(code.length).toBeLessThan(200);
  });

  test("a package that is made bigger is measured bigger, by as much as is put in", async () => {
    const weighed = { name: "a package", contents: 'export * from "./index.js"', from: folder };
    const text = (length: number) => `export const text = "${"ab".repeat(length / 2)}";\n`;
    await write("index.js", text(1000));
    const before = await weigh(weighed);
    await write("index.js", text(3000));
    const after = await weigh(weighed);
    expect(after.own.minified - before.own.minified).toBe(2000);
    expect(after.whole.gzipped).toBeGreaterThan(before.whole.gzipped);
    expect(after.own.gzipped).toBeLessThan(after.own.minified / 10);
  });

  test("what a package depends on is in the whole and not in its own, and what nobody uses is in neither", async () => {
    await write(
      "dependency/index.js",
      `export const text = "${"x".repeat(500)}";\nexport const unused = text + "y";\n`,
    );
    await write("own/part.js", `export const part = "${"z".repeat(300)}";\n`);
    await write("own/index.js", 'export { text } from "../dependency/index.js";\nexport * from "./part.js";\n');
    const { own, whole } = await weigh({ name: "own", contents: 'export * from "./own/index.js"', from: folder });
    expect(own.minified).toBeGreaterThan(300);
    expect(own.minified).toBeLessThan(500);
    expect(whole.minified).toBeGreaterThan(800);
    expect(whole.minified).toBeLessThan(1000);
  });

  test("each of our packages that stands on the kit is smaller by itself", async () => {
    const results = await measureWeights();
    const adapters = results.filter(({ name }) => /^@mortise\/.*-adapter$/.test(name));
    expect(adapters).toHaveLength(6);
    for (const { name, own, whole } of adapters) expect(own?.gzipped, name).toBeLessThan(whole?.gzipped ?? 0);
    const kit = results.find(({ name }) => name === "@mortise/adapter-kit");
    expect(kit?.own).toEqual(kit?.whole);
  });
});

describe("the difference of two that were timed together", () => {
  test("is the median of the differences, whatever disturbed both", () => {
    const disturbance = [0, 500, 3, 9000, 40];
    const shorter = disturbance.map((each) => 100 + each);
    const longer = disturbance.map((each) => 107 + each);
    expect(difference(longer, shorter, randomOf(1))).toEqual({ value: 7, low: 7, high: 7 });
    expect(difference(shorter, longer, randomOf(1)).value).toBe(-7);
  });

  test("has an interval around it that reaches no farther than the differences", () => {
    const { value, low, high } = difference([11, 22, 33, 44, 55], [10, 20, 30, 40, 50], randomOf(1));
    expect(value).toBe(3);
    expect([low, high]).toEqual([1, 5]);
  });

  test("is not taken of other rounds", () => {
    expect(() => difference([1, 2], [1], randomOf(1))).toThrow(RangeError);
  });
});

describe("children", () => {
  test("start with each contestant, which answers that a token nobody has is nobody's", async () => {
    const starts = await measureColdStarts({ runs: 1 });
    expect(starts.map(({ name }) => name)).toContain("@mortise/drizzle-adapter");
    for (const { name, time } of starts) expect(time.value, name).toBeGreaterThan(0);
  });

  test("answer with what they were given, and are not taken for an answer when they fail", async () => {
    const child = await write("child.mjs", "process.stdout.write(JSON.stringify(process.argv.slice(2)))");
    expect(await askChild(child, "a", "b")).toEqual(["a", "b"]);
    await expect(askChild(await write("broken.mjs", "throw new Error('broken')"))).rejects.toThrow("broken");
  });

  test.each(Object.entries(makers))("%s: each construction is an adapter of its own", async (_, maker) => {
    const make = await maker();
    const [first, second] = [make(), make()] as Record<string, unknown>[];
    expect(first?.getSessionAndUser).toBeTypeOf("function");
    expect(first).not.toBe(second);
  });
});

describe("instructions", () => {
  test("are read from what Callgrind has written", async () => {
    const file = await write("counts.1", "version: 1\nevents: Ir\nsummary: 12\nfn=(1) main\n0 4217\n\ntotals: 4217\n");
    expect(await totalOf(file)).toBe(4217);
    await expect(totalOf(await write("counts.2", "events: Ir\n"))).rejects.toThrow("no total");
  });

  test("are absent with the reason where Valgrind is not installed", async () => {
    vi.stubEnv("PATH", folder);
    expect(await countInstructions()).toEqual({ uncounted: "Valgrind is not installed" });
  });

  test("are asked for nineteen methods", () => {
    expect(operations.map(({ name }) => name)).toHaveLength(19);
  });
});
