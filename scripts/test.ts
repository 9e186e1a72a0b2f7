/**
 * `pnpm test`: every test that this machine can run, then what the conformance suite found.
 * `pnpm test:conformance`: the suite alone, or a part of it. See CONTRIBUTING.md for the options.
 */
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import {
  type CaseId,
  htmlReport,
  partsVariable,
  type RunInfo,
  readResults,
  reportOf,
  terminalReport,
  totalsOf,
} from "@mortise/conformance";
import { servers } from "@mortise/conformance/engines/servers";
import { startContainers } from "./containers.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = readOptions();

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        conformance: { type: "boolean", default: false },
        adapter: { type: "string" },
        engine: { type: "string" },
        group: { type: "string" },
        case: { type: "string" },
        "require-all": { type: "boolean", default: false },
        "test-name-pattern": { type: "string", short: "t" },
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

/** A test of the suite is called `adapter / engine GROUP ID title`, and one of a harness `adapter / engine harness title`. */
function patternOf({ adapter = "", engine = "", group, case: id }: typeof values): string | undefined {
  if (!adapter && !engine && !group && !id) return undefined;
  const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const part = literal(id ?? group ?? "");
  return `^[^/]*${literal(adapter)}[^/]* / .*${literal(engine)}.* (harness|not run:|${part}${id ? " " : ".*-\\d"})`;
}

const pattern = values["test-name-pattern"] ?? patternOf(values);
const parts = await mkdtemp(join(tmpdir(), "mortise-report-"));
const { engine = "" } = values;
// The report's name of an engine goes on after the server's: "PostgreSQL 18, node-postgres".
const wanted = servers.filter(({ name }) => name.includes(engine) || engine.includes(name));
const containers = await startContainers(wanted);

try {
  const env = {
    ...process.env,
    ...containers.env,
    [partsVariable]: parts,
    ...(values["require-all"] ? { MORTISE_REQUIRE_ALL: "1" } : {}),
    ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
  };
  let status = 0;
  for (const files of phases()) {
    status = Math.max(status, await run("vitest", ["run", ...files, ...(pattern ? ["-t", pattern] : [])], env));
  }
  const isWanted = (id: CaseId) => (values.case ? id === values.case : id.startsWith(values.group ?? ""));
  // A case that does not apply is known without being run, and so whether it was asked for or not.
  const results = (await readResults(parts)).map((suite) => ({
    ...suite,
    cases: suite.cases.filter((result) => isWanted(result.case)),
  }));
  const totals = totalsOf(results, isWanted);
  const about = await runInfo();
  const reports = join(root, "reports");
  await mkdir(reports, { recursive: true });
  await writeFile(join(reports, "conformance.json"), JSON.stringify(reportOf(results, about, totals), null, 2));
  const title = "Conformance of Mortise's adapters";
  await writeFile(join(reports, "conformance.html"), htmlReport(results, { title, run: about, totals }));
  const isEmpty = values.conformance && results.length === 0;
  if (isEmpty) console.error("No case matches these options.");
  const { columns, isTTY } = process.stdout;
  const layout = isTTY ? { columns, colors: process.stdout.hasColors() } : {};
  console.log(`\n${terminalReport(results, totals, layout)}`);
  process.exitCode = status === 0 && totals.failed === 0 && !isEmpty ? 0 : 1;
} finally {
  await containers.stop();
  await rm(parts, { recursive: true, force: true });
}

/**
 * The files of one run of vitest after the other. Servers are killed and started again by some of the suites and of the
 * tests that need one: that changes the interfaces of the network, at which Chromium drops what it has under way, so what
 * has a browser runs before, or not beside another file.
 */
function phases(): readonly (readonly string[])[] {
  const suites = [".conformance.test.ts", "--reporter", join(root, "scripts", "report-progress.ts")];
  const withServers = [".server.test.ts", "--no-file-parallelism"];
  if (positionals.length > 0) return [[...(values.conformance ? suites : []), ...positionals]];
  if (values.conformance) return values["require-all"] && !pattern ? [suites, withServers] : [suites];
  // What a release needs is looked at by `pnpm checks`.
  const others = ["scripts/checks/**", "**/*.conformance.test.ts", "**/*.server.test.ts"];
  return [others.flatMap((glob) => ["--exclude", glob]), suites.slice(0, 1), withServers];
}

/** When and of what this run is. Outside of a repository the commit is left out. */
async function runInfo(): Promise<RunInfo> {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args, { cwd: root })).stdout.trim();
  const run = { date: new Date().toISOString(), node: process.versions.node };
  try {
    const commit = await git("rev-parse", "--short", "HEAD");
    return { ...run, commit: (await git("status", "--porcelain")) === "" ? commit : `${commit} + changes` };
  } catch {
    return run;
  }
}

/** Runs a command to its end, also when Ctrl-C asks both to stop, and answers its exit code. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  process.on("SIGINT", () => {});
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
