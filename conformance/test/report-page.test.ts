/** The page of the report, as a person goes through it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browserNote, canBrowse, launch } from "@mortise/example-testing";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { catalogue, htmlReport } from "../src/index.ts";
import { lowContrasts } from "./contrast.ts";
import { absent, allIds, hostileReason, madeUp, red, redCase } from "./made-up.ts";

const note = browserNote("the page");
if (!canBrowse) process.stderr.write(`Not run: ${note}\n`);

const slug = "drizzle-adapter-mysql-9-7-mysql2";
const schemes = ["light", "dark"] as const;
const widths = [390, 768, 1440] as const;

/** How far the page, the open panel or a cell is wider than what holds it. Runs in the page. */
const overflow = `(() => {
  const boxes = [document.documentElement, document.getElementById("panel-body"), ...document.querySelectorAll("#grid td > *")];
  return Math.max(...boxes.map((box) => box.scrollWidth - box.clientWidth));
})()`;

/** What has the focus, and how wide its outline is. Runs in the page. */
const focused = `(() => {
  const { activeElement } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
  const name = activeElement.getAttribute("href") ?? (activeElement.id || activeElement.tagName + " " + activeElement.textContent.slice(0, 20));
  return [name, outlineStyle === "none" ? "0px" : outlineWidth];
})()`;

describe.runIf(canBrowse)(note, () => {
  const folder = mkdtempSync(join(tmpdir(), "mortise-page-"));
  const file = join(folder, "conformance.html");
  const address = pathToFileURL(file).href;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    writeFileSync(file, htmlReport(madeUp, { title: "Made up" }));
    browser = await launch();
    return () => browser.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  /** The page in a window of its own. What it complains about, and every request but that for it, fails the test. */
  async function open(hash = "", options: BrowserContextOptions = {}): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(address) && !request.url().startsWith("data:")) complaints.push(request.url());
    });
    await page.goto(address + hash);
  }

  const panel = () => page.getByRole("dialog");
  const cell = (name: string) => page.locator("#grid").getByRole("link", { name });
  const redCell = () => cell(`Verification tokens, ${red.name}`);
  const shownCases = async () => {
    const items = await panel().locator(".cases > li").all();
    return Promise.all(items.map(async (item) => (await item.getAttribute("id"))?.replace("case-", "")));
  };
  const focus = async () => ((await page.evaluate(focused)) as [name: string, outline: string])[0];

  test("the red case is two clicks away: its cell, in which it stands first", async () => {
    await open();
    await redCell().click();
    await panel().getByRole("heading", { name: "VT Verification tokens" }).waitFor();
    const first = panel().locator(".cases > li").first();
    expect(await first.getByRole("heading").textContent()).toBe(`${redCase} second use is null`);
    expect(await first.locator(".facts").textContent()).toMatch(/^✗ fails SEC \d+\u202fms$/);
    expect(await first.locator("pre").textContent()).toContain(hostileReason.split("\n")[1]);
    expect(await shownCases()).toHaveLength(allIds.filter((id) => id.startsWith("VT-")).length);
    expect(await page.evaluate("location.href")).toBe(`${address}#${slug}/VT`);
    expect(await page.title()).toBe("1 failure · Made up");
  });

  test("the red case is one click away from the list of failures", async () => {
    await open();
    await page.getByRole("link", { name: redCase, exact: true }).click();
    await panel().locator(`#case-${redCase}.target pre`).waitFor();
  });

  test("the summary and the grid have the numbers", async () => {
    await open();
    const totals = await page.locator(".totals li").allTextContents();
    const passed = 5 * allIds.length - 37;
    expect(totals).toEqual([
      `✓ ${passed.toLocaleString("en")} hold`,
      "✗ 1 fails",
      "– 1 does not apply",
      "? 24 not checkable",
      `○ ${allIds.length} not run`,
    ]);
    expect(await redCell().textContent()).toBe("✗\u202f1✓\u202f19");
    expect(await redCell().getAttribute("aria-label")).toBe(`Verification tokens, ${red.name}: 1 fails, 19 hold`);
    expect(await cell(`Verification tokens, ${absent.name}: not run`).count()).toBe(1);
    expect(await cell("Custom fields, drizzle-adapter / MySQL").textContent()).toBe("✓\u202f9–\u202f1");
    expect(await cell("Adoption of the official adapter's data, memory-adapter").textContent()).toBe("?\u202f12");
  });

  test("keyboard alone: to the red cell, into it, out of it, and through the grid", async () => {
    await open();
    const visited: string[] = [];
    while (!visited.includes(`#${slug}/VT`) && visited.length < 20) {
      await page.keyboard.press("Tab");
      const [name, outline] = (await page.evaluate(focused)) as [string, string];
      expect(Number.parseFloat(outline), name).toBeGreaterThanOrEqual(1);
      visited.push(name);
    }
    expect(visited).toEqual([
      "SUMMARY 1 failure",
      `#${slug}/VT-04`,
      "BUTTON Failed only",
      "BUTTON CORE",
      "BUTTON SEC",
      "BUTTON REC",
      `#${slug}/VT`,
    ]);
    await page.keyboard.press("Enter");
    await panel().locator(`#case-${redCase}`).waitFor();
    expect(await focus()).toBe("panel-heading");
    await page.keyboard.press("Tab");
    expect(await focus()).toBe("panel-close");
    await page.keyboard.press("Escape");
    await panel().waitFor({ state: "hidden" });
    expect(await page.evaluate("location.href")).toBe(address);

    const focusAfter = async (key: string) => {
      await page.keyboard.press(key);
      return focus();
    };
    expect(await focus()).toBe(`#${slug}/VT`);
    expect(await focusAfter("ArrowRight")).toBe(`#${slug}/WAN`);
    expect(await focusAfter("ArrowDown")).toBe("#drizzle-adapter-pglite/WAN");
    expect(await focusAfter("Home")).toBe("#drizzle-adapter-pglite");
    expect(await focusAfter("ArrowUp")).toBe(`#${slug}`);
    expect(await focusAfter("ArrowRight")).toBe(`#${slug}/INT`);
    expect(await focusAfter("ArrowLeft")).toBe(`#${slug}`);
    expect(await focusAfter("End")).toBe(`#${slug}/MNT`);
    expect(await focusAfter("Control+Home")).toBe("#all/INT");
    expect(await focusAfter("ArrowUp")).toBe("#all/INT");
    expect(await focusAfter("Control+End")).toBe("#memory-adapter-memory/MNT");
    await page.keyboard.press("Space");
    await panel().getByRole("heading", { name: "MNT Maintenance" }).waitFor();
  });

  test("failed only leaves one cell, and says so", async () => {
    await open();
    await page.getByRole("button", { name: "Failed only" }).click();
    expect(await page.locator("#grid thead th").allTextContents()).toEqual(["Adapter and engine", "hold", "VT"]);
    expect(await page.locator("#grid tbody td a").count()).toBe(1);
    expect(await page.getByRole("status").textContent()).toBe("1 row shown, 1 cell with failed cases.");
    await redCell().click();
    expect(await shownCases()).toEqual([redCase]);
    await panel().getByText("19 cases are hidden by the filter.").waitFor();
    await panel().getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "SEC" }).click();
    await page.getByText("No case failed.").waitFor();
  });

  test("a level that is switched off leaves the counts and the cells", async () => {
    await open();
    for (const level of ["CORE", "REC"]) await page.getByRole("button", { name: level }).click();
    const held = allIds.filter((id) => id.startsWith("VT-") && catalogue[id].level === "SEC").length - 1;
    expect(await redCell().textContent()).toBe(`✗\u202f1✓\u202f${held}`);
    await redCell().click();
    expect(new Set(await panel().locator(".level").allTextContents())).toEqual(new Set(["SEC"]));
  });

  test("a row has its engine, traits, failures and trips with their reasons", async () => {
    await open();
    await page.locator("#grid").getByRole("link", { name: "MySQL 9.7, mysql2 MySQL 9.7.1, container" }).click();
    const facts = await panel().locator("dl > div").allTextContents();
    expect(facts).toEqual([
      "EngineMySQL 9.7.1",
      "Come bya container of the run's own",
      "Ids of userstext, made by the adapter",
      "Grain of datesmilliseconds",
    ]);
    expect(await shownCases()).toEqual([redCase, "CUS-06"]);
    expect(await panel().locator(".trips tbody tr").first().allTextContents()).toEqual([
      "createUser2MySQL has no RETURNING",
    ]);
    await page.goto(`${address}#drizzle-adapter-d1`);
    await panel().getByText("2 trips a statement: a proxy stands before it").waitFor();
    await page.goto(`${address}#kysely-adapter-mariadb-11-8`);
    await panel().getByText(`Not run: ${absent.absent}`).waitFor();
  });

  test("a column has each case with where it does not hold", async () => {
    await open();
    await page.locator("#grid thead").getByRole("link", { name: "VT" }).click();
    expect((await shownCases()).slice(0, 2)).toEqual([redCase, "VT-01"]);
    const found = panel().locator(`#case-${redCase}`);
    expect(await found.locator(".places").textContent()).toBe(`✗ fails ${red.name}`);
    await found.getByRole("link", { name: red.name }).click();
    await panel().getByText(red.name).first().waitFor();
    expect(await page.evaluate("location.href")).toBe(`${address}#${slug}/${redCase}`);
    await page.goBack();
    await panel().getByText("Every adapter and engine").waitFor();
  });

  test("an address opens its cell or case, and one of nothing opens nothing", async () => {
    await open(`#${slug}/${redCase}`);
    await panel().locator(`#case-${redCase}.target`).waitFor();
    await page.goto(`${address}#nobody/VT`);
    await panel().waitFor({ state: "hidden" });
    for (const hash of ["#%", `#${slug}/NO`, `#${slug}/VT-99`, "#all", "#all/NO", "#<b>"]) {
      await page.goto(address + hash);
      expect(await panel().isVisible(), hash).toBe(false);
    }
  });

  test("without scripts it is a table with what failed and why", async () => {
    await open("", { javaScriptEnabled: false });
    await page.getByText(`${redCase} second use is null`).waitFor();
    expect(await page.getByRole("table", { name: "Adapters and engines down" }).count()).toBe(1);
    expect(await redCell().textContent()).toBe("✗\u202f1✓\u202f19");
    expect(await page.getByRole("button").count()).toBe(0);
    await page.getByText("Without scripts the cells do not open.").waitFor();
  });

  test("a cell has room for every outcome at once", async () => {
    const outcomes = ["failed", "passed", "excluded", "unchecked"] as const;
    const cases = red.cases.flatMap((result, index) =>
      Array.from({ length: 40 }, () => ({ ...result, outcome: outcomes[index % 4] ?? "passed" })),
    );
    const crowded = join(folder, "conformance.html-crowded.html");
    writeFileSync(crowded, htmlReport([{ ...red, cases }]));
    await open("-crowded.html");
    expect(await redCell().textContent()).toBe("✗\u202f200✓\u202f200 –\u202f200 ?\u202f200");
    expect(await page.evaluate(overflow)).toBe(0);
  });

  describe.each(schemes)("%s", (colorScheme) => {
    test.each(widths)("in %i pixels nothing is cut off and every text can be read", async (width) => {
      await open("", { colorScheme, viewport: { width, height: 900 } });
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect(await page.evaluate(overflow)).toBe(0);
      expect(await page.evaluate(lowContrasts)).toEqual([]);
      for (const hash of [`#${slug}/${redCase}`, `#${slug}`, "#all/VT", "#drizzle-adapter-d1"]) {
        await page.goto(address + hash);
        await panel().waitFor();
        expect(await page.evaluate(overflow), hash).toBe(0);
        expect(await page.evaluate(lowContrasts), hash).toEqual([]);
      }
    });
  });
});
