/** The report: as text, as data, and as the page that Node writes. What the page does in a browser: report-page.test.ts. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { Matrix } from "../../scripts/report-matrix.ts";
import {
  type CaseId,
  htmlReport,
  partsVariable,
  reportOf,
  type SuiteResult,
  terminalReport,
  totalsOf,
} from "../src/index.ts";
import { printable } from "../src/report/printable.ts";
import { groupsOf, groupTitles, idsAsText, tripKindsOf } from "../src/report/summary.ts";
import { absent, allIds, hostileReason, madeUp, red, redCase } from "./made-up.ts";

const totals = totalsOf(madeUp);
const escapeCode = "\x1b";

describe("as text", () => {
  const text = terminalReport(madeUp, totals);
  const lines = text.split("\n");
  const matrix = lines.slice(0, lines.indexOf(""));

  test("the matrix of every group fits in 120 characters", () => {
    expect(groupsOf(madeUp)).toEqual(Object.keys(groupTitles));
    for (const line of matrix) expect(line.length, line).toBeLessThanOrEqual(120);
    expect(matrix[0]?.trim().split(/\s+/)).toEqual(groupsOf(madeUp));
    expect(matrix).toContainEqual(expect.stringMatching(/^ {2}PGlite +(✓ +){20}337\/337$/));
  });

  test.each([100, 80, 60, 40])("in %i characters the groups go on in a matrix below", (columns) => {
    const narrow = terminalReport(madeUp, totals, { columns }).split("\n");
    const end = narrow.findIndex((line) => line.startsWith("✓ "));
    const heads = narrow.slice(0, end).filter((line) => /^ {4,}[A-Z0-9 ]+$/.test(line));
    expect(heads.length).toBeGreaterThan(1);
    expect(heads.flatMap((line) => line.trim().split(/\s+/))).toEqual(groupsOf(madeUp));
    for (const line of narrow.slice(0, end)) expect(line.length, line).toBeLessThanOrEqual(columns);
  });

  test("a failure stands in its cell and with its reason, one line of it and nothing that a terminal acts on", () => {
    const row = matrix.find((line) => line.includes("MySQL"));
    expect(row?.trim().split(/\s{2,}| (?=✓|✗|\()/)).toEqual(
      expect.arrayContaining(["✗1", "(✓)", `${allIds.length - 2}/${allIds.length}`]),
    );
    expect(lines).toContain(`  ${redCase}  ${red.name}: ${hostileReason.split("\n")[0]}`);
    expect(text).not.toContain(escapeCode);
  });

  test("what does not apply, could not be checked and was not there, with the reasons", () => {
    expect(text).toContain(`does not apply\n  CUS-06  ${red.name}: no such names\n`);
    expect(text).toContain(
      "not checkable\n  ADO-01 to ADO-12  the harness has no official adapter\n      drizzle-adapter / D1\n      memory-adapter / memory\n",
    );
    expect(text).toContain(`not run\n  ${absent.name}: ${absent.absent}\n`);
    expect(matrix).toContainEqual(expect.stringMatching(/^ {2}MariaDB 11\.8 +(○ +){20}not run$/));
  });

  test("engines, trips by kind, and why there are more than one", () => {
    expect(text).toContain("  SQLite 3.50.4, embedded: D1\n");
    expect(text).toMatch(/^round trips {11}a {2}b {2}c$/m);
    expect(text).toMatch(/^createUser {12}1 {2}2 {2}1$/m);
    expect(text).toContain("  a  2 a statement: a proxy stands before it\n  b  createUser: MySQL has no RETURNING\n");
  });

  test("the last line is the totals", () => {
    const { length } = allIds;
    expect(totals).toEqual({ passed: 5 * length - 11 - 24 - 2, failed: 1, skipped: 25 + length });
    expect(lines.at(-1)).toBe(`conformance: ${totals.passed} passed, 1 failed, ${25 + length} skipped`);
  });

  test("colours where they are asked for change nothing else", () => {
    const colored = terminalReport(madeUp, totals, { colors: true });
    expect(colored).toContain(`${escapeCode}[1;31m✗1${escapeCode}[0m `);
    expect(stripVTControlCharacters(colored)).toBe(text);
  });

  test("a failed check of a harness is named", () => {
    const harness = [{ title: "two harnesses are isolated", reason: "the other's row\nis there" }];
    const broken = [{ ...red, harness }];
    expect(terminalReport(broken, totalsOf(broken))).toContain(
      `failed checks of the harness\n  ${red.name}: two harnesses are isolated: the other's row\n`,
    );
  });

  test("nothing at all", () => {
    expect(terminalReport([], totalsOf([]))).toBe("\nconformance: 0 passed, 0 failed, 0 skipped");
  });
});

describe("while it goes on", () => {
  const layout = { columns: 100, rows: 30, colors: false };
  const names = ["one-adapter / A", "one-adapter / B", "two-adapter / C"];

  function planned(): Matrix {
    const matrix = new Matrix();
    for (const name of names) {
      for (const group of ["harness", "USR", "USR", "VT"]) matrix.plan(name, group);
    }
    return matrix;
  }

  test("a group counts up, then holds; a failure shows at once", () => {
    expect(new Matrix().lines(layout)).toEqual([]);
    const matrix = planned();
    matrix.ran("one-adapter / A", "USR", true);
    matrix.ran("one-adapter / B", "VT", false);
    expect(matrix.lines(layout)).toEqual([
      "            USR VT",
      "one-adapter",
      "  A         1        1/4",
      "  B             ✗1   1/4",
      "two-adapter",
      "  C                  0/4",
      "2 of 12 · 1 failed · 0 s",
    ]);
    matrix.ran("one-adapter / A", "USR", true);
    expect(matrix.lines(layout)[2]).toBe("  A         ✓        2/4");
  });

  test("a suite that is done says what it found itself", () => {
    const matrix = planned();
    for (const group of ["harness", "USR", "USR", "VT"]) matrix.ran("one-adapter / A", group, true);
    const cases = ["USR-01", "USR-02", "VT-04"].map((id) => ({
      case: id as CaseId,
      outcome: id === "VT-04" ? ("unchecked" as const) : ("passed" as const),
      milliseconds: 1,
    }));
    const result: SuiteResult = { ...red, name: "one-adapter / A", cases };
    expect(matrix.finish("one-adapter / A", result)).toBe("one-adapter / A: 2 passed, 0 failed, 1 skipped");
    expect(matrix.lines(layout)[2]).toBe("  A         ✓   ?    4/4");
    expect(matrix.finish("three-adapter / D", absent)).toBe("three-adapter / D: not run");
    expect(matrix.lines(layout).join()).not.toContain("three-adapter");
  });

  test("on a screen that is too small, what failed stays and what is done goes", () => {
    const matrix = planned();
    matrix.finish("one-adapter / A");
    matrix.ran("two-adapter / C", "USR", false);
    const lines = matrix.lines({ ...layout, rows: 6 });
    expect(lines.length).toBeLessThanOrEqual(6);
    expect(lines.join("\n")).toContain("two-adapter\n  C         ✗1");
    expect(lines.join("\n")).toContain("… and 2 more");
    expect(matrix.lines({ ...layout, rows: 1 })).toEqual(["1 of 12 · 1 failed · 0 s"]);
  });

  test("vitest with this reporter names a failure, its stack and each suite, without a colour on a pipe", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mortise-progress-"));
    writeFileSync(join(folder, "a_adapter_engine.json"), JSON.stringify({ ...absent, name: "a-adapter / engine" }));
    writeFileSync(
      join(folder, "some.test.js"),
      `describe("some-adapter / engine", () => {
        describe("USR", () => { test("USR-01 createUser", () => {}); });
        describe("VT", () => { test("VT-04 second use", () => { throw new Error("two\\ntokens"); }); });
      });
      describe("a-adapter / engine", () => { test("not run: no server", () => {}); });`,
    );
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const reporter = join(root, "scripts", "report-progress.ts");
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const args = [vitest, "run", "--root", folder, "--globals", "--reporter", reporter];
    const env = { ...process.env, [partsVariable]: folder, NO_COLOR: "1" };
    const failed = await promisify(execFile)(process.execPath, args, { env }).catch((error) => error);
    rmSync(folder, { recursive: true });
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain("✗ VT-04 second use\n  some-adapter / engine: two\n");
    expect(failed.stdout).toContain("some-adapter / engine: 1 passed, 1 failed, 0 skipped\n");
    expect(failed.stderr).toMatch(/Error: two\ntokens\n[\s\S]*some\.test\.js:3:/);
    expect(failed.stdout + failed.stderr).not.toContain(escapeCode);
  });
});

describe("as data", () => {
  test("run, totals, groups, cases and results", () => {
    const run = { date: "2026-11-21T12:00:00.000Z", node: "24.21.0", commit: "abc1234" };
    const report = reportOf(madeUp, run);
    expect(report).toMatchObject({ run, totals, results: madeUp });
    expect(report.groups.VT).toBe("Verification tokens");
    expect(Object.keys(report.cases)).toEqual(allIds);
    expect(report.cases["VT-04"]).toMatchObject({ level: "SEC", title: "second use is null" });
  });

  test("only the groups of which a case ran, and all that were planned where none did", () => {
    const part = { ...red, cases: red.cases.filter((result) => result.case.startsWith("VT-")) };
    expect(Object.keys(reportOf([absent, part]).groups)).toEqual(["VT"]);
    expect(Object.keys(reportOf([absent]).groups)).toEqual(Object.keys(groupTitles));
  });

  test("ids in a row are named by their ends, trips that are alike once", () => {
    expect(idsAsText(["VT-01", "VT-02", "VT-03", "VT-05", "VT-06", "WAN-07"])).toBe(
      "VT-01 to VT-03, VT-05, VT-06, WAN-07",
    );
    expect(tripKindsOf(madeUp).map(({ suites }) => suites.length)).toEqual([1, 1, 3]);
    const many = Array.from({ length: 28 }, (_, index) => ({ ...red, trips: { getUser: index } }));
    expect(tripKindsOf(many).map(({ letter }) => letter)).toEqual(expect.arrayContaining(["a", "z", "aa", "ab"]));
  });

  test("what a terminal or a page would act on is spelled out", () => {
    expect(printable("\x1b[31ma\x1b[0m\tb\n\0\r\x9b1m \u202e \ud83d\ude00 \ud800 é")).toBe(
      "a\tb\n\\u{0}\\u{d} \\u{202e} \ud83d\ude00 \\u{d800} é",
    );
  });
});

describe("as a page", () => {
  const page = htmlReport(madeUp, { title: `<i>"Mine" & yours</i>`, lead: "Which hold." });
  const markup = page.slice(0, page.indexOf("<script"));
  const [, json = ""] = page.match(/<script type="application\/json" id="data">(.*?)<\/script>/s) ?? [];

  test("the data comes out of it as it went in, whatever a reason holds", () => {
    const { suites } = JSON.parse(json);
    const found = suites.find(({ name }: SuiteResult) => name === red.name);
    const { reason } = found.cases.find(({ case: id }: { case: CaseId }) => id === redCase);
    expect(reason).toBe(printable(hostileReason));
    expect(json).not.toContain("<");
  });

  test("no text of somebody else's becomes markup", () => {
    expect(page.match(/<script\b/g)).toHaveLength(2);
    expect(page.match(/<\/script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img|<i>"|<!--/);
    expect(page).toContain("&lt;i&gt;&quot;Mine&quot; &amp; yours&lt;/i&gt;");
    const named = htmlReport([
      { ...red, name: `"><b>x / 'y'<b>`, engine: "<u>" },
      { ...absent, absent: "<u>" },
    ]);
    expect(named).not.toMatch(/<b>x|<u>|'y'<b>/);
  });

  test("its policy lets its own script and style in, and nothing else", () => {
    const [, policy = ""] = page.match(/Content-Security-Policy" content="([^"]*)"/) ?? [];
    const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const [, script = ""] = page.match(/<script>(.*?)<\/script>/s) ?? [];
    const [, style = ""] = page.match(/<style>(.*?)<\/style>/s) ?? [];
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      "img-src data:",
      `style-src ${digest(style)}`,
      `script-src ${digest(script)}`,
    ]);
    expect(markup.match(/\b(?:src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
  });

  test("every suite has an address of its own, and none has that of all", () => {
    const names = ["a / b", "A / B", "all", "ж", "ж ж"];
    const own = htmlReport(names.map((name) => ({ ...red, name })));
    const heads = [...own.slice(0, own.indexOf("<script")).matchAll(/<th scope="row"><a href="#([^"]*)"/g)].map(
      ([, slug]) => slug,
    );
    expect(heads).toEqual(["a-b", "a-b-2", "all-2", "suite", "suite-2"]);
  });

  test("nothing at all", () => {
    expect(htmlReport([])).toContain("No case ran.");
  });
});
