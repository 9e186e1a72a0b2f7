/** Makes adapters of one kind and keeps them: what does each take? */
import { median } from "../statistics.ts";
import { answer } from "./answer.ts";
import { type Make, makers } from "./makers.ts";

const [name = "", most] = process.argv.slice(2);
const count = Number(most);
const make = await makers[name]?.();
if (make === undefined) throw new Error(`there is no ${name}`);
// The first are made for what comes with them: code, shapes of objects, and what adapters share.
keep(make, count / 10);
const passes = Array.from({ length: 3 }, () => keep(make, count));
answer({ bytes: median(passes.map(({ bytes }) => bytes)), time: median(passes.map(({ time }) => time)) });

function keep(make: Make, count: number): { bytes: number; time: number } {
  const kept = Array.from({ length: count }, (): unknown => null);
  const before = heap();
  const begin = process.hrtime.bigint();
  for (let at = 0; at < count; at += 1) kept[at] = make();
  const time = Number(process.hrtime.bigint() - begin) / 1000;
  const bytes = heap() - before;
  // They are still held here, after the heap was looked at.
  if (kept.some((adapter) => typeof adapter !== "object")) throw new Error(`${name} made no adapter`);
  return { bytes: bytes / count, time: time / count };
}

/** Bytes that somebody still holds. */
function heap(): number {
  if (globalThis.gc === undefined) throw new Error("Node was started without --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
