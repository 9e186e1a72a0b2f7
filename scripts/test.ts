/**
 * `pnpm test`: every test that this machine can run, then what the conformance suite found.
 * `pnpm test:conformance`: the suite alone, or a part of it. See CONTRIBUTING.md for the options.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { partsVariable, readResults, terminalReport, totalsOf } from "@mortise/conformance";
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
  // What a release needs is looked at by `pnpm checks`.
  const files = values.conformance ? [".conformance.test.ts"] : ["--exclude", "scripts/checks/**"];
  const status = await run("vitest", ["run", ...files, ...positionals, ...(pattern ? ["-t", pattern] : [])], {
    ...process.env,
    ...containers.env,
    [partsVariable]: parts,
    ...(values["require-all"] ? { MORTISE_REQUIRE_ALL: "1" } : {}),
  });
  const results = await readResults(parts);
  const totals = totalsOf(results, (id) => (values.case ? id === values.case : id.startsWith(values.group ?? "")));
  await mkdir(join(root, "reports"), { recursive: true });
  await writeFile(join(root, "reports", "conformance.json"), JSON.stringify({ totals, results }, null, 2));
  const isEmpty = values.conformance && results.length === 0;
  if (isEmpty) console.error("No case matches these options.");
  console.log(`\n${terminalReport(results, totals)}`);
  process.exitCode = status === 0 && totals.failed === 0 && !isEmpty ? 0 : 1;
} finally {
  await containers.stop();
  await rm(parts, { recursive: true, force: true });
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
