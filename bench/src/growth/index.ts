/** How much longer the lookups of every sign-in and every page take with a million rows than with ten thousand. */
import type { Arena } from "../contestants.ts";
import type { GrowthResult } from "../results.ts";
import { ordersOf } from "../rounds.ts";
import { type Random, randomOf } from "../statistics.ts";
import { fieldOn } from "./fields.ts";
import { type Field, type Ground, groundOf } from "./growing.ts";
import { type GrowthOperation, growthOperations } from "./operations.ts";
import { grownOf, pointOf } from "./points.ts";

export interface GrowthOptions {
  /** The most rows. */
  readonly most: number;
  /**
   * How many sessions and accounts are looked up with each number of rows, at most; of tokens a quarter as many are taken.
   */
  readonly calls: number;
  /** Milliseconds that filling one database may take. What would take longer is left out, and named. */
  readonly patience: number;
  /** What the name of the operation has in it, in small letters. */
  readonly operation: string;
  /** Is told what comes next. */
  readonly progress: (text: string) => void;
}

/**
 * Measures growth on an engine that is here.
 * @param backend the adapter, as the results shall name it.
 * @returns a result for each operation.
 */
export async function runGrowth(backend: string, arena: Arena, options: GrowthOptions): Promise<GrowthResult[]> {
  const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= options.most);
  const results: GrowthResult[] = [];
  for (const operation of growthOperations.filter(({ name }) => name.toLowerCase().includes(options.operation))) {
    results.push(await growOn(backend, arena, operation, { ...options, sizes }));
  }
  return results;
}

export interface GrowOptions extends Pick<GrowthOptions, "calls" | "patience" | "progress"> {
  /** Numbers of rows, the least first. */
  readonly sizes: readonly number[];
}

/** A database of one size. */
interface Grown {
  readonly rows: number;
  readonly ground: Ground;
  readonly field: Field;
}

/** Milliseconds that asking all databases may take: then there are fewer calls. */
const askingPatience = 20_000;

/** A p99 of fewer calls hangs on the slowest twenty of them, and is named. */
const enoughCalls = 2000;

/** Calls that are made of one database before it is the next one's turn. */
const inTurn = 10;
const warmUps = 3;
const fewestRounds = 3;

/**
 * Measures one operation. The databases of all sizes stand side by side and are asked in turn: what disturbs one disturbs
 * all of them.
 */
export async function growOn(
  backend: string,
  arena: Arena,
  operation: GrowthOperation,
  { sizes, calls, patience, progress }: GrowOptions,
): Promise<GrowthResult> {
  const ours = arena.contestants.find(({ id }) => id === "ours");
  if (ours === undefined) throw new TypeError(`${backend} on ${arena.engine} has none of ours`);
  const name = `${backend} / ${arena.engine}, ${operation.name}`;
  const random = randomOf(1);
  const opened: (() => Promise<void>)[] = [];
  const open = async (): Promise<Omit<Grown, "rows">> => {
    const place = await arena.openPlace();
    opened.push(place.close);
    const ground = await groundOf(ours, place);
    opened.push(ground.close);
    const field = fieldOn(ground, arena);
    opened.push(field.close);
    return { ground, field };
  };
  const databases: Grown[] = [];
  const absent: string[] = [];
  const wanted = Math.ceil((calls * operation.share) / inTurn);
  const few = Math.ceil((enoughCalls * operation.share) / inTurn);
  let rounds = wanted;
  try {
    // Milliseconds for a row, and for the calls that are made in turn: of this database, and of all.
    let [filling, asking, askingAll] = [0, 0, 0];
    for (const rows of sizes) {
      const tooLong = whyNot(
        rows,
        filling * rows,
        databases.at(-1)?.rows ?? 0,
        asking * Math.min(wanted, few),
        patience,
      );
      if (tooLong !== undefined) {
        absent.push(tooLong);
        break;
      }
      progress(`${name}: filling ${rows.toLocaleString("en")} rows`);
      const grown = { rows, ...(await open()) };
      filling = (await timed(() => grown.field.fill(operation.filled, rows))) / rows;
      asking = await timed(() => ask(grown, operation, random));
      askingAll += asking;
      rounds = Math.min(rounds, Math.max(fewestRounds, Math.floor(askingPatience / askingAll)));
      databases.push(grown);
    }
    if (rounds < Math.min(wanted, few))
      absent.push(`${rounds * inTurn} calls with each number of rows are all that there was time for`);
    progress(`${name}: ${databases.length} sizes in turn`);
    const times = await timesOf(databases, operation, rounds, random);
    const largest = databases.at(-1);
    if (largest === undefined) throw new RangeError("there are no sizes");
    const n = Math.floor(random() * largest.rows);
    const plan = await largest.field.explain(
      async (adapter) => checkFound(await operation.call(adapter, n)),
      (adapter) => operation.restore(adapter, n),
    );
    const points = databases.map(({ rows }, at) => pointOf(rows, times[at] ?? []));
    const base = databases.findIndex(({ rows }) => rows === 10_000);
    return {
      backend,
      engine: arena.engine,
      version: largest.ground.place.version,
      operation: operation.name,
      points,
      ...(base >= 0 && base < databases.length - 1 ? grownOf(times[base] ?? [], times.at(-1) ?? [], random) : {}),
      ...(absent.length > 0 ? { absent: absent.join("; ") } : {}),
      plan: plan.text,
      scans: plan.scans,
    };
  } finally {
    for (const close of opened.toReversed()) await close();
  }
}

/**
 * Why there is no database with so many rows, if there shall be none.
 * @param filling the milliseconds that it would take.
 * @param before the rows of the one before.
 * @param asking the milliseconds that all calls take there.
 * @param patience the milliseconds that either may take.
 */
export function whyNot(
  rows: number,
  filling: number,
  before: number,
  asking: number,
  patience: number,
): string | undefined {
  const [many, minutes] = [rows.toLocaleString("en"), (ms: number) => `about ${Math.round(ms / 60_000)} minutes`];
  if (filling > patience) return `${many} rows would take ${minutes(filling)} to fill`;
  if (asking > patience)
    return `${many} rows: all calls take ${minutes(asking)} with ${before.toLocaleString("en")} already`;
  return undefined;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Microseconds of each call, by database and round. */
async function timesOf(
  databases: readonly Grown[],
  operation: GrowthOperation,
  rounds: number,
  random: Random,
): Promise<number[][][]> {
  const times: number[][][] = databases.map(() => []);
  for (const order of ordersOf(databases.length, warmUps + rounds, random)) {
    for (const at of order) times[at]?.push(await ask(databases[at] as Grown, operation, random));
  }
  return times.map((own) => own.slice(warmUps));
}

/** Asks a database for records at random, and answers the microseconds of each call. */
async function ask({ rows, ground }: Grown, { call, restore }: GrowthOperation, random: Random): Promise<number[]> {
  const times: number[] = [];
  while (times.length < inTurn) {
    const n = Math.floor(random() * rows);
    const begin = process.hrtime.bigint();
    const answer = await call(ground.adapter, n);
    times.push(Number(process.hrtime.bigint() - begin) / 1000);
    checkFound(answer);
    await restore(ground.adapter, n);
  }
  return times;
}

/** Every record that is asked for is there. What finds none is fast for another reason. */
function checkFound(answer: unknown): void {
  if (answer === null) throw new Error("the record that was asked for is not found");
}
