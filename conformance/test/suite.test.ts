/** The suite itself: what it runs, what it lets pass, and that its own checks can fail. */
import { createMemoryDatabase } from "@mortise/memory-adapter";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openMemory } from "../../packages/memory-adapter/test/harness.ts";
import {
  type ConformanceOptions,
  catalogue,
  conformance,
  type Harness,
  runCase,
  type SuiteResult,
  terminalReport,
  totalsOf,
} from "../src/index.ts";

/** Runs the suite with a runner of a few lines, and answers what each test came to. */
async function runSuite(options: Partial<ConformanceOptions> = {}) {
  const declared: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  const afterwards: (() => Promise<void>)[] = [];
  const reports: SuiteResult[] = [];
  conformance({
    test: (name, run) => declared.push({ name, run }),
    describe: (_, declare) => declare(),
    afterAll: (run) => afterwards.push(run),
    name: "memory-adapter / memory",
    open: openMemory,
    report: (result) => void reports.push(result),
    ...options,
  });
  const failed: string[] = [];
  for (const { name, run } of declared) await run().catch(() => failed.push(name));
  for (const run of afterwards) await run();
  return { names: declared.map(({ name }) => name), failed, reports };
}

const nothing = { "ACC-18": { reason: "it has no accounts" } };

describe("what runs", () => {
  test("the harness's checks first, then every case of the catalogue under its id, and one report", async () => {
    const { names, failed, reports } = await runSuite();
    const ids = Object.keys(catalogue);
    expect(failed).toEqual([]);
    expect(
      names
        .slice(-ids.length)
        .map((name) => name.slice(0, name.indexOf(" ")))
        .sort(),
    ).toEqual(ids.sort());
    expect(names.length).toBeGreaterThan(ids.length);
    expect(reports).toHaveLength(1);
    expect(reports[0]?.cases.filter(({ outcome }) => outcome === "passed")).toHaveLength(ids.length);
    expect(reports[0]?.trips.getSessionAndUser).toBe(1);
    const totals = totalsOf(reports);
    expect(terminalReport(reports, totals)).toMatch(/\nconformance: 127 passed, 0 failed, 0 skipped$/);
  });

  test("a part of the matrix, where the harness is about that", async () => {
    const { names, failed, reports } = await runSuite({ only: ["VT-04", "USR-16"] });
    expect(names.slice(-2)).toEqual(["USR-16 getUserByEmail unknown", "VT-04 second use is null"]);
    expect(failed).toEqual([]);
    expect(totalsOf(reports)).toEqual({ passed: 2, failed: 0, skipped: 0 });
  });

  test("an excluded case is not run, and its reason is printed", async () => {
    const { names, reports } = await runSuite({ exclude: nothing });
    expect(names.filter((name) => name.includes("ACC-18"))).toEqual([]);
    const text = terminalReport(reports, totalsOf(reports));
    expect(text).toContain("ACC-18  memory-adapter / memory: it has no accounts");
    expect(text).toMatch(/126 passed, 0 failed, 1 skipped$/);
  });

  test("a limit that is shown excludes, one that does not hold fails", async () => {
    const proof = (holds: boolean) => ({
      exclude: { "ACC-18": { reason: "a limit", proof: async () => expect(holds).toBe(true) } },
    });
    expect((await runSuite(proof(true))).failed).toEqual([]);
    const { failed, reports } = await runSuite(proof(false));
    expect(failed).toEqual(["ACC-18 does not apply: a limit"]);
    expect(totalsOf(reports)).toEqual({ passed: 126, failed: 1, skipped: 0 });
  });

  test("a case that is not of level REC cannot be excluded, whatever the compiler was told", async () => {
    const exclude = { "VT-04": { reason: "too strict" } } as never;
    await expect(runSuite({ exclude })).rejects.toThrow("VT-04 is SEC and cannot be excluded");
  });
});

describe("an engine that is not there", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("is named, and its cases count as skipped", async () => {
    vi.stubEnv("MORTISE_REQUIRE_ALL", "");
    const { names, failed, reports } = await runSuite({ absent: "no server" });
    expect(names).toEqual(["not run: no server"]);
    expect(failed).toEqual([]);
    expect(totalsOf(reports)).toEqual({ passed: 0, failed: 0, skipped: 127 });
    expect(terminalReport(reports, totalsOf(reports))).toContain("memory-adapter / memory: no server");
  });

  test("fails a run that requires all", async () => {
    vi.stubEnv("MORTISE_REQUIRE_ALL", "1");
    expect((await runSuite({ absent: "no server" })).failed).toEqual(["not run: no server"]);
  });
});

describe("what fails", () => {
  test("a case that touches a bystander", async () => {
    const harness = await openMemory();
    await expect(runCase(harness, ({ raw }) => raw.clear())).rejects.toThrow("the bystander's user");
    const touch = async () => {
      const [session] = await harness.raw.rows("session");
      await harness.adapter.updateSession({ sessionToken: session?.sessionToken ?? "", expires: new Date(1e13) });
    };
    await expect(runCase(harness, touch)).rejects.toThrow("the bystander's session");
  });

  const broken: Record<string, (harness: Harness) => Partial<Harness>> = {
    "the second path reads back what it wrote, and clears it": ({ raw }) => ({
      raw: { ...raw, clear: async () => {} },
    }),
    "the second path sees what the adapter wrote": () => ({ adapter: {} as Harness["adapter"] }),
    "the database refuses inserts when told to, and takes them again": ({ raw }) => ({
      raw: { ...raw, refuseInserts: async () => async () => {} },
    }),
    "each method takes the trips that its traits declare": () => ({ meter: { count: () => 0 } }),
  };

  test.each(Object.keys(broken))("a harness of which it does not hold that %s", async (check) => {
    const open = async () => {
      const harness = await openMemory();
      return { ...harness, ...broken[check]?.(harness) };
    };
    expect((await runSuite({ open, report: () => {} }).catch(() => ({ failed: [check] }))).failed).toContain(check);
  });

  test("two harnesses over one database", async () => {
    const database = createMemoryDatabase();
    const { failed } = await runSuite({ open: () => openMemory(database) });
    expect(failed).toEqual(["two harnesses are isolated"]);
  });
});
