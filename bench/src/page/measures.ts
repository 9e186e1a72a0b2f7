/** What is no operation: weights, cold starts, constructions, the kit's own cost. */
import type { BenchResult } from "../results.ts";
import { heaviestOf, mostOfKit } from "../targets.ts";
import { figure, kilobytes, micros, range } from "../words.ts";
import { type Bar, laneSvg, linearScale, type Scale } from "./bars.ts";
import { asMarkup } from "./markup.ts";

/** A row with a bar or two. */
interface Measure {
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly target?: number;
  /** Markup. */
  readonly value: string;
}

/** The sections of all that was measured. */
export function measureSections(result: BenchResult): string {
  return [weights(result), coldStarts(result), constructions(result), kitCosts(result)].join("");
}

function section(id: string, title: string, note: string, measures: readonly Measure[], scale: Scale): string {
  if (measures.length === 0) return "";
  const rows = measures.map(({ name, bars, target, value }) => {
    const marks = target === undefined ? [] : [{ at: target, kind: "target" } as const];
    return `<div class="row"><span class="name">${asMarkup(name)}</span><span class="cell">${laneSvg({ scale, bars, marks })}<span class="value">${value}</span></span></div>`;
  });
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p class="note">${note}</p><div class="card" data-columns="1">${rows.join("")}</div></section>`;
}

/** Ours stand out from what they are held against. */
function kindOf(name: string): string {
  return name.startsWith("@mortise/") || name.startsWith("ours") ? "own" : "level";
}

function weights({ weights: packages }: BenchResult): string {
  const scale = linearScale(
    Math.max(1, ...packages.flatMap(({ own, whole }) => [own?.gzipped ?? 0, whole?.gzipped ?? 0])),
  );
  const measures = packages.map(({ name, own, whole }): Measure => {
    const most = heaviestOf(name);
    const bars: Bar[] = [];
    if (whole) bars.push({ from: 0, to: whole.gzipped, kind: "whole" });
    if (own) bars.push({ from: 0, to: own.gzipped, kind: kindOf(name) });
    const all = whole === undefined ? "" : `${kilobytes(whole.gzipped)} in all`;
    const value = own
      ? `<b>${kilobytes(own.gzipped)}</b> <small>own${all && `, ${all}`}</small>`
      : `<small>${all}</small>`;
    return { name, bars, ...(most === undefined ? {} : { target: most }), value };
  });
  const note =
    "Minified and gzipped, in kilobytes of 1000 bytes. The full bar is a package's own code, the hollow one all that comes along but the driver. " +
    "The broken line is what the package may have of its own.";
  return section("weight", "Weight", note, measures, scale);
}

function coldStarts({ coldStarts: all }: BenchResult): string {
  const scale = linearScale(Math.max(1, ...all.map(({ time }) => time.high)));
  const measures = all.map(({ name, time }): Measure => {
    const bars = [{ from: 0, to: time.value, interval: time, kind: kindOf(name) }];
    return { name, bars, value: `<b>${figure(time.value)} ms</b> <small>${range(time)}</small>` };
  });
  const note =
    "From before the first import to the first answer, in a process of its own: the median, and as a whisker the middle half of the runs.";
  return section("cold-start", "Cold start", note, measures, scale);
}

function constructions({ constructions: all }: BenchResult): string {
  const scale = linearScale(Math.max(1, ...all.map(({ bytes }) => bytes)));
  const measures = all.map(({ name, bytes, time }): Measure => {
    const value = `<b>${Math.round(bytes).toLocaleString("en")} B</b> <small>${figure(time)} µs to make</small>`;
    return { name, bars: [{ from: 0, to: bytes, kind: kindOf(name) }], value };
  });
  return section(
    "constructions",
    "Memory of an adapter",
    "Bytes that stay on the heap for each of 10,000 that are kept.",
    measures,
    scale,
  );
}

function kitCosts({ kitCosts: all }: BenchResult): string {
  const scale = linearScale(Math.max(mostOfKit * 1.1, ...all.map(({ time }) => time.high)));
  const measures = all.map(({ operation, time, instructions }): Measure => {
    const counted = instructions === undefined ? "" : `, ${Math.round(instructions).toLocaleString("en")} instructions`;
    return {
      name: operation,
      bars: [{ from: 0, to: time.value, interval: time, kind: "own" }],
      target: mostOfKit,
      value: `<b>${micros(time.value)} µs</b> <small>${range(time, 1000)}${counted}</small>`,
    };
  });
  const note =
    "What the kit adds to a call of the memory store, with its 95 % interval. The broken line is what it may add.";
  return section("kit", "Cost of the kit", note, measures, scale);
}
