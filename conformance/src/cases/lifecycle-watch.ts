/** What the cases about lifecycles see of the process, and how they wait. */
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { NotCheckable } from "../needs.ts";

/** Turns of the event loop in which whatever was left running gets as far as it can without the outside. */
const turns = 3;

/** Lets everything that is due run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await setImmediate();
}

/**
 * What is open in the process, by kind: sockets, timers, requests. What must not keep a process alive is not in it, nor
 * is what is over with the next turn: the collection of garbage comes and goes that way.
 */
export function openResources(): Record<string, number> {
  const counts: Record<string, number> = {};
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== "Immediate");
  for (const kind of kinds.sort()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** How many listeners the process has, by event. */
export function processListeners(): Record<string, number> {
  return Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]));
}

/**
 * The rejections that nobody awaited while the work was done. Whoever else listens for them, as test runners do, hears
 * none of these: the case that asked tells what it was given.
 */
export async function strayRejections(work: () => Promise<void>): Promise<unknown[]> {
  const strays: unknown[] = [];
  const listen = (reason: unknown) => strays.push(reason);
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", listen);
  try {
    await work();
    await settle();
  } finally {
    process.off("unhandledRejection", listen);
    for (const other of others) process.on("unhandledRejection", other);
  }
  return strays;
}

/** What the process warned of while the work was done: emitters that get more and more listeners. */
export async function leakWarnings(work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const listen = ({ name, message }: Error) => {
    if (name === "MaxListenersExceededWarning") seen.push(message);
  };
  process.on("warning", listen);
  try {
    await work();
    await settle();
  } finally {
    process.off("warning", listen);
  }
  return seen;
}

/** Frees what nobody holds, now. */
export function collectGarbage(): void {
  let collect: unknown = Reflect.get(globalThis, "gc");
  if (typeof collect !== "function") {
    try {
      setFlagsFromString("--expose-gc");
      collect = runInNewContext("gc");
    } catch {
      // Another runtime than Node may have neither.
    }
  }
  if (typeof collect !== "function") throw new NotCheckable("the runtime collects no garbage when it is told to");
  collect();
}

/**
 * What the call comes to, which must be in bounded time.
 * @param milliseconds the bound: long beside a round trip, short beside a person's patience.
 */
export async function bounded<T>(call: () => Promise<T>, what: string, milliseconds = 5_000): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const hangs = new assert.AssertionError({ message: `${what} has not ended after ${milliseconds} ms` });
    timer = setTimeout(() => reject(hangs), milliseconds);
  });
  try {
    const called = call();
    // Should it come to its end after all, nobody waits for it any more.
    called.catch(() => {});
    return await Promise.race([called, late]);
  } finally {
    clearTimeout(timer);
  }
}
