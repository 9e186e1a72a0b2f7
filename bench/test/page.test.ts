/** The page and the document say what the result says, and nothing in it can break out of them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browserNote, canBrowse, launch } from "@mortise/example-testing";
import { describe, expect, test } from "vitest";
import { lowContrasts } from "../../conformance/test/contrast.ts";
import { markdownOf } from "../src/markdown.ts";
import { pageOf } from "../src/page/page.ts";
import type { BenchResult } from "../src/results.ts";
import { verdictsOf } from "../src/targets.ts";
import { terminalTables } from "../src/terminal.ts";
import { about, backend, benchResult, cell, timing } from "./made-up.ts";

const hostile = `<script>alert("x")</script> | \u001b[31m\u202e`;

const cells = [
  cell(
    "updateAuthenticatorCounter",
    timing("bare", about(0.95), { trips: 1 }),
    timing("official", { value: 0.71, low: 0.6, high: 0.8 }, { trips: 2 }),
    timing("better-auth", about(1234), { trips: 3, differences: [hostile] }),
  ),
  {
    ...cell("getUser", timing("bare", about(1.3)), timing("official", about(2.5), { trips: 2 })),
    absent: [{ contestant: "better-auth", why: "it has no such operation" } as const],
  },
];
const points = [1_000, 10_000, 100_000, 1_000_000].map((rows) => ({ rows, calls: 2000, median: 33.3, p99: 77.7 }));
const growth = { backend: "drizzle-adapter", engine: "PGlite", version: "PGlite 1", points, plan: hostile };

const everything: BenchResult = benchResult({
  backends: [backend(cells, { latency: 0 }), backend(cells), backend(cells, { engine: "PGlite", isEmbedded: true })],
  growth: [
    { ...growth, operation: "getSessionAndUser", grown: 1.07, grownInterval: { low: 0.91, high: 1.19 }, scans: false },
    { ...growth, operation: "getUserByAccount", grown: 8.9, scans: true, absent: "it would take an hour to fill" },
  ],
  weights: [
    {
      name: "@mortise/adapter-kit",
      own: { minified: 15_000, gzipped: 6543 },
      whole: { minified: 15_000, gzipped: 6543 },
    },
    { name: "@auth/drizzle-adapter", whole: { minified: 9000, gzipped: 2345 } },
  ],
  coldStarts: [{ name: "one | another", time: about(123.4, 5) }],
  constructions: [{ name: "@mortise/drizzle-adapter", bytes: 4321.5, time: 7.65 }],
  kitCosts: [
    { operation: "getUser", time: about(1234, 50), instructions: 9876 },
    { operation: "createUser", time: about(-10, 50) },
  ],
  absent: ["kysely-adapter / MySQL 9.7: it is not here"],
});
const verdicts = verdictsOf(everything, []);
const page = pageOf(everything, verdicts);
const document = markdownOf(everything, verdicts);
const terminal = terminalTables(everything, verdicts, { colors: false });

const said = [
  "0.71×",
  "8.90×",
  "0.91–1.19",
  "6.54 kB",
  "123 ms",
  "4,322 B",
  "1.23 µs",
  "9,876",
  "it is not here",
  "it has no such operation",
];

test.each(said)("the page says %s", (text) => {
  expect(page).toContain(text);
});

test.each(["0.71 0.60–0.80 2", "8.90×", "6.54 kB", "123", "4,322", "1.23", "9,876", "it is not here"])(
  "the document and the terminal say %s",
  (text) => {
    expect(document).toContain(text);
    expect(terminal).toContain(text);
  },
);

test("what is not the same is marked, with how it differs", () => {
  expect(terminal).toMatch(/1,234 1,234–1,234 3≠/);
  expect(document).toMatch(/better-auth, updateAuthenticatorCounter: .*alert/);
  expect(page).toContain("answers otherwise: &lt;script&gt;");
});

test("somebody else's text stays text", () => {
  expect(page).not.toContain("<script");
  for (const text of [page, document, terminal]) {
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u202e");
  }
  expect(document).not.toContain(" <script");
  expect(document).toContain("| one \\| another | 123 |");
});

test("tables fit into a hundred columns", () => {
  const wide = terminal.split("\n").filter((line) => line.length > 100);
  expect(wide).toEqual([]);
});

test("a run without anything has a page too", () => {
  const empty = benchResult({ isQuick: true });
  expect(pageOf(empty, verdictsOf(empty))).toContain("<b>6</b> not measured");
});

const note = browserNote("the page of the bench");
if (!canBrowse) process.stderr.write(`Not run: ${note}\n`);

describe.runIf(canBrowse)(note, () => {
  test.each([
    [400, "light"],
    [400, "dark"],
    [1440, "light"],
    [1440, "dark"],
  ] as const)("in %i pixels, %s, nothing is cut off and every text can be read", async (width, colorScheme) => {
    const folder = mkdtempSync(join(tmpdir(), "mortise-bench-"));
    const file = join(folder, "bench.html");
    writeFileSync(file, page);
    const browser = await launch();
    try {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme,
      });
      const tab = await context.newPage();
      const complaints: string[] = [];
      const address = pathToFileURL(file).href;
      tab.on("console", (message) => complaints.push(message.text()));
      tab.on("request", (request) => {
        if (!request.url().startsWith(address) && !request.url().startsWith("data:")) complaints.push(request.url());
      });
      await tab.goto(address);
      await tab.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await tab.evaluate(overflow)).toBe(0);
      expect(await tab.evaluate(lowContrasts)).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  });
});
