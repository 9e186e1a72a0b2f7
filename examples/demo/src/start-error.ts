/** A reason why the demo cannot start that a person can act on: it is shown as one line, without a stack. */
export class StartError extends Error {
  override readonly name: string = "StartError";
}

/** The code that Node, SQLite and parseArgs put on an error, such as `EADDRINUSE`, `SQLITE_NOTADB`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
