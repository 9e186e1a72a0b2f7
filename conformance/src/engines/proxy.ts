/** A TCP proxy between a client and its server, which counts round trips on the wire. */
import { connect, createServer, type Socket } from "node:net";
import type { Wire } from "./engine.ts";

export interface Proxy {
  /** The port on localhost at which clients connect. */
  readonly port: number;
  /** Ends all connections. */
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
  const listener = createServer((client) => {
    const upstream = connect(server);
    let isServersTurn = false;
    client.on("data", () => {
      if (!isServersTurn) wire.trips += 1;
      isServersTurn = true;
    });
    upstream.on("data", () => {
      isServersTurn = false;
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      // Each side sees the other's end as its own.
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(0, "127.0.0.1", resolve);
  });
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}
