/** One call of a history, in names that stand for something else on each side: "user 1" has an id of its own there. */
import { inspect } from "node:util";
import type { MortiseAdapter } from "@mortise/adapter-kit";
import { type KeyKind, keyOf, type Theme } from "./theme.ts";

/** A method of the adapter that histories call, or the clock that they move. */
export type Called = Exclude<keyof MortiseAdapter, "createSchema" | "verifySchema" | "close"> | "clock";

export interface Call {
  readonly method: Called;
  /** What is passed in, with {@link UserRef}, {@link KeyRef} and {@link Instant} where it is known only when it is called. */
  readonly args: readonly unknown[];
}

/** The id of one of the users that were created so far, whichever is there. Negative: an id that nobody has. */
export class UserRef {
  readonly pick: number;
  constructor(pick: number) {
    this.pick = pick;
  }
}

/** One of the few keys of its kind that a history is about. */
export class KeyRef {
  readonly kind: KeyKind;
  readonly index: number;
  constructor(kind: KeyKind, index: number) {
    this.kind = kind;
    this.index = index;
  }
}

/** So many seconds from the moment of the call, in the past when negative. */
export class Instant {
  readonly seconds: number;
  constructor(seconds: number) {
    this.seconds = seconds;
  }
}

/** What is printed, and compared, in place of a value that differs between the sides or from run to run. */
export class Name {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toJSON(): string {
    return `<${this.text}>`;
  }
}

Object.defineProperty(Name.prototype, inspect.custom, {
  value(this: Name) {
    return this.text;
  },
});

/** What the names of a call stand for at the moment when it is made. */
export interface Meaning {
  readonly theme: Theme;
  /** Milliseconds since the epoch, by the clock of the history. */
  readonly now: number;
  /** The user that was created `index`-th, or a fresh id that nobody has for `undefined`. */
  user(index: number | undefined): unknown;
  instant(milliseconds: number): unknown;
  /** How many users a call can be about. */
  readonly users: number;
}

/** The arguments as they are passed in, or with another meaning as they are printed. */
export function argumentsOf({ args }: Call, meaning: Meaning): unknown[] {
  return args.map((value) => meant(value, meaning));
}

function meant(value: unknown, meaning: Meaning): unknown {
  if (value instanceof UserRef) return meaning.user(indexOf(value, meaning.users));
  if (value instanceof KeyRef) return keyOf(value.kind, value.index, meaning.theme);
  if (value instanceof Instant) return meaning.instant(meaning.now + value.seconds * 1000);
  if (Array.isArray(value)) return value.map((item) => meant(item, meaning));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, meant(item, meaning)]));
}

function indexOf({ pick }: UserRef, users: number): number | undefined {
  return pick < 0 || users === 0 ? undefined : pick % users;
}

/** How the user that was created `index`-th is called. */
export function userName(index: number | undefined): Name {
  return new Name(index === undefined ? "nobody's id" : `user ${index + 1}`);
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** An instant by how far it is from the start of the history: the same instants have the same name, and no others. */
export function instantName(instant: number, start: number): Name {
  if (Number.isNaN(instant)) return new Name("an invalid Date");
  let rest = Math.abs(instant - start);
  const parts: string[] = [];
  for (const [unit, length] of units) {
    if (rest >= length) parts.push(`${Math.floor(rest / length)} ${unit}`);
    rest %= length;
  }
  if (rest > 0) parts.push(`${rest / 1000} s`);
  return new Name(["start", ...(parts.length > 0 ? [instant < start ? "-" : "+", ...parts] : [])].join(" "));
}

/** A call as a line of code. */
export function shownCall(call: Call, meaning: Omit<Meaning, "user" | "instant">, start: number): string {
  if (call.method === "clock") return `the clock moves by ${call.args[0]} minutes`;
  const names: Meaning = { ...meaning, user: userName, instant: (at) => instantName(at, start) };
  return `${call.method}(${argumentsOf(call, names).map(shown).join(", ")})`;
}

/** A value in one line. */
export function shown(value: unknown): string {
  const options = { depth: 6, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 80, maxArrayLength: 12 };
  return inspect(value, { ...options, compact: true });
}
