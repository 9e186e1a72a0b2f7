/** What is stored, made fit to be shown: secrets are cut, keys are hashed. */
import { createHash } from "node:crypto";
import { type RecordName, recordKeys } from "@mortise/adapter-kit";

export type Value = string | number | boolean | Date | null;

export interface Row {
  /** The same for the same row, and no secret. */
  readonly key: string;
  /** The user to whom the row belongs, or `null`. */
  readonly userId: string | null;
  readonly values: readonly Value[];
}

export interface TableView {
  /** Whose table it is: that of a record, or of what stands beside the records to find them by. */
  readonly of: RecordName | "index";
  /** What it is called where it is. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The newest ones, newest first. */
  readonly rows: readonly Row[];
  /** How many there are in all. */
  readonly count: number;
}

/** A row as it is stored. */
type Stored = Readonly<Record<string, unknown>>;

/** How many rows of a table are shown. */
export const shown = 20;

const records: readonly RecordName[] = ["user", "account", "session", "verificationToken", "authenticator"];
const secrets = new Set(["sessionToken", "token", "access_token", "refresh_token", "id_token", "credentialPublicKey"]);

/** The five of them, in the order in which they are shown. */
export function recordViews(view: (record: RecordName) => Promise<TableView>): Promise<TableView[]> {
  return Promise.all(records.map(view));
}

/**
 * A table of one record.
 * @param name what it is called where it is.
 * @param rows the newest ones, newest first.
 * @param count how many there are in all.
 */
export function recordView(
  of: RecordName,
  name: string,
  columns: readonly string[],
  rows: readonly Stored[],
  count: number,
): TableView {
  const id = columns.find((column) => column === "id" || column === "_id") ?? "id";
  return {
    of,
    name,
    columns,
    count,
    rows: rows.map((row) => ({
      key: hashOf([of, ...recordKeys[of].map((field) => row[field === "id" ? id : field])]),
      userId: textOf(of === "user" ? row[id] : row.userId),
      values: columns.map((column) => shownValue(row[column], secrets.has(column))),
    })),
  };
}

export function hashOf(key: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(key)).digest("base64url").slice(0, 16);
}

/** What may be seen of a secret. */
export function cut(secret: string): string {
  return `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}

function shownValue(value: unknown, isSecret: boolean): Value {
  if (typeof value === "number" || typeof value === "boolean" || value instanceof Date) return value;
  const text = textOf(value);
  return text !== null && isSecret ? cut(text) : text;
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
