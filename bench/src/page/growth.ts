/** Growth: a small chart for each operation on each engine, both scales logarithmic, and the engine's plan behind it. */
import type { BenchResult, GrowthPoint, GrowthResult } from "../results.ts";
import { figure, nameOf, timesWithin } from "../words.ts";
import { asMarkup, slugOf } from "./markup.ts";

const size = { width: 320, height: 190, left: 52, right: 56, top: 10, bottom: 26 } as const;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** The powers of ten around values. */
function decades(values: readonly number[]): Range {
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)));
  return { low, high: Math.max(low * 10, 10 ** Math.ceil(Math.log10(Math.max(...values)))) };
}

/** The charts, those of an engine together; nothing where growth was not measured. */
export function growthSection({ growth }: BenchResult): string {
  const points = growth.flatMap((result) => result.points);
  if (points.length === 0) return "";
  // All charts have the same scales: a line that lies higher is slower.
  const rows = decades(points.map((point) => point.rows));
  const time = decades(points.flatMap(({ median, p99 }) => [median, p99]));
  const groups = [...Map.groupBy(growth, nameOf)].map(([name, results]) => {
    const figures = results.map((result) => growthFigure(result, rows, time));
    const [first] = results;
    return `<h3 id="growth-${slugOf(name)}">${asMarkup(name)} <small class="muted">${asMarkup(first?.version ?? "")}</small></h3><div class="charts">${figures.join("")}</div>`;
  });
  return (
    `<section aria-labelledby="growth"><h2 id="growth">Growth</h2><p class="note">What a call of ours takes with so many rows in its table, with nothing between ` +
    `client and server: the median (solid line, circles) and the 99th percentile (broken line, squares).</p>${groups.join("")}</section>`
  );
}

function growthFigure(result: GrowthResult, rows: Range, time: Range): string {
  const { operation, points, grown, grownInterval, scans, plan, absent } = result;
  const facts = [
    scans ? `<b class="bad">✗ it scans</b>` : "✓ no scan",
    grown === undefined ? "" : `p99 ${timesWithin(grown, grownInterval)} of that with 10,000 rows`,
    absent === undefined ? "" : asMarkup(absent),
  ].filter(Boolean);
  return (
    `<figure><figcaption><b>${asMarkup(operation)}</b> <small>${facts.join(", ")}</small></figcaption>${chart(points, rows, time)}` +
    `${pointTable(points)}<details><summary>Its plan</summary><pre tabindex="0">${asMarkup(plan)}</pre></details></figure>`
  );
}

function chart(points: readonly GrowthPoint[], rows: Range, time: Range): string {
  const x = place(rows, size.left, size.width - size.right);
  const y = place(time, size.height - size.bottom, size.top);
  const grid = [
    ...powersIn(rows).map((tick) => gridLine(x(tick), "column", powerText(tick))),
    ...powersIn(time).map((tick) => gridLine(y(tick), "row", timeText(tick))),
  ];
  const last = points.at(-1);
  // Two names that would lie on one another move apart.
  const gap = last ? Math.max(0, 13 - (y(last.median) - y(last.p99))) / 2 : 0;
  const lines = (["median", "p99"] as const).map((kind) => {
    const places = points.map((point) => ({ x: round(x(point.rows)), y: round(y(point[kind])) }));
    const end = places.at(-1);
    const marks = places.map((at) =>
      kind === "median"
        ? `<circle cx="${at.x}" cy="${at.y}" r="3.5"/>`
        : `<rect x="${round(at.x - 3)}" y="${round(at.y - 3)}" width="6" height="6"/>`,
    );
    const label = end
      ? `<text x="${end.x + 8}" y="${round(end.y + 4 + (kind === "median" ? gap : -gap))}">${kind}</text>`
      : "";
    return `<g data-line="${kind}"><polyline points="${places.map((at) => `${at.x},${at.y}`).join(" ")}"/>${marks.join("")}${label}</g>`;
  });
  return `<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" aria-hidden="true">${grid.join("")}${lines.join("")}</svg>`;
}

/** What the chart shows, for those who cannot see it. */
function pointTable(points: readonly GrowthPoint[]): string {
  const lines = points.map(
    ({ rows, calls, median, p99 }) =>
      `<li>${rows.toLocaleString("en")} rows: median ${figure(median)} µs, p99 ${figure(p99)} µs of ${calls.toLocaleString("en")} calls</li>`,
  );
  return `<ul class="unseen">${lines.join("")}</ul>`;
}

function place({ low, high }: Range, from: number, to: number): (value: number) => number {
  return (value) => from + (Math.log(value / low) / Math.log(high / low)) * (to - from);
}

function powersIn({ low, high }: Range): number[] {
  const count = Math.round(Math.log10(high / low)) + 1;
  return Array.from({ length: count }, (_, n) => low * 10 ** n);
}

/** Microseconds in the unit that they are a round number of. */
function timeText(micros: number): string {
  if (micros >= 1_000_000) return `${micros / 1_000_000} s`;
  return micros >= 1000 ? `${micros / 1000} ms` : `${micros} µs`;
}

/** `10³` as markup of an SVG. */
function powerText(power: number): string {
  return `10<tspan class="power" dy="-4">${Math.round(Math.log10(power))}</tspan>`;
}

function gridLine(at: number, kind: "column" | "row", text: string): string {
  const { width, height, left, right, top, bottom } = size;
  const own = round(at);
  return kind === "column"
    ? `<line class="grid" x1="${own}" x2="${own}" y1="${top}" y2="${height - bottom}"/><text x="${own}" y="${height - 8}" text-anchor="middle">${text}</text>`
    : `<line class="grid" x1="${left}" x2="${width - right}" y1="${own}" y2="${own}"/><text x="${left - 6}" y="${own + 4}" text-anchor="end">${text}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
