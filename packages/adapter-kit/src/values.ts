/** Values in and out of a store, each converted by the kind of its field. */
import { MortiseError } from "./errors.ts";
import { type Field, longestKey } from "./fields.ts";
import type { Call } from "./kit.ts";
import type { Value } from "./records.ts";

/**
 * Whether a value can be a key at all. NUL and lone surrogates cannot: engines refuse, cut or replace them, so that a
 * lookup might meet another's row (HOS-01, HOS-08).
 */
export function isKey(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length > 0 &&
    value.length <= longestKey &&
    !value.includes("\0") &&
    value.isWellFormed()
  );
}

/** A value as its field stores it, or `undefined` when it is not of the field's kind. */
export function encode({ kind, required, integer }: Field, value: unknown, dateGrain: number): Value | undefined {
  if (kind === "string") return encodeText(value, required === "key");
  if (kind === "date") return encodeDate(value, dateGrain);
  if (kind === "number") return encodeNumber(value, integer);
  if (kind === "boolean") return booleanOf(value);
  return kind === "json" ? encodeJson(value) : undefined;
}

function stringOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const plain = typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
  return plain ? String(value) : undefined;
}

/** Engines without a boolean keep 0 and 1 (WAN-09). */
function booleanOf(value: unknown): boolean | undefined {
  const bit = typeof value === "bigint" ? Number(value) : value;
  return bit === 0 || bit === false ? false : bit === 1 || bit === true || undefined;
}

function encodeText(value: unknown, mustBeKey: boolean): string | undefined {
  const text = stringOf(value);
  // PostgreSQL refuses a text with NUL in it and libSQL's driver reads it no further, so none is stored anywhere (FID-15).
  const isRefused = mustBeKey ? !isKey(text) : text?.includes("\0");
  return isRefused ? undefined : text;
}

function encodeNumber(value: unknown, integer: true | undefined): number | undefined {
  const isNumeric =
    typeof value === "string" ? /^-?\d+(\.\d+)?$/.test(value) : typeof value === "number" || typeof value === "bigint";
  if (!isNumeric) return undefined;
  const number = integer ? Math.floor(Number(value)) : Number(value);
  return (integer ? Number.isSafeInteger(number) : Number.isFinite(number)) ? number : undefined;
}

function encodeDate(value: unknown, grain: number): Date | undefined {
  // A string is an instant that went through JSON, as what WebAuthn's `getUserInfo` answers does:
  // Auth.js keeps it in a cookie between the two steps of a registration.
  const time = value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(Math.floor(time / grain) * grain);
}

/** A copy as JSON has it, or `undefined` of what JSON cannot carry. */
export function encodeJson(value: unknown): Value | undefined {
  try {
    const text = JSON.stringify(value);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is longer than its field keeps whole. */
export function isTooLong({ longest }: Field, value: Value): boolean {
  if (!longest || typeof value !== "string") return false;
  const { length, unit } = longest;
  // A character is at least one UTF-16 unit and at most three bytes of UTF-8 a unit, so most values need no counting.
  if (value.length * (unit === "bytes" ? 3 : 1) <= length) return false;
  return (unit === "bytes" ? new TextEncoder().encode(value).length : [...value].length) > length;
}

/** The fields of a record with their names: made once for each adapter. */
export type Entries = readonly (readonly [name: string, Field])[];

/** A stored row: whatever is found under the names of its fields. */
export type Row = Readonly<Record<string, unknown>>;

/** A record as the adapter returns it: a fresh plain object with the declared fields and no others (INT-06, INT-09, FID-20). */
export function decodeRecord({ method }: Call, entries: Entries, row: Row): Record<string, Value> {
  const record: Record<string, Value> = {};
  for (const [name, field] of entries) {
    // What a document lacks is not to be found in the prototype of all objects.
    const stored = Object.hasOwn(row, name) ? row[name] : undefined;
    const value = decode(field, stored === undefined ? field.default : stored);
    if (value === undefined || (value === null && field.required)) {
      const message = `the stored "${name}" is not a ${field.kind}; repair the row.`;
      throw new MortiseError("MORTISE_CORRUPT_RECORD", method, message);
    }
    put(record, name, value);
  }
  return record;
}

/** Gives a record a property of its own. */
export function put(record: Record<string, Value>, name: string, value: Value): void {
  // It may be a column's name, and plain assignment would not make a property of it.
  if (name === "__proto__")
    Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
  else record[name] = value;
}

function decode({ kind, integer }: Field, value: unknown): Value | undefined {
  if (value === null || value === undefined) return null;
  if (kind === "string") return stringOf(value);
  if (kind === "date") return value instanceof Date ? encodeDate(value, 1) : undefined;
  if (kind === "number") return decodeNumber(value, integer);
  return kind === "boolean" ? booleanOf(value) : structuredClone(value as Value);
}

/**
 * Integers beyond what a number holds exactly stay digits, unless Auth.js reckons with them; a BigInt never leaves, since
 * JSON cannot carry it (FID-18).
 */
function decodeNumber(value: unknown, isReckoned: true | undefined): number | string | undefined {
  const isNumber = typeof value === "number";
  if (!isNumber && typeof value !== "bigint" && typeof value !== "string") return undefined;
  const number = Number(value);
  if (!isNumber && (value === "" || Number.isNaN(number))) return undefined;
  if (!Number.isInteger(number) || Number.isSafeInteger(number)) return number;
  // A driver that made a number of such an integer has lost what was stored.
  return isNumber || isReckoned ? undefined : String(value);
}
