/**
 * Upstash's REST protocol as it is written on the wire: what a request asks for, and how an answer is put. By Upstash's
 * documentation (https://upstash.com/docs/redis/features/restapi) and by what its client makes of the answers.
 */

/** One command: its name and its arguments. */
export type Command = readonly (string | Buffer)[];

/** What a request asks for. */
export interface Ask {
  /** One command, several in their order, or several with nothing in between. */
  readonly kind: "command" | "pipeline" | "multi-exec";
  readonly commands: readonly Command[];
}

/** A request that is not understood. Its message is the text of the answer. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** The largest request that Upstash takes on the plans that are not agreed upon one by one. */
export const largestRequest: number = 10 * 1024 * 1024;

/**
 * Reads a request.
 * @param url the path: `/pipeline`, `/multi-exec`, `/` for a command in the body, or a command as `/SET/key/value?EX=10`.
 * @param body as it came, of which the path form makes the value.
 */
export function askOf(url: URL, body: Buffer): Ask {
  if (body.length > largestRequest) {
    throw new BadRequest(`ERR max request size exceeded. Limit: ${largestRequest} bytes, Actual: ${body.length} bytes`);
  }
  const path = url.pathname.split("/").slice(1);
  if (path.at(-1) === "") path.pop();
  const [first] = path;
  if (first === "pipeline" || first === "multi-exec") {
    const commands = parsed(body);
    if (!commands.every(Array.isArray)) throw new BadRequest("ERR expected an array of arrays");
    return { kind: first, commands: commands.map(commandOf) };
  }
  if (first === undefined) return { kind: "command", commands: [commandOf(parsed(body))] };
  const options = [...url.searchParams].filter(([name]) => name !== "_token").flat();
  const value = body.length === 0 ? [] : [body];
  return { kind: "command", commands: [[...path.map(decodeURIComponent), ...value, ...options.filter(Boolean)]] };
}

function parsed(body: Buffer): unknown[] {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (Array.isArray(value) && value.length > 0) return value;
  } catch {
    // The answer is the same as for JSON of another shape.
  }
  throw new BadRequest("ERR failed to parse the request body: it must be a JSON array with something in it");
}

function commandOf(parts: readonly unknown[]): Command {
  return parts.map((part) => {
    if (typeof part === "string") return part;
    if (typeof part === "number" || typeof part === "boolean") return String(part);
    throw new BadRequest("ERR the arguments of a command must be strings, numbers or booleans");
  });
}

/**
 * An answer of the server as JSON.
 * @param isBase64 whether the request asks for it by `Upstash-Encoding: base64`: then every string is encoded, but for
 *   the answer "OK".
 */
export function answerOf(reply: unknown, isBase64: boolean): { result: unknown } | { error: string } {
  if (reply instanceof Error) return { error: reply.message };
  const isOk = String(reply) === "OK" && !Array.isArray(reply);
  return { result: isOk ? "OK" : jsonOf(reply, isBase64 ? "base64" : "utf8") };
}

function jsonOf(reply: unknown, encoding: "base64" | "utf8"): unknown {
  if (Array.isArray(reply)) return reply.map((each) => jsonOf(each, encoding));
  if (Buffer.isBuffer(reply)) return reply.toString(encoding);
  if (typeof reply === "string") return Buffer.from(reply).toString(encoding);
  return typeof reply === "number" ? reply : null;
}
