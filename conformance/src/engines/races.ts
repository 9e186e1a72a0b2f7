/** Races between two processes: the same calls from both, race by race begun together. */
import type { MortiseAdapter } from "@mortise/adapter-kit";

/** Races to run: the calls of each that one process makes at once, and how many races are run at a time. */
export interface Races {
  readonly calls: readonly (readonly RaceCall[])[];
  readonly lanes: number;
}

export interface RaceCall {
  readonly method: keyof MortiseAdapter;
  readonly args: readonly unknown[];
}

/** What came of one call of a race, with when it was made and answered by the machine's own clock, in milliseconds. */
export interface RaceAnswer {
  readonly from: number;
  readonly to: number;
  readonly value?: unknown;
  /** The code of the error, or its message where it has none. */
  readonly error?: string;
  /** What the database said. */
  readonly cause?: string;
}

/**
 * Where two processes wait for each other before each race. Who comes first is let go by a message of who comes second,
 * so that both begin within the time that a message takes.
 */
export class StartLine {
  readonly #tell: (race: number) => void;
  readonly #there = new Set<number>();
  readonly #waiting = new Map<number, () => void>();

  /** @param tell tells the other process that this one has come to a race. */
  constructor(tell: (race: number) => void) {
    this.#tell = tell;
  }

  /** Resolves when the other process has come to this race too. */
  async meet(race: number): Promise<void> {
    this.#tell(race);
    if (this.#there.has(race)) return;
    await new Promise<void>((resolve) => void this.#waiting.set(race, resolve));
  }

  /** The other process has come to this race. */
  isThere(race: number): void {
    this.#there.add(race);
    this.#waiting.get(race)?.();
  }
}

/** Runs one process's part of the races and answers what came of each call. */
export async function runRaces(
  adapter: MortiseAdapter,
  { calls, lanes }: Races,
  line: StartLine,
): Promise<RaceAnswer[][]> {
  const answers: RaceAnswer[][] = [];
  const methods = adapter as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
  const run = async ({ method, args }: RaceCall): Promise<RaceAnswer> => {
    const from = machineTime();
    try {
      const value = await methods[method]?.(...args);
      return { from, to: machineTime(), value };
    } catch (error) {
      const to = machineTime();
      const { code, message = String(error) } = Object(error);
      const cause = causeOf(error);
      return { from, to, error: typeof code === "string" ? code : message, ...(cause === "" ? {} : { cause }) };
    }
  };
  let next = 0;
  const lane = async () => {
    for (let race = next; race < calls.length; race = next) {
      next += 1;
      await line.meet(race);
      answers[race] = await Promise.all((calls[race] ?? []).map(run));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return answers;
}

/** The messages of the errors behind an error. */
export function causeOf(error: unknown): string {
  const { cause } = Object(error);
  return [cause, Object(cause).cause].flatMap((each) => (each instanceof Error ? [each.message] : [])).join(": ");
}

/** The clock that the processes of a machine have in common. */
function machineTime(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
