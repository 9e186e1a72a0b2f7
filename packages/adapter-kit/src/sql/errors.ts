/** What the errors of SQL databases mean, told from the codes of their servers, whichever driver passed them on. */
import type { Conflict } from "../store.ts";

/** What servers say of an error: PostgreSQL a `code`, MySQL an `errno`, SQL Server a `number`. */
interface SqlError {
  readonly code?: unknown;
  readonly errno?: unknown;
  readonly number?: unknown;
  readonly message: string;
}

/** The error and those that it came of. Where SQL Server answers with several, Kysely throws the list of them. */
function* causesOf(error: unknown): Generator<SqlError> {
  for (const own of Array.isArray(error) ? error : [error]) {
    for (let at: unknown = own, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) yield at;
  }
}

/** What an error is told by. */
interface Signs {
  /** PostgreSQL: appendix A. */
  readonly code?: string;
  /** MySQL and MariaDB. */
  readonly errno: number;
  /** SQL Server, as tedious passes it on. */
  readonly numbers: readonly number[];
  /** What that message says beside the number, in whatever language it is. */
  readonly says?: string;
  /** SQLite's drivers have codes of their own; the engine's message is the same in all of them. */
  readonly message?: string;
}

const signs = {
  /** ER_DUP_ENTRY. A constraint is violated, or an index. */
  duplicate: { code: "23505", errno: 1062, numbers: [2627, 2601], message: "UNIQUE constraint failed" },
  /** ER_NO_REFERENCED_ROW_2. SQL Server has one number for checks and foreign keys. */
  "unknown-user": {
    code: "23503",
    errno: 1452,
    numbers: [547],
    says: "FOREIGN KEY",
    message: "FOREIGN KEY constraint failed",
  },
  /** `undefined_table`, ER_NO_SUCH_TABLE, "Invalid object name". */
  missingTable: { code: "42P01", errno: 1146, numbers: [208], message: "no such table" },
  /** ER_LOCK_DEADLOCK, "chosen as the deadlock victim". */
  deadlock: { errno: 1213, numbers: [1205] },
} as const satisfies Record<string, Signs>;

function is(error: unknown, { code, errno, numbers, says = "", message }: Signs): boolean {
  return [...causesOf(error)].some(
    (own) =>
      (code !== undefined && own.code === code) ||
      own.errno === errno ||
      (numbers.some((number) => own.number === number) && own.message.includes(says)) ||
      (message !== undefined && own.message.includes(message)),
  );
}

export function classify(error: unknown): Conflict | null {
  return (["duplicate", "unknown-user"] as const).find((conflict) => is(error, signs[conflict])) ?? null;
}

/** Whether there is no table of a name that the statement has. */
export function isMissingTable(error: unknown): boolean {
  return is(error, signs.missingTable);
}

/** How often a statement is sent again. A deadlock with one other is over after the first. */
export const mostTries = 5;

/**
 * InnoDB ends a deadlock by undoing one of the statements whole, and its manual asks to send that one again (MySQL 9,
 * 17.7.5.3, "How to Minimize and Handle Deadlocks"); SQL Server likewise.
 */
export async function untilNoDeadlock<T>(statement: () => PromiseLike<T>): Promise<T> {
  for (let left = mostTries; ; left -= 1) {
    try {
      return await statement();
    } catch (error) {
      if (left === 0 || !is(error, signs.deadlock)) throw error;
    }
  }
}
