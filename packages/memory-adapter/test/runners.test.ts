/** The suite asks nothing of vitest: the same cases pass under `node:test` and under `bun test`. */
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type CaseId, catalogue } from "@mortise/conformance";
import { expect, test } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));
const cases = (Object.keys(catalogue) as CaseId[]).filter((id) => !id.startsWith("ADO-"));

function run(command: string, args: readonly string[]) {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: "1" };
  const { stdout, stderr, status, error } = spawnSync(command, args, { cwd: folder, encoding: "utf8", env });
  return { text: `${stdout}\n${stderr}\n${error ?? ""}`, status };
}

/** The ids of the cases of which a runner says that they passed. */
function passed(text: string, line: RegExp): string[] {
  return [...text.matchAll(line)].map(([, id = ""]) => id).sort();
}

test("under node:test", { timeout: 120_000 }, () => {
  const { text, status } = run(process.execPath, [
    "--conditions=@mortise/source",
    "--test",
    "--test-reporter=tap",
    "node-test.ts",
  ]);
  expect(text).toMatch(/^# fail 0$/m);
  expect(passed(text, /^ *ok \d+ - ([A-Z0-9]+-\d+) /gm)).toEqual([...cases].sort());
  expect(status).toBe(0);
});

test("under bun test", { timeout: 120_000 }, () => {
  const { text, status } = run("bun", ["test", "--conditions=@mortise/source", "./bun-test.js"]);
  expect(text).toMatch(/^ 0 fail$/m);
  expect(passed(text, /^\(pass\) .* > ([A-Z0-9]+-\d+) /gm)).toEqual(cases.filter((id) => id !== "LIF-02").sort());
  expect(status).toBe(0);
});
