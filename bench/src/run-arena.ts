/** One adapter on one engine: everybody's answers are compared, trips counted, and then all are timed. */
import { differences } from "./answers.ts";
import type { Arena, Backend, Contestant, Entered, Place } from "./contestants.ts";
import type { Lines } from "./lines.ts";
import type { Operation } from "./operations.ts";
import type { BackendResult, Cell, ContestantId, Timing } from "./results.ts";
import { type Call, type Runner, race } from "./rounds.ts";
import { settle } from "./settle.ts";
import { type Random, ratio, spread } from "./statistics.ts";
import { openWorld, type World } from "./world.ts";

export interface ArenaOptions {
  readonly operations: readonly Operation[];
  readonly rounds: number;
  /** Nanoseconds for which each contestant is timed in a round. */
  readonly sample: number;
  /** Milliseconds that each answer of a server is late. */
  readonly latency: number;
  readonly lines: Lines;
  readonly random: Random;
  /** Called after each operation. */
  readonly progress: (cell: Cell) => void;
}

/** A contestant with its database, its people and its lines. */
interface Seat {
  readonly contestant: Contestant;
  readonly world: World;
  /** The same database over a line that counts. Absent where there is nothing between. */
  readonly counted?: { readonly world: World; trips(): number };
}

/** Calls that are made ready at once. */
const together = 10;
/** What is new while an operation is looked at has numbers of its own. */
const numbersEach = 1000;

export async function runArena(backend: Backend, arena: Arena, options: ArenaOptions): Promise<BackendResult> {
  const isEmbedded = arena.server === undefined;
  const places: Place[] = [];
  const entered: Entered[] = [];
  const enter = async (contestant: Contestant, url: string, place: Place) => {
    const own = await contestant.enter(url, place);
    entered.push(own);
    return own.subject;
  };
  try {
    const seats: Seat[] = [];
    for (const contestant of arena.contestants) {
      const place = await arena.openPlace();
      places.push(place);
      await contestant.createTables(place);
      if (isEmbedded) {
        seats.push({ contestant, world: await openWorld(await enter(contestant, place.url, place)) });
        continue;
      }
      const line = await options.lines.open(place.url);
      const world = await openWorld(await enter(contestant, options.latency > 0 ? line.url : place.url, place));
      const counted = { ...world, subject: (await enter(contestant, line.url, place)) as World["subject"] };
      seats.push({ contestant, world, counted: { world: counted, trips: line.trips } });
    }
    // All are looked at before the first is timed: then every world is still as every other.
    const looked = new Map<Operation, Looked>();
    for (const [at, operation] of options.operations.entries()) {
      looked.set(operation, await lookAtAll(operation, seats, (at + 1) * numbersEach));
    }
    for (const { world } of seats) world.restart((options.operations.length + 1) * numbersEach);
    const cells: Cell[] = [];
    for (const [operation, looks] of looked) {
      for (const place of places) await settle(place);
      const cell = await runCell(operation, looks, isEmbedded, options);
      cells.push(cell);
      options.progress(cell);
    }
    return {
      backend: backend.name,
      engine: arena.engine,
      version: places[0]?.version ?? "",
      isEmbedded,
      latency: isEmbedded ? 0 : options.latency,
      contestants: Object.fromEntries(arena.contestants.map(({ id, made }) => [id, made])),
      cells,
    };
  } finally {
    for (const own of entered) await own.close();
    for (const place of places) await place.close();
  }
}

/** Everybody's answers to one operation. */
interface Looked {
  readonly looks: readonly { readonly seat: Seat; readonly look: Look }[];
  readonly absent: Cell["absent"];
}

async function lookAtAll(operation: Operation, seats: readonly Seat[], from: number): Promise<Looked> {
  const absent: { contestant: ContestantId; why: string }[] = [];
  const looks: { seat: Seat; look: Look }[] = [];
  for (const seat of seats) {
    const { contestant, world } = seat;
    if (!world.has(operation.methods)) {
      absent.push({ contestant: contestant.id, why: "it has no such operation" });
      continue;
    }
    if (operation.isFlow && contestant.translate) {
      absent.push({ contestant: contestant.id, why: "the handlers of Auth.js cannot read its answers" });
      continue;
    }
    world.restart(from);
    try {
      looks.push({ seat, look: await lookAt(operation, seat) });
    } catch (error) {
      const [first = ""] = String(error instanceof Error ? error.message : error).split("\n");
      absent.push({ contestant: contestant.id, why: `it failed: ${first}` });
    }
  }
  return { looks, absent };
}

async function runCell(
  operation: Operation,
  { looks, absent }: Looked,
  isEmbedded: boolean,
  options: ArenaOptions,
): Promise<Cell> {
  const times = await race(
    looks.map(({ seat }) => runnerOf(operation, seat.world)),
    {
      ...options,
      ...(isEmbedded ? {} : { distance: (isFar: boolean) => options.lines.delay(isFar ? options.latency : 0) }),
    },
  );
  const ours = looks.findIndex(({ seat }) => seat.contestant.id === "ours");
  const own = looks[ours];
  if (own === undefined) throw new Error(`${operation.name}: ours has no answer: ${JSON.stringify(absent)}`);
  const timings = looks.map(({ seat: { contestant }, look }, at): Timing => {
    const mine = times[at] ?? [];
    return {
      contestant: contestant.id,
      time: spread(mine),
      ...(at === ours ? {} : { ours: ratio(mine, times[ours] ?? [], options.random) }),
      ...(look.trips === undefined ? {} : { trips: look.trips }),
      differences: at === ours ? [] : differences(own.look.said, look.said),
    };
  });
  return { operation: operation.name, timings, absent };
}

/** What a contestant answered once, what was there afterwards, and how many trips it took. */
interface Look {
  readonly said: Readonly<Record<string, unknown>>;
  readonly trips?: number;
}

async function lookAt(operation: Operation, { contestant, world, counted }: Seat): Promise<Look> {
  const translate = (answer: unknown) => contestant.translate?.(operation.name, answer) ?? answer;
  // Once for connections, statements and scripts that are made at the first call.
  if (counted) await (await operation.make(counted.world)).run();
  const call = await operation.make(counted?.world ?? world);
  const before = counted?.trips() ?? 0;
  const answer = await call.run();
  const trips = (counted?.trips() ?? 0) - before;
  const after = Object(await call.after?.()) as Record<string, unknown>;
  const said = { answer: translate(answer), ...mapped(after, (each) => (each === undefined ? each : translate(each))) };
  return counted ? { said, trips } : { said };
}

function mapped(record: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

export function runnerOf(operation: Operation, world: World): Runner {
  return {
    async prepare(count) {
      const calls: Call[] = [];
      while (calls.length < count) {
        const missing = Math.min(together, count - calls.length);
        calls.push(...(await Promise.all(Array.from({ length: missing }, async () => operation.make(world)))));
      }
      return calls;
    },
  };
}
