/** An adapter in a process of its own: its methods are called by messages. */
import { fork } from "node:child_process";
import { isMortiseError, type MortiseAdapter } from "@mortise/adapter-kit";
import type { Second } from "../harness.ts";
import { causeOf, type RaceAnswer, type Races, runRaces, StartLine } from "./races.ts";

/** A call of a method, races to run, or word that this process has come to a race. */
type Message =
  | { readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly id: number; readonly races: Races }
  | { readonly atRace: number };

type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: SentError }
  | { readonly atRace: number };

/** What of an error gets over: the message of a process takes neither name nor code along. */
interface SentError {
  readonly message: string;
  readonly code?: string;
  readonly method?: string;
  readonly cause?: string;
}

/** What only a process that {@link forkAdapter} started can do. */
interface Process {
  race(adapter: MortiseAdapter, own: Races, theirs: Races): Promise<[own: RaceAnswer[][], theirs: RaceAnswer[][]]>;
}

const processes = new WeakMap<object, Process>();

/**
 * Starts a process that serves an adapter by {@link serveAdapter}.
 * @param module the module that does so.
 * @param args what it is told on its command line.
 */
export async function forkAdapter(module: URL, args: readonly string[]): Promise<Second> {
  const child = fork(module, [...args], {
    serialization: "advanced",
    execArgv: ["--conditions=@mortise/source", "--disable-warning=ExperimentalWarning"],
  });
  const waiting = new Map<number, (answer: Answer | Error) => void>();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  void gone.then(() => {
    for (const settle of waiting.values()) settle(new Error("the process of the second adapter has ended"));
  });
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the process of the second adapter ended with ${code}`)));
    child.once("message", () => resolve());
  });
  const tell = (message: Message) => child.send(message);
  let line: StartLine | undefined;
  child.on("message", (answer: Answer) => {
    if ("atRace" in answer) line?.isThere(answer.atRace);
    else waiting.get(answer.id)?.(answer);
  });

  let last = 0;
  const ask = (messageOf: (id: number) => Message) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      const id = last;
      waiting.set(id, (answer) => {
        waiting.delete(id);
        if (answer instanceof Error) reject(answer);
        else if ("error" in answer) reject(received(answer.error));
        else if ("value" in answer) resolve(answer.value);
      });
      tell(messageOf(id));
    });
  const adapter = new Proxy({} as MortiseAdapter, {
    // Not a thenable, or `await` would call it.
    get: (_, name) =>
      name === "then" ? undefined : (...args: unknown[]) => ask((id) => ({ id, method: String(name), args })),
  });
  processes.set(adapter, {
    async race(first, own, theirs) {
      line = new StartLine((race) => tell({ atRace: race }));
      const there = ask((id) => ({ id, races: theirs }));
      return Promise.all([runRaces(first, own, line), there as Promise<RaceAnswer[][]>]);
    },
  });
  return {
    adapter,
    async close() {
      child.disconnect();
      await gone;
    },
  };
}

/**
 * Serves an adapter to the process that started this one, until that one disconnects.
 * @param adapter what is called.
 * @param close ends its client.
 */
export function serveAdapter(adapter: MortiseAdapter, close: () => Promise<void>): void {
  const methods = adapter as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
  const send = (answer: Answer) => process.connected && process.send?.(answer);
  let line: StartLine | undefined;
  const doneBy = (message: Exclude<Message, { atRace: number }>) => {
    if ("method" in message) return methods[message.method]?.(...message.args);
    line = new StartLine((race) => send({ atRace: race }));
    return runRaces(adapter, message.races, line);
  };
  process.on("message", async (message: Message) => {
    if ("atRace" in message) return line?.isThere(message.atRace);
    const { id } = message;
    try {
      send({ id, value: await doneBy(message) });
    } catch (error) {
      send({ id, error: sent(error) });
    }
  });
  process.once("disconnect", () => void close());
  process.send?.("ready");
}

/**
 * Races between an adapter of this process and one of another.
 * @param adapter the one of this process.
 * @param second what {@link forkAdapter} made.
 * @param own the calls of this process.
 * @param theirs those of the other, for as many races.
 */
export async function raceProcesses(
  adapter: MortiseAdapter,
  second: Second,
  own: Races,
  theirs: Races,
): Promise<[own: RaceAnswer[][], theirs: RaceAnswer[][]]> {
  const other = processes.get(second.adapter);
  if (!other) throw new TypeError("this adapter is not in a process of its own");
  return other.race(adapter, own, theirs);
}

function sent(error: unknown): SentError {
  const { message = String(error) } = Object(error);
  const cause = causeOf(error);
  return {
    message,
    ...(isMortiseError(error) ? { code: error.code, method: error.method } : {}),
    ...(cause === "" ? {} : { cause }),
  };
}

function received({ message, code, method, cause }: SentError): Error {
  const error = new Error(message, cause === undefined ? {} : { cause: new Error(cause) });
  return code === undefined ? error : Object.assign(error, { name: "MortiseError", code, method });
}
