/** The application's own clock and time zone, as a case moves them. */
import { NotCheckable } from "./needs.ts";

/**
 * Moves the clock of this process by so many milliseconds while the work is done. `new Date()`, `Date()` and
 * `Date.now()` go by it; a date that is made of something, and `instanceof`, are as ever.
 */
export async function withClock<T>(offsetMilliseconds: number, work: () => Promise<T>): Promise<T> {
  const real = globalThis.Date;
  const now = () => real.now() + offsetMilliseconds;
  globalThis.Date = new Proxy(real, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new real(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  try {
    return await work();
  } finally {
    globalThis.Date = real;
  }
}

/** Gives this process another time zone while the work is done. */
export async function withTimeZone<T>(zone: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    if (!isLocal(zone)) throw new NotCheckable("the process does not take another time zone while it runs");
    return await work();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

/** Zones go by several names, so it is the wall clock that tells, in the halves of the year. */
function isLocal(timeZone: string): boolean {
  return [new Date(0), new Date(200 * 24 * 60 * 60 * 1000)].every(
    (instant) => instant.toLocaleString("en") === instant.toLocaleString("en", { timeZone }),
  );
}
