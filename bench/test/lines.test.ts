/** A line counts what goes over it, and keeps answers back. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Lines, openLines } from "../src/lines.ts";

let server: Server | undefined;
let lines: Lines | undefined;

afterEach(async () => {
  await lines?.close();
  server?.close();
});

/** A server that answers each message with the same in capitals. */
async function openShouter(): Promise<string> {
  server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("data", (chunk) => socket.write(String(chunk).toUpperCase()));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `tcp://127.0.0.1:${typeof address === "object" ? address?.port : ""}/path?query=1`;
}

function ask(socket: Socket, text: string): Promise<string> {
  const answer = new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(String(chunk))));
  socket.write(text);
  return answer;
}

async function call(url: string): Promise<Socket> {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

test("trips are counted for each line by itself", async () => {
  lines = openLines();
  const url = await openShouter();
  const [one, other] = await Promise.all([lines.open(url), lines.open(url)]);
  expect(new URL(one.url).pathname + new URL(one.url).search).toBe("/path?query=1");
  const socket = await call(one.url);
  expect(await ask(socket, "ada")).toBe("ADA");
  expect(await ask(socket, "bob")).toBe("BOB");
  expect(one.trips()).toBe(2);
  expect(other.trips()).toBe(0);
  socket.destroy();
});

test("an answer is no earlier than it shall be, and no later once the distance is gone", async () => {
  lines = openLines();
  const line = await lines.open(await openShouter());
  const socket = await call(line.url);
  lines.delay(40);
  const far = performance.now();
  await ask(socket, "ada");
  // That it takes as long is what the line is for; how much longer is the machine's affair.
  expect(performance.now() - far).toBeGreaterThanOrEqual(39);
  lines.delay(0);
  expect(await ask(socket, "bob")).toBe("BOB");
  socket.destroy();
});

test("a server that is away ends the client's connection", async () => {
  lines = openLines();
  const url = await openShouter();
  await new Promise((resolve) => server?.close(resolve));
  const line = await lines.open(url);
  const socket = await call(line.url);
  await new Promise((resolve) => socket.once("close", resolve));
  expect(socket.destroyed).toBe(true);
});
