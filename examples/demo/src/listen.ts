/** The listening sockets. Only this machine is served, under the name `localhost`, whichever address that name has. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { codeOf, StartError } from "./start-error.ts";

export interface Listener {
  /** Such as `http://localhost:3000`. */
  readonly origin: string;
  /** Hands requests to the app, which needs to know its origin and so comes later. */
  serve(app: RequestListener): void;
  /** Stops listening and cuts the connections that are open, streams among them. */
  close(): void;
}

/**
 * Listens on both loopback addresses, so that nobody else answers on one of them.
 * @param port 0 takes any free port.
 * @throws StartError when the port is taken or may not be used.
 */
export async function listen(port: number): Promise<Listener> {
  const ipv4 = await open(port, "127.0.0.1");
  const { port: actual } = ipv4.address() as AddressInfo;
  const servers = [ipv4];
  try {
    servers.push(await open(actual, "::1"));
  } catch (error) {
    // A machine without IPv6 has no second address.
    if (!["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(codeOf(error))) {
      ipv4.close();
      // Free at one address, and somebody's at the other: where any port will do, another one does.
      if (port === 0 && error instanceof StartError) return listen(port);
      throw error;
    }
  }
  return {
    origin: `http://localhost:${actual}`,
    serve(app) {
      for (const server of servers) server.on("request", app);
    },
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function open(port: number, host: string): Promise<Server> {
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  const server = createServer();
  server.once("error", (error) => reject(explain(error, port)));
  server.listen(port, host, () => resolve(server));
  return promise;
}

function explain(error: Error, port: number): Error {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return new StartError(`Port ${port} is taken: end what listens there, or move the demo with --port ${port + 1}.`);
    case "EACCES":
      return new StartError(`Port ${port} may not be used: move the demo with --port 3000.`);
    default:
      return error;
  }
}
