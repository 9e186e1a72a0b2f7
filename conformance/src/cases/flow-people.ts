/** The people of the flows, each unlike the others. */
import type { Person } from "../flows/identity-provider.ts";

export const day: number = 24 * 60 * 60 * 1000;

/** How long a session of Auth.js lasts where an app says nothing, in milliseconds. */
export const sessionMaxAge: number = 30 * day;

/** An address that nobody has. */
export function emailFor(name = "ada"): string {
  return `${name}.${mark()}@example.com`;
}

/** Somebody with an account at a provider. */
export function personOf(over: Partial<Person> = {}): Person {
  const own = mark();
  return {
    id: `sub-${own}`,
    name: `Ada ${own}`,
    email: `ada.${own}@example.com`,
    image: `https://example.com/${own}.png`,
    ...over,
  };
}

function mark(): string {
  return crypto.randomUUID().slice(0, 8);
}
