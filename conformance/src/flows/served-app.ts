/** An app behind an HTTP server of its own, as in production: what its browsers send goes over sockets. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { Auth } from "@auth/core";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type App, configOf, openAnyApp } from "./app.ts";
import type { Site } from "./browser.ts";
import { startLine } from "./start-line.ts";

export interface ServedApp extends App {
  /** The next so many requests that would sign somebody in wait for each other: then they are under way at once. */
  gatherSignIns(count: number): void;
  /** The most requests that would sign somebody in which were under way at the same time. */
  mostSignInsAtOnce(): number;
  /** Ends the server with every connection to it. */
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine, whose every answer is one of `Auth()`. */
export async function serveApp(adapter: MortiseAdapter): Promise<ServedApp> {
  let answer: Site = async () => new Response(null, { status: 503 });
  let underWay = 0;
  let most = 0;
  let wait: () => Promise<void> = async () => {};
  const signIn = async (request: Request): Promise<Response> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await wait();
    try {
      return await answer(request);
    } finally {
      underWay -= 1;
    }
  };

  const server = createServer((message, response) => {
    respond(message, response, (request) => (request.url.includes("/callback/") ? signIn : answer)(request));
  });
  // A browser may come back after any time, and is not to meet a connection that is just being closed.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const base = `http://127.0.0.1:${address.port}/auth`;
  const app = openAnyApp(adapter, { base, sessionCookie: "authjs.session-token", sends: "form" }, (parts) => {
    const config = configOf(parts, {});
    answer = (request) => Auth(request, config);
    return (request) => fetch(request, { redirect: "manual" });
  });
  return {
    ...app,
    gatherSignIns(count) {
      wait = startLine(count);
    },
    mostSignInsAtOnce: () => most,
    async close() {
      const isClosed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await isClosed;
    },
  };
}

/** Answers a request of Node's server; what fails is a 500, as of any framework. */
async function respond(message: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  try {
    const answer = await site(await requestOf(message));
    response.writeHead(answer.status, [...answer.headers].flat());
    response.end(await answer.text());
  } catch (error) {
    response.writeHead(500, { "content-type": "text/plain" });
    response.end(String(error));
  }
}

async function requestOf(message: IncomingMessage): Promise<Request> {
  const { method = "GET", url = "/", headers } = message;
  const body = await buffer(message);
  const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers: given,
    ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
  });
}
