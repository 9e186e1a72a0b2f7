/** The command: reads what is wanted, has the suite run, and prints what came of it. */
import { writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { CaseId } from "../catalogue.ts";
import { htmlReport } from "../report/html.ts";
import { reportOf } from "../report/report.ts";
import { type GroupName, groupOf } from "../report/summary.ts";
import type { CaseResult, SuiteResult } from "../results.ts";
import { scoreOf } from "../score.ts";
import { noSecondPath } from "../some-raw-path.ts";
import { answerOf, groupLine } from "./answer.ts";
import { type CliOptions, readOptions, usage } from "./options.ts";
import { UsageError } from "./usage-error.ts";
import { watch } from "./watch.ts";

/**
 * @param bin the file that Node.js was started with.
 * @returns the exit code.
 */
export async function main(bin: string, args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === "help") {
      console.log(usage);
      return 0;
    }
    return await score(bin, options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const hint = error.code === "BAD_OPTION" ? "\n--help says what there is." : "";
    console.error(`${error.code}: ${error.message}${hint}`);
    return 2;
  }
}

async function score(bin: string, options: CliOptions): Promise<number> {
  const { module, raw, only, ids, dateGrain, timeout } = options;
  const { name = basename(module, extname(module)) } = options;
  console.log(`${name}: ${only.length} ${only.length === 1 ? "case" : "cases"} of the Mortise conformance suite\n`);
  const show = progress(only);
  const { result, notes } = await watch({ bin, plan: { module, raw, ids, dateGrain, name, only }, timeout, ...show });
  show.end();
  const found = scoreOf(result);
  await write(options, result);
  const isBlind = result.cases.some(({ reason }) => reason === noSecondPath);
  console.log(answerOf(result, found, notes, !isBlind));
  if (found.held + found.failed === 0) {
    console.error("Nothing could be checked.");
    return 2;
  }
  return found.isSound ? 0 : 1;
}

async function write({ json, html }: CliOptions, result: SuiteResult): Promise<void> {
  const { failures, ...counts } = scoreOf(result);
  const data = { score: counts, failures, ...reportOf([result]) };
  if (json !== undefined) await writeFile(json, `${JSON.stringify(data, null, 2)}\n`);
  if (html !== undefined) await writeFile(html, htmlReport([result], { title: `Conformance of ${result.name}` }));
}

/** A line for each group that has ended, and on a terminal the case that runs. */
function progress(only: readonly CaseId[]) {
  const { stderr } = process;
  const waiting = new Map<GroupName, CaseId[]>();
  for (const id of only) waiting.set(groupOf(id), [...(waiting.get(groupOf(id)) ?? []), id]);
  const results = new Map<CaseId, CaseResult>();
  const wipe = () => {
    if (stderr.isTTY) stderr.write("\r\u001b[2K");
  };
  return {
    started(title: string) {
      if (!stderr.isTTY) return;
      wipe();
      stderr.write(`  ${results.size} of ${only.length}  ${title}`.slice(0, stderr.columns - 1));
    },
    settled(result: CaseResult) {
      results.set(result.case, result);
      const group = groupOf(result.case);
      const ended = (waiting.get(group) ?? []).flatMap((id) => results.get(id) ?? []);
      if (ended.length < (waiting.get(group)?.length ?? 0)) return;
      wipe();
      console.log(groupLine(group, ended));
    },
    end: wipe,
  };
}
