/** What Auth.js passes in, checked and brought into the form that a store takes. */
import type { AnyMethodName } from "./adapter.ts";
import { MortiseError } from "./errors.ts";
import { type Field, type Fields, longestKey } from "./fields.ts";
import type { AccountKey, Value } from "./records.ts";
import type { Traits } from "./store.ts";
import { encode, isKey, isTooLong } from "./values.ts";

/** How {@link encodeRecord} treats what is not there or not storable. */
export interface EncodeOptions {
  /** Whether the record is new, so that every required field must be there. */
  readonly isNew?: boolean;
  /**
   * Whether an optional value that cannot be stored becomes `null`: a sign-in must not fail because a provider answers
   * something odd (ACC-04 to ACC-10).
   */
  readonly lenient?: boolean;
}

/**
 * The declared fields of an argument; keys that the store does not know are left out (ACC-05, CUS-01), and so are
 * those that are `undefined`.
 * @param without declared fields that the method does not take.
 */
export function encodeRecord(
  method: AnyMethodName,
  fields: Fields,
  input: unknown,
  traits: Traits,
  { isNew = false, lenient = false }: EncodeOptions = {},
  without: readonly string[] = [],
): Record<string, Value> {
  const given = asObject(method, input);
  const record: Record<string, Value> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (without.includes(name)) continue;
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = own === undefined && isNew ? field.default : own;
    const isMissing = value === undefined && !(isNew && field.required !== undefined);
    if (isMissing) continue;
    if ((value ?? null) === null && field.required !== undefined) throw missing(method, name, field);
    const encoded = value === null ? null : encodeField(method, name, field, value, traits, lenient);
    // `__proto__` may be a column's name; plain assignment would not make a property of it.
    Object.defineProperty(record, name, { value: encoded, enumerable: true, writable: true, configurable: true });
  }
  return record;
}

function encodeField(
  method: AnyMethodName,
  name: string,
  field: Field,
  value: unknown,
  traits: Traits,
  lenient: boolean,
): Value {
  const mayDrop = lenient && field.required === undefined;
  const text = mayDrop && field.kind === "string" && typeof value === "object" ? JSON.stringify(value) : value;
  const encoded = encode(field, text, traits.dateGrain);
  const isRefused = encoded === undefined || (field.required === "key" && !isKey(encoded));
  if (!isRefused && !isTooLong(field, encoded)) return encoded;
  if (mayDrop) return null;
  if (isRefused) throw missing(method, name, field);
  const { length, unit } = field.longest ?? { length: longestKey, unit: "characters" };
  throw invalid(method, `"${name}" is longer than the ${length} ${unit} that its column keeps; widen the column.`);
}

function missing(method: AnyMethodName, name: string, field: Field): MortiseError {
  const what = {
    string:
      field.required === "key"
        ? `a non-empty string of at most ${longestKey} characters without NUL`
        : "a string without NUL",
    number: field.integer ? "an integer" : "a number",
    boolean: "a boolean",
    date: "a valid Date",
    json: "JSON",
  }[field.kind];
  return invalid(method, `"${name}" must be ${what}.`);
}

/** The error for an argument that is not what the method takes. */
export function invalid(method: AnyMethodName, message: string): MortiseError {
  return new MortiseError("MORTISE_INVALID_ARGUMENT", method, message);
}

function asObject(method: AnyMethodName, input: unknown): Record<string, unknown> {
  if (typeof input !== "object" || input === null) throw invalid(method, "the argument must be an object.");
  return input as Record<string, unknown>;
}

/** A provider's account id: some built-in providers give a number, which is the same account as its digits (ACC-07). */
export function accountId(value: unknown): unknown {
  return typeof value === "number" || typeof value === "bigint" ? String(value) : value;
}

/** The two fields that name an account, or `null` when they cannot. */
export function accountKeyOf(input: unknown): AccountKey | null {
  const { provider, providerAccountId } = Object(input);
  const id = accountId(providerAccountId);
  const isNumber = typeof providerAccountId === "number";
  return isKey(provider) && isKey(id) ? { provider, providerAccountId: id, isNumber } : null;
}

/** Whether a row is the account that was asked for. */
export function isAccount(key: AccountKey, row: Readonly<Record<string, unknown>>): boolean {
  return row.provider === key.provider && row.providerAccountId === key.providerAccountId;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const objectId = /^[0-9a-f]{24}$/;

/** Whether a value can be the id of a user of this store; an engine may refuse the lookup of one that cannot (HOS-08). */
export function isUserId(value: unknown, { kind, max }: Traits["userIds"]): value is string {
  if (!isKey(value)) return false;
  if (kind === "uuid") return uuid.test(value);
  if (kind === "objectid") return objectId.test(value);
  if (kind === "integer") return /^[1-9]\d{0,15}$/.test(value) && Number(value) <= (max ?? Number.MAX_SAFE_INTEGER);
  return true;
}
