/** The command line. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { IdKind } from "../any-adapter.ts";
import { type CaseId, catalogue } from "../catalogue.ts";
import { groupOf, groupTitles } from "../report/summary.ts";
import { UsageError } from "./usage-error.ts";

export const usage = `Holds an Auth.js adapter against the Mortise conformance suite.

  npx @mortise/conformance ./my-adapter.ts [options]

The module exports, as its default or under the name of \`adapter\` or \`open\`, one of
  an Auth.js adapter,
  a function that returns one, or a promise of one,
  { open() } that answers { adapter, raw?, second?(), close?() } with an empty database of its own each time.
Give it a database that may be thrown away: the suite writes to it.

Options
  --raw FILE         a module that exports a second path into the database: rows, insert and clear.
                     Without one most cases cannot be checked.
  --group VT         only the cases of a group; may be repeated
  --case VT-04       only this case; may be repeated
  --ids KIND         what user ids look like: text (as it comes), uuid, integer, objectid
  --date-grain MS    the grain at which the database keeps dates: 1 (as it comes) or 1000
  --timeout SECONDS  how long one case may take, 60 as it comes; one that takes longer is cut off and fails
  --name NAME        what the adapter is called in the answer
  --json FILE        writes everything that was found out
  --html FILE        writes a page to look at
  --help

It ends with 0 when every case of level CORE and SEC that could be checked holds, with 1 when one does not, and with 2
when the suite could not run.
`;

export interface CliOptions {
  /** The module's path. */
  readonly module: string;
  readonly raw: string | undefined;
  readonly only: readonly CaseId[];
  readonly ids: IdKind;
  readonly dateGrain: 1 | 1000;
  /** How many milliseconds one case may take. */
  readonly timeout: number;
  readonly name: string | undefined;
  readonly json: string | undefined;
  readonly html: string | undefined;
}

const idKinds: readonly IdKind[] = ["text", "uuid", "integer", "objectid"];

/** @returns the options, or `"help"`. */
export function readOptions(args: readonly string[]): CliOptions | "help" {
  const { values, positionals } = parse(args);
  if (values.help) return "help";
  const [module, ...more] = positionals;
  if (module === undefined || more.length > 0) {
    throw new UsageError("BAD_OPTION", `one module is expected, and ${positionals.length} are given`);
  }
  return {
    module: resolve(module),
    raw: values.raw === undefined ? undefined : resolve(values.raw),
    only: selection(values.group ?? [], values.case ?? []),
    ids: oneOf("--ids", values.ids, idKinds),
    dateGrain: Number(oneOf("--date-grain", values["date-grain"], ["1", "1000"])) as 1 | 1000,
    timeout: seconds(values.timeout) * 1000,
    name: values.name,
    json: values.json,
    html: values.html,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        raw: { type: "string" },
        group: { type: "string", multiple: true },
        case: { type: "string", multiple: true },
        ids: { type: "string", default: "text" },
        "date-grain": { type: "string", default: "1" },
        timeout: { type: "string", default: "60" },
        name: { type: "string" },
        json: { type: "string" },
        html: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new UsageError("BAD_OPTION", error instanceof Error ? error.message : String(error));
  }
}

/** The cases of these groups and these cases; all, where none is named. */
function selection(wantedGroups: readonly string[], wantedCases: readonly string[]): CaseId[] {
  const all = Object.keys(catalogue) as CaseId[];
  const names = wantedGroups.map((name) => oneOf("--group", name.toUpperCase(), Object.keys(groupTitles)));
  const ids = wantedCases.map((id) => oneOf("--case", id.toUpperCase(), Object.keys(catalogue), "VT-04"));
  if (names.length + ids.length === 0) return all;
  return all.filter((id) => ids.includes(id) || names.includes(groupOf(id)));
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[], example?: string): T {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  const expected = example === undefined ? `one of ${known.join(", ")}` : `the id of a case, such as ${example}`;
  throw new UsageError("BAD_OPTION", `${option} ${value}: expected ${expected}`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError("BAD_OPTION", `--timeout ${text}: expected a number of seconds`);
}
