/** What a case needs of a harness, and what becomes of it where the harness does not have that. */

/** Thrown by a case that cannot be checked with this harness. It says so in the report, and neither passes nor fails. */
export class NotCheckable extends Error {
  override readonly name = "NotCheckable";
}

/**
 * An optional part of a harness.
 * @param part the part, if the harness has it.
 * @param what what the case needs, in a few words: `"a way to cut the wire"`.
 */
export function need<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new NotCheckable(`the harness has no ${what}`);
  return part;
}
