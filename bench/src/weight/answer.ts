/** What a child says. It imports nothing, since children time what they import. */

/** Answers who asked: once, with what JSON can say. */
export function answer(value: unknown): void {
  process.stdout.write(JSON.stringify(value));
}
