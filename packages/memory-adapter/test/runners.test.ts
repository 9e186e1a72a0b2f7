/** The suite asks nothing of vitest: the same cases pass under `node:test`. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("under node:test", () => {
  const file = fileURLToPath(new URL("node-test.ts", import.meta.url));
  const { stdout, status } = spawnSync(
    process.execPath,
    ["--conditions=@mortise/source", "--test", "--test-reporter=tap", file],
    { encoding: "utf8", env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  expect(stdout).toMatch(/^# pass 133$/m);
  expect(stdout).toMatch(/^# fail 0$/m);
  expect(status).toBe(0);
});
