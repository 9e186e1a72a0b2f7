/** What a run of the bench found, as it is written to `reports/bench.json` and shown by the page. */

/** Whose code answers. */
export type ContestantId = "bare" | "ours" | "hashed" | "encrypted" | "official" | "better-auth";

/** A value with the bounds of its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One contestant at one operation. */
export interface Timing {
  readonly contestant: ContestantId;
  /** Nanoseconds that a call takes: the median over the rounds, and the range that holds the middle half of them. */
  readonly time: Estimate;
  /** How many times as fast ours is as this contestant: 2 where this one takes twice as long. Absent for ours itself. */
  readonly ours?: Estimate;
  /** Messages to the server for one call, each with its answer. Absent where there is no server. */
  readonly trips?: number;
  /** How its answers differ from ours, one sentence each. What answers otherwise does not do the same work. */
  readonly differences: readonly string[];
}

/** One operation on one engine. */
export interface Cell {
  readonly operation: string;
  readonly timings: readonly Timing[];
  /** Contestants that have no such operation, or failed at it, and why. */
  readonly absent: readonly { readonly contestant: ContestantId; readonly why: string }[];
}

/** One adapter on one engine. */
export interface BackendResult {
  /** Our package without its scope, such as `drizzle-adapter`. */
  readonly backend: string;
  /** The engine and the driver, such as `PostgreSQL 18, node-postgres`. */
  readonly engine: string;
  /** The server in its own words. */
  readonly version: string;
  /** Whether the database is in the process of the app, so that there is nothing between them to take time. */
  readonly isEmbedded: boolean;
  /** Milliseconds that each answer is late. */
  readonly latency: number;
  /** What each contestant is: its packages with their versions. */
  readonly contestants: Readonly<Partial<Record<ContestantId, string>>>;
  readonly cells: readonly Cell[];
}

/** Session read, account lookup or token take with so many rows in its table. */
export interface GrowthPoint {
  readonly rows: number;
  /** How many calls were timed. */
  readonly calls: number;
  /** Microseconds of a call. */
  readonly median: number;
  readonly p99: number;
}

export interface GrowthResult {
  readonly backend: string;
  readonly engine: string;
  readonly version: string;
  readonly operation: string;
  readonly points: readonly GrowthPoint[];
  /** The p99 with the most rows, as a multiple of that with ten thousand. Absent where fewer were measured. */
  readonly grown?: number;
  /** Its 95 % interval. */
  readonly grownInterval?: Pick<Estimate, "low" | "high">;
  /** Why there are no points with more rows, or few calls. */
  readonly absent?: string;
  /** What the engine says it does, at the most rows: its own words. */
  readonly plan: string;
  /** Whether the plan looks at every row. */
  readonly scans: boolean;
}

export interface WeightResult {
  /** A package or a path of one, such as `@mortise/adapter-kit/sql`. */
  readonly name: string;
  /** Bytes of its own code, bundled and minified, before and after gzip. What it depends on is not in them. */
  readonly own?: { readonly minified: number; readonly gzipped: number };
  /** The same with all that comes along but the driver: what an app that uses it grows by. */
  readonly whole?: { readonly minified: number; readonly gzipped: number };
}

export interface ColdStartResult {
  readonly name: string;
  /** Milliseconds from before the first import until the first answer, in a process of its own. */
  readonly time: Estimate;
}

export interface ConstructionResult {
  readonly name: string;
  /** Bytes that stay on the heap for each of ten thousand adapters that are kept. */
  readonly bytes: number;
  /** Microseconds to make one. */
  readonly time: number;
}

/** What the kit adds to a call of the memory store. */
export interface KitCostResult {
  readonly operation: string;
  /** Nanoseconds. */
  readonly time: Estimate;
  /** Instructions of the processor, counted and so the same each time. Absent where there is no counter. */
  readonly instructions?: number;
  /** Why there are no instructions. */
  readonly uncounted?: string;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly os: string;
  readonly node: string;
  /** The load average of the last minute before the run began. */
  readonly load: number;
}

export interface BenchResult {
  readonly date: string;
  readonly machine: Machine;
  readonly isQuick: boolean;
  /** Whether nothing was left out by choice. */
  readonly isWhole: boolean;
  readonly backends: readonly BackendResult[];
  readonly growth: readonly GrowthResult[];
  readonly weights: readonly WeightResult[];
  readonly coldStarts: readonly ColdStartResult[];
  readonly constructions: readonly ConstructionResult[];
  readonly kitCosts: readonly KitCostResult[];
  /** What was not run, and why. */
  readonly absent: readonly string[];
}
