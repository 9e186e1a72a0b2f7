/** Bars on a scale, as wide as there is room for: all places on them are per cent of that. */
import type { Estimate } from "../results.ts";

/** Where values are on a scale: per cent of its width. */
export interface Scale {
  /** Of any value; those beyond an end are at the end. */
  at(value: number): number;
  readonly low: number;
  readonly high: number;
}

/** @param low above zero. */
export function logScale(low: number, high: number): Scale {
  const [from, to] = [Math.log(low), Math.log(high)];
  return { low, high, at: (value) => inside(((Math.log(value) - from) / (to - from)) * 100) };
}

/** From zero. */
export function linearScale(high: number): Scale {
  return { low: 0, high, at: (value) => inside((value / high) * 100) };
}

/** A little room is left at both ends for whiskers and marks. */
function inside(percent: number): number {
  return 1 + 0.98 * Math.min(100, Math.max(0, percent));
}

export interface Bar {
  /** Where it begins. */
  readonly from: number;
  readonly to: number;
  /** How far it may be off: the whisker. */
  readonly interval?: Pick<Estimate, "low" | "high">;
  /** What the style calls it. */
  readonly kind: string;
}

export interface Lane {
  readonly scale: Scale;
  /** Those that come later lie on those before. */
  readonly bars: readonly Bar[];
  /** Lines across, where something begins to hold. */
  readonly marks: readonly { readonly at: number; readonly kind: "axis" | "target" }[];
}

const height = 16;

/** One line of a chart. What it shows stands beside it in words, so that it is nothing to those who cannot see it. */
export function laneSvg({ scale, bars, marks }: Lane): string {
  const lines = marks.map(({ at, kind }) => upright(kind, scale.at(at), 0, height));
  return `<svg class="lane" aria-hidden="true" width="100%" height="${height}">${lines.join("")}${bars.map((bar) => barSvg(bar, scale)).join("")}</svg>`;
}

function barSvg({ from, to, interval, kind }: Bar, scale: Scale): string {
  const [left, right] = [scale.at(Math.min(from, to)), scale.at(Math.max(from, to))];
  const rect = `<rect class="bar" data-kind="${kind}" x="${percent(left)}" y="4" width="${percent(Math.max(right - left, 0.4))}" height="8" rx="1.5"/>`;
  const beyond = to > scale.high ? `<text class="beyond" x="100%" y="12" text-anchor="end">›</text>` : "";
  if (interval === undefined) return rect + beyond;
  const [low, high] = [scale.at(interval.low), scale.at(interval.high)];
  const across = `<line class="whisker" x1="${percent(low)}" x2="${percent(high)}" y1="8" y2="8"/>`;
  return `${rect}${across}${upright("whisker", low, 5, 11)}${upright("whisker", high, 5, 11)}${beyond}`;
}

function upright(kind: string, at: number, top: number, bottom: number): string {
  return `<line class="${kind}" x1="${percent(at)}" x2="${percent(at)}" y1="${top}" y2="${bottom}"/>`;
}

/** Each of many values as a stroke, and the one that stands for them as a thick one. */
export function stripSvg(scale: Scale, values: readonly number[], middle: number, target: number): string {
  const strokes = values.map((value) => upright("stroke", scale.at(value), 3, 13));
  return (
    `<svg class="lane" aria-hidden="true" width="100%" height="${height}">${upright("axis", scale.at(1), 0, height)}` +
    `${target === 1 ? "" : upright("target", scale.at(target), 0, height)}${strokes.join("")}${upright("middle", scale.at(middle), 1, 15)}</svg>`
  );
}

/** The figures of a scale. */
export function ticksSvg(scale: Scale, ticks: readonly number[], text: (tick: number) => string): string {
  const marks = ticks.map(
    (tick) => `<text x="${percent(scale.at(tick))}" y="11" text-anchor="middle">${text(tick)}</text>`,
  );
  return `<svg class="ticks" aria-hidden="true" width="100%" height="14">${marks.join("")}</svg>`;
}

function percent(number: number): string {
  return `${Math.round(number * 100) / 100}%`;
}
