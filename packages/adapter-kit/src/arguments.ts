/** What Auth.js passes in, checked and brought into the form that a store takes. */
import { MortiseError } from "./errors.ts";
import { type Field, longestKey } from "./fields.ts";
import type { Call } from "./kit.ts";
import type { AccountKey, RecordName, Value } from "./records.ts";
import { type Entries, encode, encodeJson, isKey, isTooLong, put } from "./values.ts";

/**
 * How {@link encodeRecord} treats what is not there or not storable. `"new"`: every required field must be there.
 * `"lenient"`: likewise, and an optional value that cannot be stored becomes `null`, since a sign-in must not fail because
 * a provider answers something odd (ACC-04 to ACC-10). `"patch"`: what is not there is left as it is.
 */
export type Mode = "new" | "lenient" | "patch";

/**
 * The declared fields of an argument; keys that the store does not know are left out (ACC-05, CUS-01), and so are
 * those that are `undefined`.
 * @param without declared fields that the method does not take.
 */
export function encodeRecord(
  call: Call,
  entries: Entries,
  input: unknown,
  mode: Mode,
  without?: readonly string[],
): Record<string, Value> {
  if (Object(input) !== input) throw invalid(call, "the argument must be an object.");
  const record: Record<string, Value> = {};
  for (const [name, field] of entries) {
    if (without?.includes(name)) continue;
    let value = Object.hasOwn(input as object, name) ? (input as Record<string, unknown>)[name] : undefined;
    if (value === undefined && mode !== "patch")
      value = field.default === undefined && field.required ? null : field.default;
    if (value === undefined) continue;
    put(record, name, encodeField(call, name, field, value, mode));
  }
  return record;
}

function encodeField(call: Call, name: string, field: Field, value: unknown, mode: Mode): Value {
  const { kind, required, longest } = field;
  if (value === null && !required) return null;
  const mayDrop = mode === "lenient" && !required;
  const text = mayDrop && kind === "string" && typeof value === "object" ? JSON.stringify(encodeJson(value)) : value;
  const encoded = value === null ? undefined : encode(field, text, call.store.traits.dateGrain);
  if (encoded !== undefined && !isTooLong(field, encoded)) return encoded;
  if (mayDrop) return null;
  if (encoded === undefined) throw invalid(call, `"${name}" must be ${formOf(field)}.`);
  throw invalid(call, `"${name}" is longer than the ${longest?.length} ${longest?.unit} of its column; widen it.`);
}

function formOf({ kind, required, integer }: Field): string {
  if (kind !== "string") return `a valid ${integer ? "integer" : kind}`;
  return `a string ${required === "key" ? `of 1 to ${longestKey} characters ` : ""}without NUL`;
}

/** The error for an argument that is not what the method takes. */
export function invalid({ method }: Call, message: string): MortiseError {
  return new MortiseError("MORTISE_INVALID_ARGUMENT", method, message);
}

/** The error for a record that is to be changed and is not there. */
export function missing({ method }: Call, record: RecordName): MortiseError {
  return new MortiseError("MORTISE_NOT_FOUND", method, `there is no such ${record}.`);
}

/** @throws unless the value is a string. */
export function checkString(call: Call, what: string, value: unknown): void {
  if (typeof value !== "string") throw invalid(call, `${what} must be a string.`);
}

/**
 * The two fields that name an account, or `null` when they cannot. Some built-in providers give a number, which is the same
 * account as its digits (ACC-07).
 */
export function accountKeyOf(input: unknown): AccountKey | null {
  const { provider, providerAccountId: id } = Object(input);
  const isNumber = typeof id === "number";
  const providerAccountId = isNumber || typeof id === "bigint" ? String(id) : id;
  return isKey(provider) && isKey(providerAccountId) ? { provider, providerAccountId, isNumber } : null;
}

/** Whether a row is the account that was asked for. */
export function isAccount(key: AccountKey, row: Readonly<Record<string, unknown>>): boolean {
  return row.provider === key.provider && row.providerAccountId === key.providerAccountId;
}
