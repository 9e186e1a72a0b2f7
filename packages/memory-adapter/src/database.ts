/** The rows of the memory adapter, and what a database does for them: unique keys, foreign keys, one step at a time. */
import { type RecordName, type Records, recordKeys } from "@mortise/adapter-kit";

/** Thrown when a row would break a key; it says what an engine says with its error codes. */
export class Refusal extends Error {
  readonly conflict: "duplicate" | "unknown-user" | null;
  constructor(conflict: Refusal["conflict"], message: string) {
    super(message);
    this.name = "Refusal";
    this.conflict = conflict;
  }
}

interface Layout {
  /** The fields that name a row; they do not change. */
  readonly key: readonly string[];
  /** Fields of which each value that is not `null` stands in one row only. */
  readonly unique?: readonly string[];
  /** Fields by which rows are looked up. */
  readonly index?: readonly string[];
}

/** One record's rows. They are copied on the way in and on the way out. */
export class Table<R extends Records[RecordName]> {
  readonly #layout: Layout;
  readonly #owners: Table<Records["user"]> | undefined;
  readonly #rows: Map<string, R> = new Map();
  /** The keys of the rows that have a value, by field and value. */
  readonly #indexes: Map<string, Map<unknown, Set<string>>> = new Map();
  /** How often all rows were gone through, which no lookup by a key does. */
  scans = 0;
  /** Whether the table refuses new rows, as a broken one does. */
  refuses = false;

  /** @param owners the users to whom the `userId` of each row must point, where the record has one. */
  constructor(layout: Layout, owners?: Table<Records["user"]>) {
    this.#layout = layout;
    this.#owners = owners;
    for (const field of [...(layout.unique ?? []), ...(layout.index ?? [])]) this.#indexes.set(field, new Map());
  }

  /** The row with that key. */
  get(key: Partial<R>): R | null {
    const row = this.#rows.get(this.#keyOf(key));
    return row ? structuredClone(row) : null;
  }

  /** The rows that have a value in an indexed field. */
  find(field: string & keyof R, value: unknown): R[] {
    const keys = this.#indexes.get(field)?.get(value) ?? [];
    return [...keys].map((key) => structuredClone(this.#rows.get(key) as R));
  }

  all(): R[] {
    this.scans += 1;
    return [...this.#rows.values()].map((row) => structuredClone(row));
  }

  /** @param isOrphan whether the row may belong to nobody, as when foreign keys are out of force. */
  insert(row: R, isOrphan = false): R {
    if (this.refuses) throw new Refusal(null, "the table takes no rows");
    const key = this.#keyOf(row);
    if (this.#rows.has(key)) throw new Refusal("duplicate", `a row with this ${this.#layout.key.join(" and ")} exists`);
    this.#checkUnique(row, key);
    if (this.#owners && !isOrphan && !this.#owners.get({ id: row.userId as string })) {
      throw new Refusal("unknown-user", "there is no user with this userId");
    }
    this.#put(key, row);
    return structuredClone(row);
  }

  /** Changes these fields of the row, in one step. */
  update(key: Partial<R>, patch: Partial<R>): R | null {
    const at = this.#keyOf(key);
    const row = this.#rows.get(at);
    if (!row) return null;
    const next = { ...row, ...patch };
    this.#checkUnique(next, at);
    this.#drop(at, row);
    this.#put(at, next);
    return structuredClone(next);
  }

  /** Removes the row and answers it. */
  delete(key: Partial<R>): R | null {
    const at = this.#keyOf(key);
    const row = this.#rows.get(at) ?? null;
    if (row) this.#drop(at, row);
    return row;
  }

  clear(): void {
    this.#rows.clear();
    for (const index of this.#indexes.values()) index.clear();
  }

  /** Joined as JSON, so that no separator can be forged (HOS-14). */
  #keyOf(row: Partial<R>): string {
    return JSON.stringify(this.#layout.key.map((field) => row[field as keyof R]));
  }

  #checkUnique(row: R, key: string): void {
    for (const field of this.#layout.unique ?? []) {
      const holders = this.#indexes.get(field)?.get(row[field]);
      if (row[field] !== null && holders?.size && !holders.has(key)) {
        throw new Refusal("duplicate", `a row with this ${field} exists`);
      }
    }
  }

  #put(key: string, row: R): void {
    this.#rows.set(key, structuredClone(row));
    for (const [field, index] of this.#indexes) {
      index.set(row[field], (index.get(row[field]) ?? new Set()).add(key));
    }
  }

  #drop(key: string, row: R): void {
    this.#rows.delete(key);
    for (const [field, index] of this.#indexes) {
      const keys = index.get(row[field]);
      keys?.delete(key);
      if (keys?.size === 0) index.delete(row[field]);
    }
  }
}

/** Five tables. Two adapters over one of these share their rows, as two clients of a server do. */
export type MemoryDatabase = { readonly [R in RecordName]: Table<Records[R]> } & {
  /** Round trips that adapters made to these tables. */
  trips: number;
};

/** An empty database. */
export function createMemoryDatabase(): MemoryDatabase {
  const user = new Table<Records["user"]>({ key: recordKeys.user, unique: ["email"] });
  return {
    user,
    account: new Table({ key: recordKeys.account, index: ["userId"] }, user),
    session: new Table({ key: recordKeys.session, index: ["userId"] }, user),
    verificationToken: new Table({ key: recordKeys.verificationToken, index: ["token"] }),
    authenticator: new Table({ key: recordKeys.authenticator, index: ["userId"] }, user),
    trips: 0,
  };
}
