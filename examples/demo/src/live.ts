/** The stream that keeps open pages current: parts of a page, sent whenever one of them changed. */
import type { Request, Response } from "express";
import type { Html } from "./html.ts";

/** Parts of pages by the id of the element that they fill. */
export type Parts = Readonly<Record<string, Html>>;

export class Live {
  readonly #streams = new Set<Response>();
  readonly #parts: () => Parts;
  #isDue = false;

  /** @param parts makes the parts as they are now. */
  constructor(parts: () => Parts) {
    this.#parts = parts;
  }

  /** Answers a request with the stream. */
  readonly stream = (_req: Request, res: Response): void => {
    res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    res.write(`retry: 1000\n${this.#event()}`);
    this.#streams.add(res);
    res.on("close", () => this.#streams.delete(res));
  };

  /** Says that something changed. What changes in one go is sent in one go. */
  readonly changed = (): void => {
    if (this.#isDue || this.#streams.size === 0) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      const event = this.#event();
      for (const stream of this.#streams) stream.write(event);
    });
  };

  #event(): string {
    const parts = Object.entries(this.#parts()).map(([id, { text }]) => [id, text]);
    return `data: ${JSON.stringify(Object.fromEntries(parts))}\n\n`;
  }
}
