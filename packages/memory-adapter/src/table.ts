/** The rows of one record, and what a database does for them: unique keys, foreign keys, one step at a time. */
import type { RecordName, Records } from "@mortise/adapter-kit";

/** Thrown where an engine would refuse a statement; it says what an engine says with its error codes. */
export class Refusal extends Error {
  readonly conflict: "duplicate" | "unknown-user" | null;
  constructor(conflict: Refusal["conflict"], message: string) {
    super(message);
    this.name = "Refusal";
    this.conflict = conflict;
  }
}

/** How a table is declared. */
export interface Layout {
  /** The fields by which a row is looked up. */
  readonly key: readonly string[];
  /** Fields of which each value that is not `null` stands in one row only. */
  readonly unique?: readonly string[];
  /** Fields by which rows are looked up. */
  readonly index?: readonly string[];
  /** Whether keys, unique fields and owners are not looked at, as in a table that somebody made by hand. */
  readonly isBare?: boolean;
  /** `false`: a row may belong to nobody. */
  readonly foreignKey?: boolean;
  /** What is put into a new row where nothing is given. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

/** One record's rows. They are copied on the way in and on the way out. */
export class Table<R extends Records[RecordName]> {
  #layout: Layout;
  readonly #owners: Table<Records["user"]> | undefined;
  readonly #rows: Map<number, R> = new Map();
  /** The numbers of the rows that have a value, by index and value. */
  readonly #indexes: Map<string, Map<string, Set<number>>> = new Map();
  #last = 0;
  /** How often all rows were gone through, which no lookup by a key does. */
  scans = 0;
  /** Whether the table refuses new rows, or the removal of rows, as a broken one does. */
  refuses: { inserts?: boolean; deletes?: boolean } = {};
  /** Whether the table was created. */
  isThere = true;

  /** @param owners the users to whom the `userId` of each row must point, where the record has one. */
  constructor(layout: Layout, owners?: Table<Records["user"]>) {
    this.#layout = layout;
    this.#owners = owners;
    this.#indexes.set(keyIndex, new Map());
    for (const field of [...(layout.unique ?? []), ...(layout.index ?? [])]) this.#indexes.set(field, new Map());
  }

  /** The declared unique keys. */
  get uniqueKeys(): string[][] {
    const { key, unique = [], isBare } = this.#layout;
    return isBare ? [] : [[...key], ...unique.map((field) => [field])];
  }

  /** Whether rows go with their user, as a foreign key has them go. */
  get isOwned(): boolean {
    const { isBare, foreignKey = true } = this.#layout;
    return this.#owners !== undefined && foreignKey && !isBare;
  }

  /** Adds a field to the rows that are there and to those that come. */
  addField(name: string, value: unknown): void {
    this.#layout = { ...this.#layout, defaults: { ...this.#layout.defaults, [name]: value } };
    for (const [number, row] of this.#rows) this.#rows.set(number, { ...row, [name]: value });
  }

  /** The row with that key. */
  get(key: Partial<R>): R | null {
    const number = this.#numberOf(key);
    return number === undefined ? null : structuredClone(this.#rows.get(number) as R);
  }

  /** The rows that have a value in an indexed field. */
  find(field: string & keyof R, value: unknown): R[] {
    this.#checkThere();
    const numbers = this.#indexes.get(field)?.get(textOf(value)) ?? [];
    return [...numbers].map((number) => structuredClone(this.#rows.get(number) as R));
  }

  all(): R[] {
    this.#checkThere();
    this.scans += 1;
    return [...this.#rows.values()].map((row) => structuredClone(row));
  }

  /** @param isOrphan whether the row may belong to nobody, as when foreign keys are out of force. */
  insert(given: R, isOrphan = false): R {
    this.#checkThere();
    if (this.refuses.inserts) throw new Refusal(null, "the table takes no rows");
    const row = { ...given };
    for (const [name, value] of Object.entries(this.#layout.defaults ?? {})) {
      if (row[name as keyof R] === undefined) Object.assign(row, { [name]: value });
    }
    this.#checkUnique(row);
    if (this.isOwned && !isOrphan && !this.#owners?.get({ id: row.userId as string })) {
      throw new Refusal("unknown-user", "there is no user with this userId");
    }
    this.#last += 1;
    this.#put(this.#last, row);
    return structuredClone(row);
  }

  /** Changes these fields of the row, in one step. */
  update(key: Partial<R>, patch: Partial<R>): R | null {
    const number = this.#numberOf(key);
    if (number === undefined) return null;
    const next = { ...(this.#rows.get(number) as R), ...patch };
    this.#checkUnique(next, number);
    this.#drop(number);
    this.#put(number, next);
    return structuredClone(next);
  }

  /** Removes the row and answers it. */
  delete(key: Partial<R>): R | null {
    const number = this.#numberOf(key);
    if (number === undefined) return null;
    if (this.refuses.deletes) throw new Refusal(null, "the table keeps its rows");
    const row = this.#rows.get(number) as R;
    this.#drop(number);
    return row;
  }

  clear(): void {
    this.#rows.clear();
    for (const index of this.#indexes.values()) index.clear();
  }

  #checkThere(): void {
    if (!this.isThere) throw new Refusal(null, "there is no such table");
  }

  #numberOf(key: Partial<R>): number | undefined {
    this.#checkThere();
    const [number] = this.#indexes.get(keyIndex)?.get(this.#valueOf(keyIndex, key)) ?? [];
    return number;
  }

  /** Values are joined as JSON, so that no separator can be forged (HOS-14). */
  #valueOf(index: string, row: Partial<R>): string {
    const value = (field: string) => row[field as keyof R];
    return index === keyIndex ? textOf(this.#layout.key.map(value)) : textOf(value(index));
  }

  #checkUnique(row: R, own?: number): void {
    if (this.#layout.isBare) return;
    for (const index of [keyIndex, ...(this.#layout.unique ?? [])]) {
      const isEmpty = index !== keyIndex && row[index as keyof R] === null;
      const holders = this.#indexes.get(index)?.get(this.#valueOf(index, row));
      if (isEmpty || !holders?.size || (own !== undefined && holders.has(own))) continue;
      const name = index === keyIndex ? this.#layout.key.join(" and ") : index;
      throw new Refusal("duplicate", `a row with this ${name} exists`);
    }
  }

  #put(number: number, row: R): void {
    this.#rows.set(number, structuredClone(row));
    for (const [index, numbers] of this.#indexes) {
      const value = this.#valueOf(index, row);
      numbers.set(value, (numbers.get(value) ?? new Set()).add(number));
    }
  }

  #drop(number: number): void {
    const row = this.#rows.get(number) as R;
    this.#rows.delete(number);
    for (const [index, numbers] of this.#indexes) {
      const value = this.#valueOf(index, row);
      const holders = numbers.get(value);
      holders?.delete(number);
      if (holders?.size === 0) numbers.delete(value);
    }
  }
}

/** The name of the index over the key's fields; no field has it. */
const keyIndex = "";

function textOf(value: unknown): string {
  return value === undefined ? "null" : JSON.stringify(value);
}
