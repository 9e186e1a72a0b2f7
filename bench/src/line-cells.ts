/** What the thread of the lines shares with the one that times. */

/** Where in the shared memory each number is. */
export const cells = {
  /** How late answers are, in thousandths of a millisecond. */
  delay: 0,
  /** What nobody writes to: a thread that waits for it to change sleeps. */
  never: 1,
  /** From here on, how many trips each line has seen. */
  firstLine: 2,
  length: 1024,
  perMillisecond: 1000,
} as const;

/** A line to be opened. */
export interface Wanted {
  readonly line: number;
  readonly hostname: string;
  readonly port: number;
}

/** A line that listens. */
export interface Opened {
  readonly line: number;
  readonly port: number;
}
