/** The OpenID provider on a port of its own, with the page on which one chooses who to be. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { choose, isWaiting, people } from "./people.ts";
import { openIdProvider } from "./provider.ts";

export interface StartedProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
}

const peoplePath = "/people";

/**
 * Starts an OpenID provider on a free port of `localhost`.
 * @param options `redirect`: the paths of the app to which it may send the browser back, such as
 * `/api/auth/callback/oidc`. The app's port does not matter, so the provider can be started first.
 */
export async function startProvider({ redirect }: { readonly redirect: readonly string[] }): Promise<StartedProvider> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "localhost", resolve);
  });
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const clientId = "mortise-example";
  const { provider, clientSecret } = openIdProvider({ issuer, clientId, redirects: redirect, peoplePath });
  const answer = provider.callback();

  async function askWho(req: IncomingMessage, res: ServerResponse, uid: string): Promise<void> {
    if (!(await isWaiting(provider, req, res, uid))) {
      res.writeHead(400, { "content-type": "text/plain" }).end("This choice has run out. Start again from the app.");
    } else if (req.method === "POST") {
      await choose(provider, req, res, new URLSearchParams(await text(req)).get("person"));
    } else {
      res.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    }
  }

  server.on("request", (req, res) => {
    const [, uid] = req.url?.match(/^\/people\/([\w-]+)$/) ?? [];
    if (uid === undefined) answer(req, res);
    else askWho(req, res, uid).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined));
  });

  return {
    issuer,
    clientId,
    clientSecret,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Local ID</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 15vh auto 0; padding: 0 1rem }
button { display: block; width: 100%; margin: 0.5rem 0; padding: 0.7rem 1rem; font: inherit; text-align: start }
</style>
<main>
<h1>Who are you today?</h1>
<form method="post">
${people.map(({ id, name }) => `<button name="person" value="${id}">${name}</button>`).join("\n")}
<p>There is no password: this OpenID provider is for trying things out, and believes you.</p>
<button name="person" value="">Go back without signing in</button>
</form>
</main>
</html>
`;
