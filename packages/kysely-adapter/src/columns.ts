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
    if (language === "pg") return value;
    // In UTC, whatever the zones of the process, of the session and of the driver are (EXP-10 to EXP-12).
    const utc = value.toISOString().slice(0, -1);
    return language === "mysql" ? utc.replace("T", " ") : utc;
  }
  return language === "sqlite" && kind === "boolean" ? Number(value) : value;
}

/** A column as it is read, so that every driver answers it alike. */
export function asRead(language: SqlLanguage, { kind }: Field, column: Piece): Piece {
  if (kind === "json" || (kind === "date" && language === "mysql")) {
    switch (language) {
      case "mysql":
        return sql`cast(${column} as char)`;
      case "mssql":
        return sql`cast(${column} as nvarchar(max))`;
      default:
        return sql`cast(${column} as text)`;
    }
  }
  return kind === "date" && language === "mssql" ? sql`convert(varchar(23), ${column}, 126)` : column;
}

/** What a driver answered for a column, as the kit takes it. */
export function fromColumn(language: SqlLanguage, { kind }: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === "json") return typeof value === "string" ? JSON.parse(value) : value;
  if (kind === "date") {
    const isUtc = language === "mysql" || language === "mssql";
    return new Date(isUtc ? `${String(value).replace(" ", "T")}Z` : (value as string));
  }
  // MySQL's keys are bytes.
  return value instanceof Uint8Array ? utf8.decode(value) : value;
}
