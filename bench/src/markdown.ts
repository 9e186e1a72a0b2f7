/** `bench/RESULTS.md`: the run as a document. */
import { allPrintable } from "../../conformance/src/report/printable.ts";
import type { BenchResult } from "./results.ts";
import { differencesOf, legend, methodTable, otherTables, type Table, verdictLines } from "./tables.ts";
import type { Verdict } from "./targets.ts";
import { machineText } from "./terminal.ts";
import { byEngine, contestantNames, distanceOf, nameOf } from "./words.ts";

/** The text of the document. */
export function markdownOf(found: BenchResult, verdicts: readonly Verdict[]): string {
  const result = allPrintable(found);
  const { date, machine, isQuick, backends, absent } = result;
  const differing = differencesOf(result);
  return `${[
    "# What the bench found",
    "",
    `Written by \`pnpm bench${isQuick ? " --quick" : ""}\` on ${date.slice(0, 16).replace("T", " ")} UTC, and by nobody's hand. How it is`,
    "measured and how to read it stands in the [README](README.md).",
    "",
    `- Machine: ${machineText(machine)}.`,
    ...(isQuick
      ? ["- A quick run: few rounds, one engine for each adapter, no distance. The intervals are wide."]
      : []),
    "",
    "## Targets",
    "",
    ...allPrintable(verdicts).flatMap((verdict) => {
      const [first, ...others] = verdictLines(verdict);
      return [`- **${first.replace(": ", "**: ")}`, ...others.map((line) => `  - ${line}`)];
    }),
    "",
    "## Methods and flows",
    "",
    legend,
    "",
    ...byEngine(backends).flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const made = Object.entries(first.contestants).map(
        ([id, packages]) => `${contestantNames[id as keyof typeof contestantNames]}: ${packages}`,
      );
      return [
        `### ${nameOf(first)}`,
        "",
        `${first.version}. ${made.join("; ")}.`,
        "",
        ...group.flatMap((each) => [`**${distanceOf(each)}**`, "", ...tableLines(methodTable(each))]),
      ];
    }),
    ...otherTables(result).flatMap((table) => [`## ${table.title}`, "", ...tableLines(table)]),
    ...(differing.length === 0
      ? []
      : ["## Where others do not do the same", "", ...differing.map((line) => `- ${line.replaceAll("<", "\\<")}`), ""]),
    ...(absent.length === 0 ? [] : ["## Not run", "", ...absent.map((what) => `- ${what}`), ""]),
  ]
    .join("\n")
    .trimEnd()}\n`;
}

function tableLines({ head, rows, right }: Table): string[] {
  const line = (texts: readonly string[]) => `| ${texts.map(escaped).join(" | ")} |`;
  const rule = head.map((_, column) => (right.includes(column) ? "---:" : "---"));
  return [
    line(head),
    `| ${rule.join(" | ")} |`,
    ...rows.map((row) => line(row.map(({ text }) => text.trim().replaceAll(/ +/g, " ")))),
    "",
  ];
}

/** Text that cannot end the cell which it stands in. */
function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
