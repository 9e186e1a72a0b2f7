/** Methods and flows: how many times as fast ours is, an operation a row, a rival a column. */
import type { BackendResult, BenchResult, Cell, ContestantId, Timing } from "../results.ts";
import { median } from "../statistics.ts";
import { rivalsOf, toneOf } from "../tables.ts";
import { leastOf } from "../targets.ts";
import {
  byEngine,
  contestantNames,
  distanceOf,
  doesTheSame,
  micros,
  nameOf,
  type Rival,
  range,
  rivals,
  times,
  timingOf,
  tripsText,
} from "../words.ts";
import { laneSvg, logScale, type Scale, stripSvg, ticksSvg } from "./bars.ts";
import { asMarkup, counted, slugOf } from "./markup.ts";

/** What a ratio says beyond its figure. The style has a colour for each. */
const kinds = { good: "faster", plain: "level", bad: "slower", quiet: "other" } as const;

/** The least and the most that the scale of the page goes to. */
const ends = { least: 1 / 8, most: 16 } as const;

/** One scale for all rows that are held against one another. */
function scaleOf(backends: readonly BackendResult[]): Scale {
  const ratios = backends.flatMap(({ cells }) =>
    cells.flatMap((cell) => rivals.flatMap((rival) => timingOf(cell, rival)?.ours?.value ?? [])),
  );
  const octave = (value: number, round: (exponent: number) => number) => 2 ** round(Math.log2(value));
  const low = Math.max(ends.least, octave(Math.min(0.5, ...ratios), Math.floor));
  return logScale(low, Math.min(ends.most, octave(Math.max(2, ...ratios), Math.ceil)));
}

function ticksOf({ low, high }: Scale): number[] {
  const octaves = Math.round(Math.log2(high / low));
  const step = octaves > 5 ? 2 : 1;
  const ticks: number[] = [];
  for (let exponent = Math.log2(low); exponent <= Math.log2(high); exponent += 1) {
    if (exponent % step === 0) ticks.push(2 ** exponent);
  }
  return ticks;
}

const fractions: Readonly<Record<number, string>> = { 0.5: "½", 0.25: "¼", 0.125: "⅛" };

function tickText(tick: number): string {
  return `${fractions[tick] ?? tick}×`;
}

/** Every engine at every distance in one row: each operation a stroke, the middle one thick. */
export function overview({ backends }: BenchResult): string {
  if (backends.length === 0) return "";
  const scale = scaleOf(backends);
  const rows = backends.map((result) => {
    const name = `<a class="name" href="#${slugOf(nameOf(result))}">${asMarkup(result.backend)}<small>${asMarkup(result.engine)}, ${distanceOf(result)}</small></a>`;
    return `<div class="row">${name}${rivals.map((rival) => overviewCell(rival, result, scale)).join("")}</div>`;
  });
  return (
    `<section aria-labelledby="glance"><h2 id="glance">At a glance</h2><p class="note">How many times as fast ours is: each thin stroke is an operation ` +
    `that both do alike, the thick one the middle of them. Right of 1× ours is faster. Beside it stands the middle one, and of how many operations.</p><div class="card" data-columns="3">` +
    `${headRow(rivals, scale)}${rows.join("")}</div></section>`
  );
}

function overviewCell(rival: Rival, { cells }: BackendResult, scale: Scale): string {
  const timings = cells.flatMap((cell) => timingOf(cell, rival) ?? []);
  const same = timings.filter(doesTheSame).flatMap(({ ours }) => ours?.value ?? []);
  const who = `<span class="who">${rival}</span>`;
  if (timings.length === 0)
    return `<span class="cell none">${who}<span class="muted">not among those measured</span></span>`;
  if (same.length === 0)
    return `<span class="cell none">${who}<span class="muted">nothing alike in ${counted(timings.length, "operation", "operations")}</span></span>`;
  const middle = median(same);
  const of = `${same.length} of ${timings.length}`;
  return `<span class="cell">${who}${stripSvg(scale, same, middle, leastOf[rival])}<span class="value"><b>${times(middle)}</b> <small>${of}</small></span></span>`;
}

function headRow(here: readonly Rival[], scale: Scale): string {
  const columns = here.map(
    (rival) =>
      `<span class="cell"><b>${contestantNames[rival]}</b>${ticksSvg(scale, ticksOf(scale), tickText)}<span class="value"></span></span>`,
  );
  return `<div class="row head" aria-hidden="true"><span class="name"></span>${columns.join("")}</div>`;
}

/** A section for each adapter and engine. */
export function ratioSections({ backends }: BenchResult): string {
  return byEngine(backends)
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const id = slugOf(nameOf(first));
      const scale = scaleOf(group);
      const tables = group.map((result) => `<h3>${asMarkup(distanceOf(result))}</h3>${distanceCard(result, scale)}`);
      return [
        `<section aria-labelledby="${id}"><h2 id="${id}">${asMarkup(first.backend)} <span>${asMarkup(first.engine)}</span></h2>` +
          `<p class="note">${asMarkup(first.version)}</p>${contestantsOf(first)}${tables.join("")}</section>`,
      ];
    })
    .join("");
}

function contestantsOf({ contestants }: BackendResult): string {
  const items = Object.entries(contestants).map(
    ([id, made]) => `<div><dt>${contestantNames[id as ContestantId]}</dt><dd>${asMarkup(made)}</dd></div>`,
  );
  return `<details class="made"><summary>Who is timed</summary><dl>${items.join("")}</dl></details>`;
}

function distanceCard(result: BackendResult, scale: Scale): string {
  const here = rivalsOf(result);
  const rows = result.cells.map((cell) => operationRow(cell, here, scale));
  return `<div class="card" data-columns="${here.length}">${headRow(here, scale)}${rows.join("")}</div>`;
}

/** A row that opens: behind it stand the absolute times, the trips and the differences of everybody. */
function operationRow(cell: Cell, here: readonly Rival[], scale: Scale): string {
  const ours = timingOf(cell, "ours");
  const facts = [ours ? `${micros(ours.time.value)} µs` : "", tripsText(ours?.trips)].filter(Boolean).join(", ");
  const cells = here.map((rival) => rivalCell(rival, cell, scale));
  return (
    `<details class="operation"><summary class="row"><span class="name">${asMarkup(cell.operation)}<small>${facts}</small></span>` +
    `${cells.join("")}</summary>${behind(cell)}</details>`
  );
}

function rivalCell(rival: Rival, cell: Cell, scale: Scale): string {
  const timing = timingOf(cell, rival);
  const who = `<span class="who">${rival}</span>`;
  if (timing?.ours === undefined) {
    const why = cell.absent.find(({ contestant }) => contestant === rival)?.why ?? "not measured";
    return `<span class="cell none">${who}<span class="muted">${asMarkup(why)}</span></span>`;
  }
  const { ours, trips } = timing;
  const target = leastOf[rival];
  const lane = laneSvg({
    scale,
    bars: [{ from: 1, to: ours.value, interval: ours, kind: kinds[toneOf(rival, timing)] }],
    marks: [{ at: 1, kind: "axis" }, ...(target === 1 ? [] : [{ at: target, kind: "target" } as const])],
  });
  const differs = doesTheSame(timing) ? "" : `<abbr title="its answers differ from ours">≠</abbr>`;
  const far = trips === undefined ? "" : ` <small>${tripsText(trips)}</small>`;
  const value = `<b>${times(ours.value)}</b>${differs} <small>${range(ours)}</small>${far}`;
  return `<span class="cell">${who}${lane}<span class="value">${value}</span></span>`;
}

function behind({ timings, absent }: Cell): string {
  const rows = timings.map(
    ({ contestant, time, ours, trips }) =>
      `<tr><th scope="row">${contestantNames[contestant]}</th><td>${micros(time.value)}</td><td>${range(time, 1000)}</td>` +
      `<td>${ours ? `${times(ours.value)} <small>${range(ours)}</small>` : ""}</td><td>${trips ?? "–"}</td></tr>`,
  );
  const differing = timings.filter((timing) => !doesTheSame(timing)).map(differenceItem);
  const missing = absent.map(
    ({ contestant, why }) => `<li><b>${contestantNames[contestant]}</b>: ${asMarkup(why)}</li>`,
  );
  const notes = [...differing, ...missing];
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="Times"><table class="plain"><thead><tr><th scope="col">Who</th><th scope="col">µs</th>` +
    `<th scope="col">middle half</th><th scope="col">ours, times as fast</th><th scope="col">trips</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>` +
    (notes.length === 0 ? "" : `<ul class="remarks">${notes.join("")}</ul>`)
  );
}

function differenceItem({ contestant, differences }: Timing): string {
  return `<li><b>${contestantNames[contestant]}</b> answers otherwise: ${asMarkup(differences.join("; "))}</li>`;
}
