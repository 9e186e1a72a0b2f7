/** The command as a person runs it: a process, its answer and how it ends. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { readOptions } from "../src/cli/options.ts";
import { type CaseId, catalogue } from "../src/index.ts";
import type { Failure } from "../src/score.ts";

const bin = fileURLToPath(new URL("../src/cli/bin.ts", import.meta.url));
const modules = fileURLToPath(new URL("cli", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "mortise-cli-"));
afterAll(() => rm(folder, { recursive: true }));

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Answer> {
  const child = spawn(process.execPath, ["--conditions=@mortise/source", bin, ...args], { cwd: modules });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    texts.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    texts.err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, ...texts }));
  });
}

const cases = (...ids: readonly CaseId[]) => ids.flatMap((id) => ["--case", id]);
const lastLine = ({ out }: Answer) => out.trimEnd().split("\n").at(-1);

describe("the score", { timeout: 120_000 }, () => {
  test("of an adapter with the least of a second path: most cases can be checked, and hold", async () => {
    const json = join(folder, "all.json");
    const html = join(folder, "all.html");
    const answer = await run("small-path.ts", "--json", json, "--html", html, "--name", "my adapter");
    const { score, failures, cases: about, results } = JSON.parse(await readFile(json, "utf8"));
    expect(failures).toEqual([]);
    expect(score).toEqual({ held: expect.any(Number), failed: 0, unchecked: expect.any(Number), isSound: true });
    expect(score.held).toBeGreaterThan(200);
    expect(score.held + score.unchecked).toBe(Object.keys(catalogue).length);
    expect(lastLine(answer)).toBe(
      `score: ${score.held} of ${score.held} hold, 0 fail, ${score.unchecked} not checkable`,
    );
    expect(answer.out).toContain("VT   Verification tokens                       20 of 20 hold\n");
    expect(answer.out).not.toContain("--raw");
    expect(answer.code).toBe(0);
    expect(answer.err).toBe("");
    expect(about["VT-04"]).toEqual(catalogue["VT-04"]);
    expect(results[0].name).toBe("my adapter");
    expect(await readFile(html, "utf8")).toContain("Conformance of my adapter");
  });

  test.each(["memory.ts", "fresh.ts"])(
    "of %s, which has no second path: nothing is taken for a failure",
    async (module) => {
      const answer = await run(module, "--group", "usr", "--group", "VT", "--case", "CON-01");
      expect(lastLine(answer)).toMatch(/^score: (\d+) of \1 hold, 0 fail, \d+ not checkable$/);
      expect(answer.out).toContain("there is no second path into the database");
      expect(answer.out).toContain("--raw");
      expect(answer.code).toBe(0);
    },
  );

  test("of an adapter without passkeys: it says what is missing, once", async () => {
    const answer = await run("classic.ts", "--group", "INT", "--group", "WAN");
    expect(answer.out).toContain(`INT-04  ${catalogue["INT-04"].title}`);
    expect(answer.out).toContain("An app over this adapter cannot offer passkeys");
    // Auth.js itself refuses to start, which is another case.
    expect(answer.out).toContain(`INT-05  ${catalogue["INT-05"].title}`);
    expect(answer.out).toContain("the adapter has no createAuthenticator (INT, WAN)");
    expect(lastLine(answer)).toMatch(/^score: \d+ of \d+ hold, 2 fail, \d+ not checkable$/);
    expect(answer.code).toBe(1);
  });

  test("a second path of another module", async () => {
    const answer = await run("memory.ts", "--raw", "small-path.ts", "--case", "INT-03");
    // It leads to another database than the adapter does.
    expect(answer.out).toContain("the second path sees what the adapter wrote");
    expect(answer.out).toContain("Mend this first");
    expect(answer.code).toBe(1);
  });
});

describe("what does not end", { timeout: 120_000 }, () => {
  test("is cut off and has failed, and the cases after it run", async () => {
    const json = join(folder, "stuck.json");
    const wanted: CaseId[] = ["USR-14", "USR-16", "USR-24", "ACC-22", "ACC-24", "VT-04"];
    const answer = await run("stuck.ts", "--timeout", "3", "--json", json, ...cases(...wanted));
    const { failures, results } = JSON.parse(await readFile(json, "utf8"));
    expect(failures.map((failure: Failure) => [failure.case, failure.reason]).sort()).toEqual([
      ["ACC-22", "the process ended with exit code 3"],
      ["USR-14", "the process had not ended after 3 s and was stopped"],
      ["USR-24", "the process had not ended after 3 s and was stopped"],
    ]);
    expect(results[0].cases.map((result: { case: CaseId }) => result.case)).toEqual(wanted);
    expect(answer.out).toContain("Note: an error of the adapter's that nobody awaited: Error: nobody awaits this");
    expect(lastLine(answer)).toBe("score: 3 of 6 hold, 3 fail, 0 not checkable");
    expect(answer.code).toBe(1);
  });

  test("an adapter that does not close", async () => {
    const answer = await run("lingering.ts", "--timeout", "3", ...cases("USR-14"));
    expect(answer.out).toMatch(/Note: .*the adapter\s+does\s+not\s+close/s);
    expect(lastLine(answer)).toBe("score: 1 of 1 hold, 0 fail, 0 not checkable");
    // What does not close cannot be opened a second time either.
    expect(answer.out).toContain("two harnesses are isolated");
    expect(answer.code).toBe(1);
  });
});

describe("what cannot run says why, and what mends it", { timeout: 60_000 }, () => {
  const written = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const refused = async (code: string, ...args: readonly string[]) => {
    const answer = await run(...args);
    expect(answer.err).toMatch(new RegExp(`^${code}: `));
    expect(answer.code).toBe(2);
    return answer.err;
  };

  test("options", async () => {
    expect(await refused("BAD_OPTION", "memory.ts", "--grup", "VT")).toContain("--help");
    const wrong: readonly (readonly [args: string, hint: string])[] = [
      ["", "one module is expected"],
      ["memory.ts fresh.ts", "one module is expected"],
      ["memory.ts --group XX", "INT, USR"],
      ["memory.ts --case VT-99", "VT-04"],
      ["memory.ts --ids cuid", "objectid"],
      ["memory.ts --timeout soon", "seconds"],
      ["memory.ts --date-grain 10", "1000"],
    ];
    for (const [args, hint] of wrong) expect(() => readOptions(args.split(" ").filter(Boolean)), args).toThrow(hint);
  });

  test("modules", async () => {
    expect(await refused("NO_SUCH_FILE", "missing.ts")).toContain("missing.ts");
    const broken = await written("broken.mjs", "import './nowhere.mjs';");
    expect(await refused("LOAD_FAILED", broken)).toContain("nowhere.mjs");
    const typed = await written("typed.ts", "export enum Kind { A }\nexport default {};");
    expect(await refused("NO_TYPESCRIPT", typed)).toContain("compile it");
    const wrong = await written("wrong.mjs", "export const first = 1, second = 2;");
    expect(await refused("NO_ADAPTER", wrong)).toContain("it exports first, second");
    const empty = await written("empty.mjs", "export default () => ({});");
    expect(await refused("NO_ADAPTER", empty)).toContain("{ open() }");
    const failing = await written("failing.mjs", "export default async () => { throw new Error('no address'); };");
    expect(await refused("OPEN_FAILED", failing)).toContain("no address");
    const raw = await written("raw.mjs", "export default { rows() {} };");
    expect(await refused("NO_RAW_PATH", "memory.ts", "--raw", raw)).toContain("insert and clear is missing");
  });

  test("a second path that open() answers, without its functions", async () => {
    const adapter = "{ createUser() {}, getUser() {} }";
    const module = await written(
      "half.mjs",
      `export const open = () => ({ adapter: ${adapter}, raw: { insert() {} } });`,
    );
    expect(await refused("NO_RAW_PATH", module)).toContain("rows and clear is missing");
  });

  test("cases of which none can be checked", async () => {
    const answer = await run("memory.ts", ...cases("VT-04"));
    expect(lastLine(answer)).toBe("score: 0 of 0 hold, 0 fail, 1 not checkable");
    expect(answer.err).toContain("Nothing could be checked");
    expect(answer.code).toBe(2);
  });

  test("--help", async () => {
    const { code, out } = await run("--help");
    for (const option of ["--raw", "--group", "--case", "--json", "--html", "--timeout"]) expect(out).toContain(option);
    expect(code).toBe(0);
  });
});
