/**
 * `pnpm test`: every test that this machine can run, then what the conformance suite found; `pnpm test:conformance`: the
 * suite alone. Arguments go to vitest, but for `--require-all`, with which whatever cannot be run here is a failure.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { partsVariable, readResults, terminalReport } from "@mortise/conformance";

const requireAll = "--require-all";
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const parts = await mkdtemp(join(tmpdir(), "mortise-report-"));

try {
  const { status } = spawnSync("vitest", ["run", ...args.filter((arg) => arg !== requireAll)], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      [partsVariable]: parts,
      ...(args.includes(requireAll) ? { MORTISE_REQUIRE_ALL: "1" } : {}),
    },
  });

  const results = await readResults(parts);
  console.log(`\n${terminalReport(results)}`);
  const hasFailed = results.some((suite) => suite.cases.some((result) => result.outcome === "failed"));
  process.exitCode = status === 0 && !hasFailed ? 0 : 1;
} finally {
  await rm(parts, { recursive: true, force: true });
}
