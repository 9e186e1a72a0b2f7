/** What the errors of SQL databases mean, told from the codes of their servers, whichever driver passed them on. */
import type { Conflict } from "../store.ts";

/** The error and those that it came of. */
function* causesOf(error: unknown): Generator<{ code?: unknown; errno?: unknown; message: string }> {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) yield at;
}

/** SQLite's drivers have codes of their own; the engine's message is the same in all of them. */
export function classify(error: unknown): Conflict | null {
  for (const { code, errno, message } of causesOf(error)) {
    // PostgreSQL: appendix A, class 23. MySQL and MariaDB: ER_DUP_ENTRY, ER_NO_REFERENCED_ROW_2.
    if (code === "23505" || errno === 1062 || message.includes("UNIQUE constraint failed")) return "duplicate";
    if (code === "23503" || errno === 1452 || message.includes("FOREIGN KEY constraint failed")) return "unknown-user";
  }
  return null;
}

/** Whether there is no table of a name that the statement has: `undefined_table`, ER_NO_SUCH_TABLE. */
export function isMissingTable(error: unknown): boolean {
  for (const { code, errno, message } of causesOf(error)) {
    if (code === "42P01" || errno === 1146 || message.includes("no such table")) return true;
  }
  return false;
}

/** How often a statement is sent again. A deadlock with one other is over after the first. */
export const mostTries = 5;

/**
 * InnoDB ends a deadlock by undoing one of the statements whole, and its manual asks to send that one again (MySQL 9,
 * 17.7.5.3, "How to Minimize and Handle Deadlocks").
 */
export async function again<T>(statement: () => PromiseLike<T>): Promise<T> {
  for (let left = mostTries; ; left -= 1) {
    try {
      return await statement();
    } catch (error) {
      if (left === 0 || !isDeadlock(error)) throw error;
    }
  }
}

/** ER_LOCK_DEADLOCK. */
function isDeadlock(error: unknown): boolean {
  return [...causesOf(error)].some(({ errno }) => errno === 1213);
}
