/** A table in a key-value store. Each call is a trip, so other calls come in between; one call by itself is atomic. */
import { setImmediate as trip } from "node:timers/promises";

export class Table<Row extends object> {
  /** What is stored, for whoever looks past the adapter. */
  readonly rows: Map<string, Row> = new Map();

  /** @param key whatever a cookie or a link had in it: what is no text is no key. */
  async get(key: unknown): Promise<Row | null> {
    await trip();
    const row = this.rows.get(key as string);
    return row ? structuredClone(row) : null;
  }

  async find(matches: (row: Row) => boolean): Promise<Row[]> {
    await trip();
    return structuredClone([...this.rows.values()].filter(matches));
  }

  async put(key: string, row: Row): Promise<void> {
    await trip();
    this.rows.set(key, structuredClone(row));
  }

  /** Stores a row under a key that is free; `false` when it is taken. */
  async add(key: string, row: Row): Promise<boolean> {
    await trip();
    if (this.rows.has(key)) return false;
    this.rows.set(key, structuredClone(row));
    return true;
  }

  /** Changes the row under a key, where there is one for which this holds, and answers it. */
  async change(key: string, patch: Partial<Row>, holds: (row: Row) => boolean = () => true): Promise<Row | null> {
    await trip();
    const row = this.rows.get(key);
    if (!row || !holds(row)) return null;
    const changed = { ...row, ...structuredClone(patch) };
    this.rows.set(key, changed);
    return structuredClone(changed);
  }

  /** Removes the row under a key, where there is one for which this holds, and answers it. */
  async take(key: unknown, holds: (row: Row) => boolean = () => true): Promise<Row | null> {
    await trip();
    const row = this.rows.get(key as string);
    if (!row || !holds(row)) return null;
    this.rows.delete(key as string);
    return row;
  }
}
