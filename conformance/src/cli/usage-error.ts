/** What keeps the suite from running at all. */

export type UsageCode =
  /** An option is unknown, has no value or a wrong one. */
  | "BAD_OPTION"
  /** There is no such file. */
  | "NO_SUCH_FILE"
  /** This Node.js does not run the file's TypeScript. */
  | "NO_TYPESCRIPT"
  /** The module, or something that it imports, failed. */
  | "LOAD_FAILED"
  /** The module exports no adapter. */
  | "NO_ADAPTER"
  /** The module exports no second path. */
  | "NO_RAW_PATH"
  /** The adapter could not be opened. */
  | "OPEN_FAILED";

/** It says what is wrong and what mends it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: UsageCode;

  constructor(code: UsageCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
