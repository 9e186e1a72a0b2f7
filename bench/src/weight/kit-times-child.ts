/** Times each method of the memory adapter against the verb of the store that it calls. */
import { race } from "../rounds.ts";
import { runnerOf } from "../run-arena.ts";
import { median, randomOf } from "../statistics.ts";
import { answer } from "./answer.ts";
import type { KitTimes } from "./kit-costs.ts";
import { openBoth, operations } from "./kit-worlds.ts";

const [seed = 0, rounds = 0] = process.argv.slice(2).map(Number);
/** So many that V8 has made machine code of all that is called before the first round that counts. */
const warmUps = 15;
/** Nanoseconds. A sample ends earlier, with as many calls as a race makes at the most. */
const sample = 1e6;

const random = randomOf(seed);
const { kit, store } = await openBoth();

async function timesOf(rounds: number): Promise<KitTimes[]> {
  const times: KitTimes[] = [];
  for (const operation of operations) {
    const runners = [runnerOf(operation, kit), runnerOf(operation, store)];
    const [ours = [], bare = []] = await race(runners, { rounds, sample, random });
    times.push({ kit: median(ours), store: median(bare) });
  }
  return times;
}

// Twice, since what one method taught the compiler may hold no longer when it has seen the next.
await timesOf(warmUps);
await timesOf(warmUps);
answer(await timesOf(rounds));
