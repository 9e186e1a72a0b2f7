/** A TCP proxy between a client and its server, which counts round trips on the wire and can be cut. */
import { connect, createServer, type Socket } from "node:net";
import type { Wire } from "./engine.ts";
import { join, type Line, openLine } from "./line.ts";

/**
 * Opens a proxy. A round trip is a turn of the conversation: the client speaks after the server did. What a client sends
 * without waiting for an answer is one trip, however many messages it is.
 * @param server where the server listens.
 * @param wire counts the trips.
 */
export function openProxy(server: { readonly host: string; readonly port: number }, wire: Wire): Promise<Line> {
  return openLine(({ isDropped, lateness }) =>
    createServer((client) => {
      const upstream = connect(server);
      let isServersTurn = false;
      let isAnswerDropped = false;
      client.on("data", () => {
        if (!isServersTurn) wire.trips += 1;
        isServersTurn = true;
        if (isDropped()) isAnswerDropped = true;
      });
      upstream.on("data", () => {
        isServersTurn = false;
        // The server has done it; its answer does not arrive.
        if (isAnswerDropped) client.destroy();
      });
      pass(client, upstream, lateness);
      pass(upstream, client, lateness);
      join(client, upstream);
    }),
  );
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
