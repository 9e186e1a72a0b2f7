/** What the tests of the examples stand on: each of these tells when something is wrong. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { browserNote, canBrowse, openBrowser, runApp, startApp, startProvider } from "@mortise/example-testing";
import { expect, onTestFinished, test } from "vitest";

const cwd = new URL(".", import.meta.url);
const ready = /^open at (\S+)$/m;
const script = (code: string) => ({ cwd, command: ["node", "--eval", code] });

test("an app that ends before it is open is told with all that it said", async () => {
  const started = startApp({ ...script("console.error('no port'); process.exitCode = 3"), ready });
  await expect(started).rejects.toThrow(/The app ended with 3 before it was open:\nno port/);
});

test("lines are given out once, in the order in which they came", async () => {
  const code = "console.log('open at x'); process.stdin.on('data', () => {}); console.log('b 1\\na 2\\na 3')";
  const app = await startApp({ ...script(code), ready });
  expect(app.origin).toBe("x");
  expect((await app.next(/^a (\d)$/))[1]).toBe("2");
  expect((await app.next(/^[ab] (\d)$/))[1]).toBe("3");
  const never = expect(app.next(/^b/)).rejects.toThrow(/ended with SIGTERM before a line that matches/);
  expect((await app.stop()).code).toBe("SIGTERM");
  await never;
});

test("an app takes nothing of Auth.js from the shell, and what it is given", async () => {
  const before = process.env.AUTH_SECRET;
  process.env.AUTH_SECRET = "of the shell";
  onTestFinished(() => {
    if (before === undefined) delete process.env.AUTH_SECRET;
    else process.env.AUTH_SECRET = before;
  });
  const code = "console.log(JSON.stringify([process.env.AUTH_SECRET, process.env.NODE_ENV, process.env.AUTH_URL]))";
  const { stdout } = await runApp({ ...script(code), env: { AUTH_URL: "given" } });
  expect(JSON.parse(stdout)).toEqual([null, null, "given"]);
});

test("the provider comes back to its paths on any port of localhost, and nowhere else", async () => {
  const provider = await startProvider({ redirect: ["/callback"] });
  onTestFinished(provider.stop);
  const ask = async (redirect_uri: string) => {
    const url = new URL("/auth", provider.issuer);
    const params = { client_id: provider.clientId, response_type: "code", scope: "openid", redirect_uri };
    url.search = String(
      new URLSearchParams({ ...params, code_challenge: "a".repeat(43), code_challenge_method: "S256" }),
    );
    const { status, headers } = await fetch(url, { redirect: "manual" });
    return [status, headers.get("location")?.replace(/[^/]+$/, "")];
  };
  expect(await ask("http://localhost:4711/callback")).toEqual([303, "/people/"]);
  expect(await ask("http://localhost:4711/elsewhere")).toEqual([400, undefined]);
  expect(await ask("http://example.com/callback")).toEqual([400, undefined]);
});

const note = browserNote("a page that complains");
if (!canBrowse) console.warn(`Not run: ${note}`);

test.runIf(canBrowse).each([
  ["console.error('oh')", /oh/],
  ["throw new Error('uncaught')", /uncaught/],
  ["alert('dialog')", /dialog/],
  ["fetch('/missing')", /status of 404/],
])(`${note}: %s`, async (code, what) => {
  const server = createServer((req, res) => {
    res.writeHead(req.url === "/" ? 200 : 404, { "content-type": "text/html" });
    res.end(`<!doctype html><link rel="icon" href="data:,"><script>${code}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  onTestFinished(() => void server.close());
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.page();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`, { waitUntil: "networkidle" });
  expect(browser.check).toThrow(what);
  browser.check();
});
