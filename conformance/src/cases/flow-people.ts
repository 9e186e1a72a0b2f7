/** The people of the flows, each unlike the others. */
import type { App } from "../flows/app.ts";
import type { Browser } from "../flows/browser.ts";
import type { Person } from "../flows/identity-provider.ts";
import { signsIn } from "../flows/steps.ts";

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

/** As the providers give out that count their people: more than 32 bits. */
export function numericId(): number {
  return 12_345_000_000_000 + (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
}

function mark(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** Somebody new signs in. */
export async function newcomer(app: App): Promise<{ readonly browser: Browser; readonly person: Person }> {
  const [browser, person] = [app.browser(), personOf()];
  await signsIn(app, browser, person);
  return { browser, person };
}

/** How an app keeps its sessions: as rows, or sealed in the cookie. */
interface Strategy {
  readonly strategy: "database" | "jwt";
  /** The rows that a sign-in adds for the session. */
  readonly session: { readonly session?: 1 };
  /** What is called to make a session. */
  readonly makes: readonly string[];
  /** What is called to learn who is signed in. */
  readonly asks: string;
}

export const strategies: readonly Strategy[] = [
  { strategy: "database", session: { session: 1 }, makes: ["createSession"], asks: "getSessionAndUser" },
  { strategy: "jwt", session: {}, makes: [], asks: "getUser" },
];
