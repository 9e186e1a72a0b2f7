/** Values as each language's columns take and answer them. */
import type { Field } from "@mortise/adapter-kit";
import type { SqlLanguage } from "@mortise/adapter-kit/sql";
import { type Piece, sql } from "./pieces.ts";

const utf8 = new TextDecoder();

/** A value of a record as its column takes it. */
export function toColumn(language: SqlLanguage, { kind }: Field, value: unknown): unknown {
  if (value === null) return null;
  if (kind === "json") return JSON.stringify(value);
  if (value instanceof Date) {
    if (language === "sqlite") return value.toISOString();
    // In UTC, whatever the zones of the process, of the session and of the driver are (EXP-10 to EXP-12).
    return language === "mysql" ? value.toISOString().slice(0, -1).replace("T", " ") : value;
  }
  return language === "sqlite" && kind === "boolean" ? Number(value) : value;
}

/** A column as it is read, so that every driver answers it alike. */
export function asRead(language: SqlLanguage, { kind }: Field, column: Piece): Piece {
  if (kind === "json" || (kind === "date" && language === "mysql")) {
    return language === "mysql" ? sql`cast(${column} as char)` : sql`cast(${column} as text)`;
  }
  return column;
}

/** What a driver answered for a column, as the kit takes it. */
export function fromColumn(language: SqlLanguage, { kind }: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === "json") return typeof value === "string" ? JSON.parse(value) : value;
  if (kind === "date") {
    return new Date(language === "mysql" ? `${String(value).replace(" ", "T")}Z` : (value as string));
  }
  // MySQL's keys are bytes.
  return value instanceof Uint8Array ? utf8.decode(value) : value;
}
