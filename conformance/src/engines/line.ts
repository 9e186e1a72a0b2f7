/** The line between a client and what stands before its server: where it listens, and what a test tells it to do. */
import type { Server, Socket } from "node:net";
import type { Cable } from "../harness.ts";

export interface Line extends Cable {
  /** The port on localhost at which clients connect. */
  readonly port: number;
  /** Ends all connections, and nobody listens until the answered function is called: as when a server is down. */
  refuse(): Promise<() => Promise<void>>;
  /** Ends all connections for good. */
  close(): Promise<void>;
}

/** What the line was told, as the listener asks it. */
export interface Told {
  /** Whether the answer to the message that is there now shall not arrive. Asked once for each message. */
  isDropped(): boolean;
  /** How many milliseconds later than it might each message goes on. */
  lateness(): number;
}

/**
 * Listens on a port that is free.
 * @param listenerOf makes what serves the connections, be it TCP or HTTP.
 */
export async function openLine(listenerOf: (told: Told) => Server): Promise<Line> {
  const sockets = new Set<Socket>();
  let dropsNext = false;
  let delayed = 0;
  const listener = listenerOf({
    isDropped() {
      const isDropped = dropsNext;
      dropsNext = false;
      return isDropped;
    },
    lateness: () => delayed,
  });
  listener.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
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
    for (const socket of sockets) socket.destroy();
    await isClosed;
  };
  await listen(0);
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  return {
    port: address.port,
    dropNext() {
      dropsNext = true;
    },
    halfClose() {
      for (const socket of sockets) socket.end();
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

/** The two connections of which a client's way to its server is made. Each sees the other's end as its own. */
export function join(client: Socket, upstream: Socket): void {
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.setNoDelay(true);
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroy());
  }
}
