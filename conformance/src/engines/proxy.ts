/** A TCP proxy between a client and its server, which counts round trips on the wire and can be cut. */
import { connect, createServer, type Socket } from "node:net";
import type { Cable } from "../harness.ts";
import type { Wire } from "./engine.ts";

export interface Proxy extends Cable {
  /** The port on localhost at which clients connect. */
  readonly port: number;
  /** Ends all connections, and nobody listens until the answered function is called: as when a server is down. */
  refuse(): Promise<() => Promise<void>>;
  /** Ends all connections for good. */
  close(): Promise<void>;
}

/**
 * Opens a proxy. A round trip is a turn of the conversation: the client speaks after the server did. What a client sends
 * without waiting for an answer is one trip, however many messages it is.
 * @param server where the server listens.
 * @param wire counts the trips.
 */
export async function openProxy(server: { readonly host: string; readonly port: number }, wire: Wire): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let dropsNext = false;
  let delayed = 0;
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  const listener = createServer((client) => {
    const upstream = connect(server);
    let isServersTurn = false;
    let isDropped = false;
    client.on("data", () => {
      if (!isServersTurn) wire.trips += 1;
      isServersTurn = true;
      if (dropsNext) isDropped = true;
      dropsNext = false;
    });
    upstream.on("data", () => {
      isServersTurn = false;
      // The server has done it; its answer does not arrive.
      if (isDropped) client.destroy();
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      pass(from, to, () => delayed);
      // Each side sees the other's end as its own.
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once("error", reject);
      listener.listen(port, "127.0.0.1", () => {
        listener.off("error", reject);
        resolve();
      });
    });
  const hangUp = async () => {
    const isClosed = new Promise((resolve) => listener.close(resolve));
    endAll();
    await isClosed;
  };
  await listen(0);
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    port: address.port,
    dropNext() {
      dropsNext = true;
    },
    halfClose() {
      for (const socket of sockets) if (socket.localPort === address.port) socket.end();
    },
    delay(milliseconds) {
      delayed = milliseconds;
      return () => {
        delayed = 0;
      };
    },
    async refuse() {
      await hangUp();
      return () => listen(address.port);
    },
    close: hangUp,
  };
}

/** Hands on what comes, in its order, so many milliseconds late. */
function pass(from: Socket, to: Socket, delay: () => number): void {
  const waiting: Promise<void>[] = [];
  const send = (chunk: Uint8Array) => {
    if (to.writable && !to.write(chunk)) {
      from.pause();
      to.once("drain", () => from.resume());
    }
  };
  from.on("data", (chunk: Uint8Array) => {
    if (delay() === 0 && waiting.length === 0) return send(chunk);
    const before = waiting.at(-1);
    const sent = Promise.all([before, new Promise((resolve) => setTimeout(resolve, delay()))]).then(() => {
      send(chunk);
      waiting.shift();
    });
    waiting.push(sent);
  });
  from.on("end", () => to.end());
}
