/** Calls the memory adapter and its store, for Valgrind to count between two marks. */
import type { Call } from "../rounds.ts";
import { runnerOf } from "../run-arena.ts";
import { openBoth, operations } from "./kit-worlds.ts";

const [windows = 0, calls = 0] = process.argv.slice(2).map(Number);
const { kit, store } = await openBoth();

/** Valgrind looks for this question to the system, which Node asks when it is asked and not otherwise. */
function mark(): number {
  return process.ppid;
}

async function make(ready: readonly Call[]): Promise<void> {
  for (const { run } of ready) await run();
}

// V8 has made machine code of all that is called before the first call that counts. Twice, since what one method taught
// the compiler may hold no longer when it has seen the next.
for (const warmUp of [5, 3]) {
  for (const operation of operations) {
    for (const world of [kit, store]) {
      for (let at = 0; at < warmUp; at += 1) await make(await runnerOf(operation, world).prepare(calls));
    }
  }
}
for (const operation of operations) {
  for (const world of [kit, store]) {
    const runner = runnerOf(operation, world);
    await make(await runner.prepare(calls));
    const ready: (readonly Call[])[] = [];
    while (ready.length < windows) ready.push(await runner.prepare(calls));
    mark();
    for (const window of ready) {
      await make(window);
      mark();
    }
  }
}
