/** Lines between the app and its servers, at a distance that is put there, in a thread of their own. */
import { Worker } from "node:worker_threads";
import { cells, type Opened, type Wanted } from "./line-cells.ts";

interface BenchLine {
  /** The address with the line's own end in place of the server's. */
  readonly url: string;
  /** Messages so far to which the server answered. */
  trips(): number;
}

export interface Lines {
  /** @param url of a server: any address with a host and a port. */
  open(url: string): Promise<BenchLine>;
  /** Every answer on every line is so many milliseconds late from now on. */
  delay(milliseconds: number): void;
  close(): Promise<void>;
}

/**
 * Opens no line yet. The thread keeps an answer back by sleeping, exactly for as long as it shall: a timer would fire at
 * the next whole millisecond. So one conversation at a time is at its distance, which is all that the bench has.
 */
export function openLines(): Lines {
  const shared = new Int32Array(new SharedArrayBuffer(cells.length * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(new URL("./line-worker.ts", import.meta.url), { workerData: shared });
  const waiting = new Map<number, (opened: Opened) => void>();
  worker.on("message", (opened: Opened) => waiting.get(opened.line)?.(opened));
  let next: number = cells.firstLine;
  return {
    open(url) {
      const { hostname, port } = new URL(url);
      const line = next;
      next += 1;
      if (line >= cells.length) throw new RangeError("there are too many lines");
      return new Promise((resolve, reject) => {
        worker.once("error", reject);
        waiting.set(line, (opened) => {
          worker.off("error", reject);
          const own = Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(opened.port) });
          resolve({ url: own.href, trips: () => Atomics.load(shared, line) });
        });
        const wanted: Wanted = { line, hostname, port: Number(port) };
        worker.postMessage(wanted);
      });
    },
    delay: (milliseconds) => void Atomics.store(shared, cells.delay, Math.round(milliseconds * cells.perMillisecond)),
    close: async () => void (await worker.terminate()),
  };
}
