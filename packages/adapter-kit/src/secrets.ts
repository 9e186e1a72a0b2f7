/**
 * Drivers put the values of a statement into their errors (`Failed query … params: …`, `Key (email)=(…) already
 * exists`), and Auth.js logs errors with stack and cause. What an adapter was given must not reach a log that way (HOS-19).
 */
import type { Fields } from "./fields.ts";

/** Causes of causes that a copy has. */
const deepest = 6;
/** Values that are looked through. */
const most = 10_000;

/** The pieces of a record's secret values by which they are found in a text. */
export function secretsOf(fields: Fields, record: Readonly<Record<string, unknown>>): string[] {
  const pieces: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    if (!fields[name]?.secret || (value ?? null) === null) continue;
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    // A text is looked through line by line.
    pieces.push(...text.split("\n").flatMap(piecesOf));
  }
  return pieces;
}

/**
 * A driver may cut a value short or escape a part of it, so pieces of eight characters are looked for; a short value is one
 * piece, and one of less than four is too likely to be a part of ordinary words.
 */
function piecesOf(value: string): readonly string[] {
  return value.match(value.length < 16 ? /^.{4,}/s : /.{8}/gs) ?? [];
}

/** The error itself where it holds no secret, else a copy that names the same failure without them. */
export function withoutSecrets(error: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!holdsSecret(error, secrets)) return error;
  if (!(error instanceof Error) || depth > deepest) return redacted(String(error), secrets);
  const { name, message, stack = message, cause } = error;
  const options = cause ? { cause: withoutSecrets(cause, secrets, depth + 1) } : {};
  const copy = new Error(redacted(message, secrets), options);
  const kept = Object.entries(error).filter(
    // Of what hangs on it, a copy has the plain values.
    ([property, value]) => Object(value) !== value && !(property in copy) && !holdsSecret(value, secrets),
  );
  return Object.assign(copy, Object.fromEntries(kept), { name, stack: redacted(stack, secrets) });
}

/** Whether a value or anything that hangs on it holds a secret; what is too large to look through is taken for one. */
function holdsSecret(value: unknown, secrets: readonly string[]): boolean {
  const seen = new Set<unknown>([value]);
  for (const each of seen) {
    if (typeof each === "string" && secrets.some((secret) => each.includes(secret))) return true;
    if (typeof each !== "object" || each === null || ArrayBuffer.isView(each)) continue;
    // Not only what is enumerable: `message`, `stack` and `cause` are not, and `stack` need not be a plain property.
    if (each instanceof Error) seen.add(each.stack);
    for (const property of Object.values(Object.getOwnPropertyDescriptors(each))) seen.add(property.value);
    if (seen.size > most) return true;
  }
  return false;
}

/** The text, each line of it up to where the first secret begins. */
function redacted(text: string, secrets: readonly string[]): string {
  return text.replace(/[^\n]+/g, (line) => {
    const kept = secrets.reduce((before, secret) => before.split(secret, 1)[0] as string, line);
    return kept === line ? line : `${kept}[redacted]`;
  });
}
