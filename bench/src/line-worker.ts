/** The thread of the lines: what a client says goes on at once, what the server answers as late as it shall be. */
import { connect, createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { join } from "../../conformance/src/engines/line.ts";
import { cells, type Opened, type Wanted } from "./line-cells.ts";

const shared: Int32Array<SharedArrayBuffer> = workerData;

parentPort?.on("message", ({ line, hostname, port }: Wanted) => {
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port });
    let isAsked = false;
    client.on("data", (chunk) => {
      if (!isAsked) Atomics.add(shared, line, 1);
      isAsked = true;
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      // An answer in several pieces is late once.
      if (isAsked) sleep(Atomics.load(shared, cells.delay) / cells.perMillisecond);
      isAsked = false;
      client.write(chunk);
    });
    join(client, upstream);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const opened: Opened = { line, port: typeof address === "object" ? (address?.port ?? 0) : 0 };
    parentPort?.postMessage(opened);
  });
});

function sleep(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(shared, cells.never, 0, milliseconds);
}
