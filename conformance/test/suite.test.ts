/** The suite itself: what it runs, what it lets pass, and that its own checks can fail. */
import { readFile } from "node:fs/promises";
import { createMemoryDatabase } from "@mortise/memory-adapter";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openMemory } from "../../packages/memory-adapter/test/harness.ts";
import { type CaseId, catalogue, type Harness, runCase, terminalReport, totalsOf } from "../src/index.ts";
import { groupOf } from "../src/report/summary.ts";
import { runSuite } from "./run-suite.ts";

// What is tried here is a run that need not have everything, whatever the run is that tries it.
process.env.MORTISE_REQUIRE_ALL = "";

const ids = Object.keys(catalogue) as CaseId[];
/** What the memory adapter's harness is without. */
const unchecked: readonly CaseId[] = ids.filter((id) => id.startsWith("ADO-") || id === "SCH-04");
const passed = ids.length - unchecked.length;
const few: readonly CaseId[] = ["ACC-17", "ACC-18"];
const nothing = { "ACC-18": { reason: "it has no accounts" } };

describe("what runs", () => {
  test("the harness's checks first, then every case of the catalogue under its id, and one report", async () => {
    const { names, failed, reports } = await runSuite();
    expect(failed).toEqual([]);
    expect(
      names
        .slice(-ids.length)
        .map((name) => name.slice(0, name.indexOf(" ")))
        .sort(),
    ).toEqual([...ids].sort());
    expect(names.length).toBeGreaterThan(ids.length);
    expect(reports).toHaveLength(1);
    const [report] = reports;
    expect(report?.cases.filter(({ outcome }) => outcome === "passed")).toHaveLength(passed);
    expect(report?.cases.filter(({ outcome }) => outcome === "unchecked").map((result) => result.case)).toEqual(
      unchecked,
    );
    expect(report?.trips.getSessionAndUser).toBe(1);
    expect(report?.traits).toEqual({ userIds: { kind: "text", from: "kit" }, dateGrain: 1 });
    expect(report?.harness).toEqual([]);
    const totals = totalsOf(reports);
    const last = `conformance: ${passed} passed, 0 failed, ${unchecked.length} skipped`;
    expect(terminalReport(reports, totals).split("\n").at(-1)).toBe(last);
  });

  test("a part of the matrix, where the harness is about that", async () => {
    const { names, failed, reports } = await runSuite({ only: ["VT-04", "USR-16"] });
    expect(names.slice(-2)).toEqual(["USR-16 getUserByEmail unknown", "VT-04 second use is null"]);
    expect(failed).toEqual([]);
    expect(totalsOf(reports)).toEqual({ passed: 2, failed: 0, skipped: 0 });
  });

  test("an excluded case is not run, and its reason is printed", async () => {
    const { names, reports } = await runSuite({ only: few, exclude: nothing });
    expect(names.filter((name) => name.includes("ACC-18"))).toEqual([]);
    const text = terminalReport(reports, totalsOf(reports));
    expect(text).toContain("it has no accounts");
    expect(totalsOf(reports)).toEqual({ passed: 1, failed: 0, skipped: 1 });
  });

  test("a limit that is shown excludes, one that does not hold fails", async () => {
    const proof = (holds: boolean) => ({
      only: few,
      exclude: { "ACC-18": { reason: "a limit", proof: async () => expect(holds).toBe(true) } },
    });
    expect((await runSuite(proof(true))).failed).toEqual([]);
    const { failed, reports } = await runSuite(proof(false));
    expect(failed).toEqual(["ACC-18 does not apply: a limit"]);
    expect(totalsOf(reports)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test("a case that is not of level REC cannot be excluded, whatever the compiler was told", async () => {
    const exclude = { "VT-04": { reason: "too strict" } } as never;
    await expect(runSuite({ exclude })).rejects.toThrow("VT-04 is SEC and cannot be excluded");
  });
});

describe("a group that is about what does not exist", () => {
  const without = { ADO: "there is no official adapter" };

  test("is left out with its reason", async () => {
    const { names, reports } = await runSuite({ only: ["ADO-01", "ADO-10", "VT-04"], without });
    expect(names.filter((name) => name.startsWith("ADO"))).toEqual([]);
    const reason = without.ADO;
    expect(reports[0]?.cases.filter(({ outcome }) => outcome === "excluded")).toEqual([
      { case: "ADO-01", outcome: "excluded", milliseconds: 0, reason },
      { case: "ADO-10", outcome: "excluded", milliseconds: 0, reason },
    ]);
    expect(totalsOf(reports)).toEqual({ passed: 1, failed: 0, skipped: 2 });
  });
});

describe("what cannot be checked", () => {
  afterEach(() => vi.unstubAllEnvs());

  /** A harness without a way to take the database away. */
  const open = async () => {
    const { outage: _, ...harness } = await openMemory();
    return harness;
  };
  const only: CaseId[] = ["LIF-04", "LIF-08", "VT-04"];

  test("neither passes nor fails, and counts as skipped", async () => {
    vi.stubEnv("MORTISE_REQUIRE_ALL", "");
    const progress = vi.fn();
    const { failed, reports } = await runSuite({ open, only, progress });
    expect(failed).toEqual([]);
    expect(totalsOf(reports)).toEqual({ passed: 1, failed: 0, skipped: 2 });
    expect(progress.mock.calls.map(([result]) => result.outcome)).toEqual(["passed", "unchecked", "unchecked"]);
    expect(terminalReport(reports, totalsOf(reports))).toContain("take the database away");
  });

  test("fails a run that requires all, unless it is only recommended", async () => {
    vi.stubEnv("MORTISE_REQUIRE_ALL", "1");
    const { failed } = await runSuite({ open, only });
    expect(failed).toEqual(["LIF-04 outage: getSessionAndUser throws"]);
  });
});

test("the README counts the cases of each group", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const listed = [...readme.matchAll(/^\| ([A-Z0-9]+) \|.*\| (\d+) \|$/gm)].map(([, group, count]) => [
    group,
    Number(count),
  ]);
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(groupOf(id), (counts.get(groupOf(id)) ?? 0) + 1);
  expect(listed).toEqual([...counts]);
  expect(readme).toContain(`${ids.length} cases in ${counts.size} groups`);
});

describe("an engine that is not there", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("is named, and its cases count as skipped", async () => {
    vi.stubEnv("MORTISE_REQUIRE_ALL", "");
    const { names, failed, reports } = await runSuite({ absent: "no server" });
    expect(names).toEqual(["not run: no server"]);
    expect(failed).toEqual([]);
    expect(totalsOf(reports)).toEqual({ passed: 0, failed: 0, skipped: ids.length });
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
    "the meter counts what the adapter sends, and more than one trip has a reason": () => ({
      meter: { count: () => 0 },
    }),
  };

  test.each(Object.keys(broken))("a harness of which it does not hold that %s", async (check) => {
    const open = async () => {
      const harness = await openMemory();
      return { ...harness, ...broken[check]?.(harness) };
    };
    const { failed, reports } = await runSuite({ open, only: [] });
    expect(failed).toContain(check);
    expect(reports[0]?.harness?.map(({ title }) => title)).toEqual(failed);
  });

  test("two harnesses over one database", async () => {
    const database = createMemoryDatabase();
    const open = () => openMemory({ createDatabase: () => database });
    const { failed } = await runSuite({ open, only: [] });
    expect(failed).toEqual(["two harnesses are isolated"]);
  });
});
