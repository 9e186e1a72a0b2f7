/** The app as it is built, walked through with a browser; and as it starts with nothing set. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppOptions, rowsOf, runApp, startApp, walk } from "@mortise/example-testing";
import { beforeAll, expect, onTestFinished } from "vitest";

const cwd = new URL("..", import.meta.url);
const vite = ["node", "node_modules/vite/bin/vite.js"];
const tables = { user: "User", account: "Account", session: "Session", verificationToken: "VerificationToken" };
let folder: string;

/** Gives a command a folder without a database. */
function fresh(command: readonly string[], env: Readonly<Record<string, string>>): AppOptions {
  folder = mkdtempSync(join(tmpdir(), "mortise-sveltekit-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { cwd, command, env: { DATA_FOLDER: folder, ...env } };
}

beforeAll(async () => {
  const { code, stderr } = await runApp({ cwd, command: [...vite, "build"] });
  expect(code, stderr).toBe(0);
}, 120_000);

walk({
  name: "SvelteKit",
  develop: ({ PORT = "" }) =>
    startApp({ ...fresh([...vite, "dev", "--strictPort", "--port", PORT], {}), ready: /Local:\s+(\S+)\// }),
  start: ({ AUTH_URL = "", ...env }) =>
    startApp({
      ...fresh(["node", "build"], { HOST: "localhost", ORIGIN: AUTH_URL, AUTH_URL, ...env }),
      ready: /Listening on (\S+)/,
    }),
  rows: async (of) => rowsOf(join(folder, "app.sqlite"), tables[of]),
  forms: ["/sign-in", "/sessions?/signOut", "/sessions?/endOthers", "/auth/signout", "/auth/signin/email"],
  stored: (token) => token,
});
