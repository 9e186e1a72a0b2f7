/** The answer as text. */
import type { Level } from "../catalogue.ts";
import { printable } from "../report/printable.ts";
import { count, type GroupName, groupOf, groupTitles, remarksOf } from "../report/summary.ts";
import type { CaseResult, SuiteResult } from "../results.ts";
import type { Failure, Score } from "../score.ts";

const width = 100;
/** The difference between two large rows would fill the screen; `--json` has all of it. */
const mostLines = 12;
/** What is left of reasons concerns a case or two each. */
const mostReasons = 6;

const levels: Readonly<Record<Level, string>> = {
  SEC: "security rests on it",
  CORE: "a flow of Auth.js breaks without it",
  REC: "recommended",
};

/** A group that has ended, in a line. */
export function groupLine(group: GroupName, cases: readonly CaseResult[]): string {
  const failed = count(cases, "failed");
  const unchecked = count(cases, "unchecked") + count(cases, "excluded");
  const parts = [
    ...(unchecked < cases.length ? [`${count(cases, "passed")} of ${cases.length - unchecked} hold`] : []),
    ...(failed > 0 ? [`${failed} FAIL`] : []),
    ...(unchecked > 0 ? [`${unchecked} not checkable`] : []),
  ];
  return `  ${group.padEnd(5)}${groupTitles[group].padEnd(42)}${parts.join(", ")}`;
}

/**
 * Everything there is to say when the run has ended; its last line is the score.
 * @param hasPath whether there was a second path.
 */
export function answerOf(result: SuiteResult, score: Score, notes: readonly string[], hasPath: boolean): string {
  return [
    ...harnessLines(result),
    ...score.failures.flatMap((failure, index) => failureLines(failure, score.failures[index - 1])),
    ...uncheckedLines(result, hasPath),
    ...notes.flatMap((note) => ["", ...wrapped(`Note: ${printable(note)}`, "")]),
    "",
    `score: ${score.held} of ${score.held + score.failed} hold, ${score.failed} fail, ${score.unchecked} not checkable`,
  ].join("\n");
}

function harnessLines({ harness = [] }: SuiteResult): string[] {
  if (harness.length === 0) return [];
  const lead =
    "What the suite needs to rely on does not hold, so the cases may say something else than they should. Mend this first:";
  return [
    "",
    ...wrapped(lead, ""),
    ...harness.flatMap(({ title, reason }) => ["", `  ${title}`, ...quoted("seen", reason)]),
  ];
}

function failureLines(failure: Failure, before: Failure | undefined): string[] {
  const { case: id, level, title, sentence, why, reason } = failure;
  const heading = level === before?.level ? [] : ["", `Does not hold: ${levels[level]} (${level})`];
  return [
    ...heading,
    "",
    `  ${id}  ${title}`,
    ...wrapped(why, "    "),
    ...quoted("should be", sentence),
    ...quoted("seen", reason),
  ];
}

/** A label with a text of somebody's behind it, each of its lines as it is. */
function quoted(label: string, text: string): string[] {
  const lines = printable(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const shown = lines.slice(0, mostLines);
  const more =
    lines.length > shown.length ? [`… and ${lines.length - shown.length} more lines; --json has all of it`] : [];
  const [first = "", ...others] = [...shown, ...more];
  const start = `    ${`${label}:`.padEnd(11)}`;
  return [...wrapped(first, `${" ".repeat(start.length)}`, start), ...others.map((line) => `${" ".repeat(15)}${line}`)];
}

/** Why cases could not be checked: the reasons of most of them, and the groups that they are of. */
function uncheckedLines(result: SuiteResult, hasPath: boolean): string[] {
  const remarks = [...remarksOf([result], "unchecked"), ...remarksOf([result], "excluded")];
  if (remarks.length === 0) return [];
  const sorted = remarks.sort((a, b) => b.cases.length - a.cases.length);
  const shown = sorted.slice(0, mostReasons).map(({ cases, reason }) => {
    const of = cases.length > 2 ? [...new Set(cases.map(groupOf))] : cases;
    return { count: cases.length, text: `${printable(reason)} (${of.join(", ")})` };
  });
  const rest = sorted.slice(mostReasons).reduce((sum, { cases }) => sum + cases.length, 0);
  const more = rest === 0 ? [] : [{ count: rest, text: "for other reasons, which --json has" }];
  const lines = [...shown, ...more].flatMap(({ count: number, text }) =>
    wrapped(text, "       ", `  ${String(number).padStart(3)}  `),
  );
  const hint = "Most of these need a second path into the database: three functions, given with --raw.";
  return ["", "Not checkable", "", ...lines, ...(hasPath ? [] : ["", ...wrapped(hint, "")])];
}

/** The text in lines of at most {@link width} characters. */
function wrapped(text: string, indent: string, start: string = indent): string[] {
  const lines: string[] = [];
  let line = start;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
