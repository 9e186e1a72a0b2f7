/** The results as tables: the terminal and the document are both made of them. */
import type { Cell as PaintedCell } from "../../conformance/src/report/table.ts";
import type { BackendResult, BenchResult, Cell, ContestantId, Timing } from "./results.ts";
import { leastOf, missText, type Verdict } from "./targets.ts";
import {
  contestantNames,
  distanceOf,
  doesTheSame,
  figure,
  kilobytes,
  micros,
  nameOf,
  type Rival,
  range,
  rivals,
  timesWithin,
  timingOf,
} from "./words.ts";

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly PaintedCell[])[];
  /** The columns whose texts stand at the right, by their number. */
  readonly right: readonly number[];
}

/** What stands in the cells of {@link methodTable}. */
export const legend =
  "Under each name: how many times as fast ours is, the 95 % interval of that, and trips to the server; ≠ marks answers that differ from ours, so that the two do not do the same work.";

/** Those of the rivals that answer anywhere here. */
export function rivalsOf({ cells }: Pick<BackendResult, "cells">): Rival[] {
  return rivals.filter((rival) => cells.some((cell) => timingOf(cell, rival) !== undefined));
}

/** Operations down, rivals across: what ours takes, and how many times as fast it is. */
export function methodTable(result: BackendResult): Table {
  const here = rivalsOf(result);
  return {
    title: `${nameOf(result)}, ${distanceOf(result)}`,
    head: ["operation", "ours, µs", ...here.map((rival) => contestantNames[rival])],
    rows: result.cells.map((cell) => [
      plain(cell.operation),
      plain(oursText(timingOf(cell, "ours"))),
      ...here.map((rival) => rivalCell(rival, cell)),
    ]),
    right: [1],
  };
}

function oursText(ours: Timing | undefined): string {
  return ours === undefined ? "" : [micros(ours.time.value), ours.trips].filter((part) => part !== undefined).join(" ");
}

const ratioWidth = 5;
const rangeWidth = 9;

/** `0.95 0.93–0.97 1≠`, with the ratios of a column below one another. */
function rivalCell(rival: Rival, cell: Cell): PaintedCell {
  const timing = timingOf(cell, rival);
  if (timing?.ours === undefined) return { text: "–".padStart(ratioWidth), tone: "quiet" };
  const { ours, trips } = timing;
  const ratio = figure(ours.value).padStart(ratioWidth);
  const text = `${ratio} ${range(ours).padEnd(rangeWidth)} ${trips ?? ""}${doesTheSame(timing) ? "" : "≠"}`;
  return { text: text.trimEnd(), tone: toneOf(rival, timing) };
}

/** Bad where ours is slower than it shall be for certain, good where it is faster for certain. */
export function toneOf(rival: Rival, timing: Timing): PaintedCell["tone"] {
  if (timing.ours === undefined || !doesTheSame(timing)) return "quiet";
  if (timing.ours.high < leastOf[rival]) return "bad";
  return timing.ours.low > 1 ? "good" : "plain";
}

function plain(text: string | number): PaintedCell {
  return { text: String(text), tone: "plain" };
}

/** All that is not about methods, where there is any. */
export function otherTables(result: BenchResult): Table[] {
  return [
    ...growthTables(result),
    weightTable(result),
    startTable(result),
    constructionTable(result),
    kitTable(result),
  ].filter(({ rows }) => rows.length > 0);
}

function table(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): Table {
  return { title, head, rows: rows.map((row) => row.map(plain)), right: head.map((_, column) => column).slice(1) };
}

function growthTables({ growth }: BenchResult): Table[] {
  return [...Map.groupBy(growth, nameOf)].map(([name, results]) => {
    const sizes = [...new Set(results.flatMap(({ points }) => points.map(({ rows }) => rows)))];
    const rows = results.map(({ operation, points, grown, grownInterval, scans }) => [
      operation,
      ...sizes.map((size) => {
        const point = points.find(({ rows: own }) => own === size);
        return point === undefined ? "–" : figure(point.p99);
      }),
      grown === undefined ? "–" : timesWithin(grown, grownInterval),
      scans ? "SCANS" : "no scan",
    ]);
    const heads = sizes.map((size) => `${size.toLocaleString("en")} rows`);
    return table(`Growth on ${name}: the p99 in µs`, ["operation", ...heads, "grown", "plan"], rows);
  });
}

function weightTable({ weights }: BenchResult): Table {
  const size = (bytes: number | undefined) => (bytes === undefined ? "–" : kilobytes(bytes));
  const rows = weights.map(({ name, own, whole }) => [name, size(own?.gzipped), size(whole?.gzipped)]);
  return table("Weight, minified and gzipped", ["package", "own code", "with what comes along"], rows);
}

function startTable({ coldStarts }: BenchResult): Table {
  const rows = coldStarts.map(({ name, time }) => [name, figure(time.value), range(time)]);
  return table("Cold start: import to first answer", ["package", "ms", "middle half"], rows);
}

function constructionTable({ constructions }: BenchResult): Table {
  const rows = constructions.map(({ name, bytes, time }) => [
    name,
    Math.round(bytes).toLocaleString("en"),
    figure(time),
  ]);
  return table("Each of 10,000 adapters that are kept", ["package", "bytes", "µs to make"], rows);
}

function kitTable({ kitCosts }: BenchResult): Table {
  const rows = kitCosts.map(({ operation, time, instructions }) => [
    operation,
    micros(time.value),
    range(time, 1000),
    instructions === undefined ? "–" : Math.round(instructions).toLocaleString("en"),
  ]);
  return table("What the kit adds to a call", ["method", "µs", "95 % interval", "instructions"], rows);
}

/** Something that is said of a contestant at one place. */
interface Remark {
  readonly contestant: ContestantId;
  readonly place: string;
  readonly operation: string;
  readonly text: string;
}

/** How the answers of others differ from ours and what they do not have: what is alike together, with its places. */
export function differencesOf({ backends }: BenchResult): string[] {
  const remarks = backends.flatMap((backend) => backend.cells.flatMap((cell) => remarksOn(cell, nameOf(backend))));
  const byPlace = Map.groupBy(remarks, ({ contestant, place, text }) => JSON.stringify([contestant, place, text]));
  const lines = [...byPlace.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const operations = [...new Set(alike.map(({ operation }) => operation))].join(", ");
    return [{ place: first.place, line: `${contestantNames[first.contestant]}, ${operations}: ${first.text}` }];
  });
  const byLine = Map.groupBy(lines, ({ line }) => line);
  return [...byLine].map(([line, alike]) => `${line} (${alike.map(({ place }) => place).join("; ")})`).sort();
}

function remarksOn({ operation, timings, absent }: Cell, place: string): Remark[] {
  return [
    ...timings
      .filter((timing) => !doesTheSame(timing))
      .map(({ contestant, differences }) => ({ contestant, place, operation, text: differences.join("; ") })),
    ...absent.map(({ contestant, why }) => ({ contestant, place, operation, text: why })),
  ];
}

/** A verdict in lines: the state with its figure, and below it what is not met and why. */
export function verdictLines({ title, state, figure: measured, misses, unmeasured }: Verdict): [string, ...string[]] {
  return [
    `${state}: ${title}.${measured === "" ? "" : ` ${measured}.`}`,
    ...misses.map(missText),
    ...unmeasured.map((what) => `not measured: ${what}`),
  ];
}
