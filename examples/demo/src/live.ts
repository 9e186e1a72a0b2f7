/** The stream that keeps open pages current: parts of a page, sent whenever one of them changed. */
import type { Request, Response } from "express";
import type { Html } from "./html.ts";
import { lineOf } from "./start-error.ts";

/** Parts of pages by the id of the element that they fill. */
export type Parts = Readonly<Record<string, Html>>;

export class Live {
  readonly #streams = new Set<Response>();
  readonly #parts: () => Promise<Parts>;
  #isDue = false;
  #sent: Promise<void> = Promise.resolve();

  /** @param parts makes the parts as they are now. */
  constructor(parts: () => Promise<Parts>) {
    this.#parts = parts;
  }

  /** Answers a request with the stream. */
  readonly stream = (_req: Request, res: Response): void => {
    res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    res.flushHeaders();
    this.#streams.add(res);
    res.on("close", () => this.#streams.delete(res));
    this.changed();
  };

  /** Says that something changed. What changes in one go is sent in one go, and never before what changed earlier. */
  readonly changed = (): void => {
    if (this.#isDue || this.#streams.size === 0) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#sent = this.#sent.then(() => this.#send());
    });
  };

  async #send(): Promise<void> {
    this.#isDue = false;
    try {
      const parts = Object.entries(await this.#parts()).map(([id, { text }]) => [id, text]);
      const event = `retry: 1000\ndata: ${JSON.stringify(Object.fromEntries(parts))}\n\n`;
      for (const stream of this.#streams) stream.write(event);
    } catch (error) {
      console.error(`live: ${lineOf(error)}`);
    }
  }
}
