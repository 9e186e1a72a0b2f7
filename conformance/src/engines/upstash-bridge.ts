/**
 * Upstash's REST protocol in front of a Redis or Valkey server, so that Upstash's client has a real database to talk to.
 * It is this suite's own, and no measure of Upstash's service: what lies behind the protocol there is not Redis.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { createClient, MultiErrorReply, RESP_TYPES } from "redis";
import type { Wire } from "./engine.ts";
import { type Line, openLine, type Told } from "./line.ts";
import { type Ask, answerOf, askOf, BadRequest, type Command } from "./upstash-protocol.ts";

/** The bridge, whose round trips are requests with their answers. */
export interface Bridge extends Omit<Line, "port"> {
  /** Where Upstash's client finds it. */
  readonly url: string;
  readonly token: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Opens a bridge.
 * @param url of the server, with the user whose rights the bridge's clients shall have.
 * @param wire counts the trips.
 */
export async function openBridge(url: string, wire: Wire): Promise<Bridge> {
  const token = crypto.randomUUID();
  const server = await openBackend(url);
  const writes = new Writes(await server.writeCommands());

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const asked = new URL(request.url ?? "/", "http://localhost");
    const given = request.headers.authorization ?? `Bearer ${asked.searchParams.get("_token")}`;
    if (given !== `Bearer ${token}`) return { status: 401, body: { error: "WRONGPASS invalid or missing auth token" } };
    if (!["GET", "HEAD", "POST", "PUT"].includes(request.method ?? "")) {
      return { status: 405, body: { error: "ERR method not allowed" } };
    }
    const ask = askOf(asked, await buffer(request));
    await writes.reached(request.headers["upstash-sync-token"]);
    const replies = await server.run(ask);
    writes.done(ask.commands);
    // A transaction that is discarded as a whole has one answer, which is an error.
    if (replies instanceof Error) return { status: 400, body: answerOf(replies, false) };
    const isBase64 = request.headers["upstash-encoding"] === "base64";
    const answers = replies.map((reply) => answerOf(reply, isBase64));
    const [first = {}] = answers;
    if (ask.kind !== "command") return { status: 200, body: answers };
    return { status: "error" in first ? 400 : 200, body: first };
  };

  const serve = async (told: Told, request: IncomingMessage, response: ServerResponse) => {
    wire.trips += 1;
    const isDropped = told.isDropped();
    if (told.lateness() > 0) await setTimeout(told.lateness());
    const { status, body } = await answer(request).catch((error: unknown): Answer => {
      if (error instanceof BadRequest) return { status: 400, body: { error: error.message } };
      return { status: 500, body: { error: `ERR ${error instanceof Error ? error.message : String(error)}` } };
    });
    if (told.lateness() > 0) await setTimeout(told.lateness());
    // The server has done it; its answer does not arrive.
    if (isDropped) return void request.socket.destroy();
    response.writeHead(status, { "content-type": "application/json", "upstash-sync-token": writes.token });
    response.end(JSON.stringify(body));
  };

  const { port, ...line } = await openLine((told) =>
    createServer((request, response) => void serve(told, request, response)),
  );
  return {
    ...line,
    url: `http://127.0.0.1:${port}`,
    token,
    async close() {
      await line.close();
      server.close();
    },
  };
}

/**
 * Counts the writes that were done, as the token that Upstash's clients send along says how many they have seen: what is
 * asked with a token waits until the writes before it are there.
 */
class Writes {
  /** The tokens of another bridge say nothing here. */
  readonly #mark = crypto.randomUUID();
  readonly #commands: ReadonlySet<string>;
  readonly #waiting = new Set<{ readonly count: number; readonly go: () => void }>();
  #count = 0;

  constructor(commands: ReadonlySet<string>) {
    this.#commands = commands;
  }

  get token(): string {
    return `${this.#mark}.${this.#count}`;
  }

  done(commands: readonly Command[]): void {
    this.#count += commands.filter(([name = ""]) => this.#commands.has(String(name).toLowerCase())).length;
    for (const waiting of this.#waiting) {
      if (waiting.count > this.#count) continue;
      this.#waiting.delete(waiting);
      waiting.go();
    }
  }

  async reached(token: string | readonly string[] | undefined): Promise<void> {
    const [mark, digits] = String(token).split(".");
    const count = Number(digits);
    if (mark !== this.#mark || !(count > this.#count)) return;
    await new Promise<void>((go) => void this.#waiting.add({ count, go }));
  }
}

/** The server behind the bridge. Strings come as bytes. */
async function openBackend(url: string) {
  const client = createClient({ url, RESP: 2, disableOfflineQueue: true });
  // Each command says itself that it failed.
  client.on("error", () => {});
  await client.connect();
  const bytes = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const settled = async (command: Command) => {
    try {
      return await bytes.sendCommand<unknown>(command);
    } catch (error) {
      return error;
    }
  };
  return {
    /** The answers, of which some may be errors; one error where nothing was done at all. */
    async run({ kind, commands }: Ask): Promise<readonly unknown[] | Error> {
      // What is sent at once is done in its order.
      if (kind !== "multi-exec") return Promise.all(commands.map(settled));
      const multi = bytes.multi();
      for (const command of commands) multi.addCommand([...command]);
      try {
        return await multi.exec();
      } catch (error) {
        if (error instanceof MultiErrorReply) return error.replies;
        return error instanceof Error ? error : new Error(String(error));
      }
    },
    /** The names of the commands that write, by the server's own word. */
    async writeCommands(): Promise<ReadonlySet<string>> {
      const commands = await client.sendCommand<[name: string, arity: number, flags: string[]][]>(["COMMAND"]);
      const names = commands.flatMap(([name, , flags]) => (flags.includes("write") ? [name] : []));
      // Of a script only the script knows.
      return new Set([...names, "eval", "evalsha", "fcall"]);
    },
    close: () => client.destroy(),
  };
}
