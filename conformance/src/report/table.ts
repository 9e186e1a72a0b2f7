/** A matrix as lines of text: adapters and engines down, groups across, as wide as there is room for. */

/** How a mark or a word is coloured, where colours are shown. */
export type Tone = "good" | "bad" | "quiet" | "plain";

export interface Cell {
  /** Of three characters at most in a matrix. */
  readonly text: string;
  readonly tone: Tone;
}

export interface Row {
  readonly adapter: string;
  readonly engine: string;
  /** One for each group. */
  readonly cells: readonly Cell[];
  /** What comes after the cells. */
  readonly end: string;
}

export interface Layout {
  /** How many characters a line may have. */
  readonly columns: number;
  readonly colors: boolean;
}

const codes: Readonly<Record<Tone, string>> = { good: "32", bad: "1;31", quiet: "2", plain: "" };
const cellWidth = 4;
const narrowestName = 24;

/** Text in the colour of its tone. */
export function paint(text: string, tone: Tone, { colors }: Pick<Layout, "colors">): string {
  return colors && text && codes[tone] ? `\x1b[${codes[tone]}m${text}\x1b[0m` : text;
}

/**
 * The matrix. Where the groups do not fit beside the names, the rest of them follow in a matrix below.
 * @param groups the heads of the columns.
 */
export function matrixLines(rows: readonly Row[], groups: readonly string[], layout: Layout): string[] {
  const endWidth = Math.max(0, ...rows.map((row) => row.end.length)) + 2;
  const longest = Math.max(...rows.map((row) => row.engine.length + 2), ...rows.map((row) => row.adapter.length));
  const room = layout.columns - endWidth;
  const names = Math.min(longest, narrowestName);
  const perBlock = Math.max(1, Math.min(groups.length, Math.floor((room - names) / cellWidth)));
  const width = Math.max(names, Math.min(longest, room - perBlock * cellWidth));
  const lines: string[] = [];
  for (let from = 0; from < groups.length || from === 0; from += perBlock) {
    const heads = groups.slice(from, from + perBlock);
    const cells = rows.map((row) => ({ ...row, cells: row.cells.slice(from, from + perBlock) }));
    if (from > 0) lines.push("");
    lines.push(...block(cells, heads, width, layout));
  }
  return lines;
}

function block(rows: readonly Row[], groups: readonly string[], width: number, layout: Layout): string[] {
  const lines = [`${" ".repeat(width)} ${groups.map((group) => group.padEnd(cellWidth)).join("")}`.trimEnd()];
  let adapter: string | undefined;
  for (const row of rows) {
    if (row.adapter !== adapter) lines.push(row.adapter);
    adapter = row.adapter;
    const [first = "", ...others] = wrapped(row.engine, width - 2);
    const cells = row.cells
      .map(({ text, tone }) => paint(text, tone, layout) + " ".repeat(cellWidth - text.length))
      .join("");
    lines.push(`  ${first.padEnd(width - 2)} ${cells} ${row.end}`.trimEnd());
    lines.push(...others.map((other) => `  ${other}`));
  }
  return lines;
}

/** A text in lines of so many characters, broken between words; those after the first stand a little in. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `  ${word}`);
  }
  return lines;
}

/**
 * Rows as lines, each column as wide as its longest text.
 * @param right the columns whose texts stand at the right, by their number.
 */
export function columnLines(
  rows: readonly (readonly Cell[])[],
  layout: Pick<Layout, "colors">,
  right: readonly number[] = [],
): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.text.length ?? 0)));
  return rows.map((row) =>
    row
      .map(({ text, tone }, column) => {
        const room = " ".repeat((widths[column] ?? 0) - text.length);
        const painted = paint(text, tone, layout);
        return right.includes(column) ? room + painted : painted + room;
      })
      .join("  ")
      .trimEnd(),
  );
}
