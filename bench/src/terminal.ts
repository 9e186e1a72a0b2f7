/** The bench in a terminal: where it is while it runs, and its tables at the end. */
import { allPrintable } from "../../conformance/src/report/printable.ts";
import { columnLines, type Layout, paint, wrapped } from "../../conformance/src/report/table.ts";
import type { BenchResult, Cell, Machine } from "./results.ts";
import { legend, methodTable, otherTables, rivalsOf, type Table, verdictLines } from "./tables.ts";
import type { Verdict } from "./targets.ts";
import { contestantNames, micros, times, timingOf } from "./words.ts";

/** Where a run is. */
export interface Progress {
  /** What is going on: the next one takes its place on a terminal, and its line elsewhere. */
  step(text: string): void;
  /** What stays. */
  say(text: string): void;
}

/** @param stream where it is shown. */
export function progressOn(stream: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">): Progress {
  const clear = stream.isTTY ? "\r\u001b[K" : "";
  return {
    step(text) {
      stream.write(stream.isTTY ? `${clear}${text.slice(0, (stream.columns || 100) - 1)}` : `${text}\n`);
    },
    say: (text) => void stream.write(`${clear}${text}\n`),
  };
}

/** One operation in a line: `getUser: ours 34.5 µs; bare driver 0.98×`. */
export function cellLine(cell: Cell): string {
  const others = rivalsOf({ cells: [cell] }).flatMap((rival) => {
    const ratio = timingOf(cell, rival)?.ours;
    return ratio === undefined ? [] : [`${contestantNames[rival]} ${times(ratio.value)}`];
  });
  return `${cell.operation}: ours ${micros(timingOf(cell, "ours")?.time.value ?? Number.NaN)} µs; ${others.join(", ")}`;
}

/** What it ran on. */
export function machineText({ cpu, cores, memory, os, node, load }: Machine): string {
  return `${cpu}, ${cores} cores, ${memory}, ${os}, Node ${node}, load ${load} at the start`;
}

/** Every table, the verdicts, and what was not run. */
export function terminalTables(
  found: BenchResult,
  verdicts: readonly Verdict[],
  layout: Pick<Layout, "colors">,
): string {
  const result = allPrintable(found);
  const tables = [...result.backends.map(methodTable), ...otherTables(result)];
  const states = { met: "good", "not met": "bad", "not measured": "quiet" } as const;
  const judged = allPrintable(verdicts).flatMap((verdict) => {
    const [first, ...others] = verdictLines(verdict);
    const lines = wrapped(first, width).map((line) => paint(line, states[verdict.state], layout));
    return [...lines, ...others.flatMap(listed)];
  });
  return [
    ...wrapped(machineText(result.machine), width),
    ...tables.flatMap((table) => ["", ...tableLines(table, layout)]),
    ...(result.backends.length === 0 ? [] : ["", ...wrapped(legend, width)]),
    "",
    ...judged,
    ...(result.absent.length === 0 ? [] : ["", "not run", ...result.absent.flatMap(listed)]),
  ].join("\n");
}

/** As much as every terminal has room for. */
const width = 100;

function listed(text: string): string[] {
  return wrapped(text, width - 2).map((line) => `  ${line}`);
}

function tableLines({ title, head, rows, right }: Table, layout: Pick<Layout, "colors">): string[] {
  const heads = head.map((text) => ({ text, tone: "quiet" }) as const);
  return [title, ...columnLines([heads, ...rows], layout, right)];
}
