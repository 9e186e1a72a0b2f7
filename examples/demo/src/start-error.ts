/** A reason why the demo cannot start that a person can act on: it is shown as one line, without a stack. */
export class StartError extends Error {
  override readonly name: string = "StartError";
}

/** What there is to say of an error in one line. */
export function lineOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : "something that is no error was thrown";
}

/** The code that Node, SQLite and parseArgs put on an error, such as `EADDRINUSE`, `SQLITE_NOTADB`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
