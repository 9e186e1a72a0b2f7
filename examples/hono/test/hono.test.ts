/** The app as in production, walked through with a browser; and as it starts with nothing set. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { runApp, startApp, walk } from "@mortise/example-testing";
import { expect, onTestFinished, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const cwd = new URL("..", import.meta.url);
let folder: string;

/** Runs one of the app's own scripts in a folder without a database. */
function command(script: keyof typeof manifest.scripts, env: Readonly<Record<string, string>>) {
  folder = mkdtempSync(join(tmpdir(), "mortise-hono-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { cwd, command: manifest.scripts[script].split(" "), env: { DATA_FOLDER: folder, ...env } };
}

walk({
  name: "Hono",
  develop: (env) => startApp({ ...command("dev", env), ready: /^Open (\S+)/m }),
  start: (env) => startApp({ ...command("start", { NODE_ENV: "production", ...env }), ready: /^Open (\S+)/m }),
  async rows(of) {
    const client = createClient({ url: `file:${join(folder, "app.sqlite")}` });
    const { rows } = await client.execute(`select * from "${of}"`);
    client.close();
    return rows.map((row) => ({ ...row }));
  },
  forms: ["/auth/signin/email", "/auth/signout", "/sessions/end-others"],
  stored: (token) => `sha256:${createHash("sha256").update(token).digest("hex")}`,
});

test("without a secret there is no production", async () => {
  const { code, stderr } = await runApp(command("start", { NODE_ENV: "production", AUTH_URL: "https://app.example" }));
  expect(code).toBe(1);
  expect(stderr).toContain("AUTH_SECRET is not set");
});
