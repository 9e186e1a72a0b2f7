/** Many people who come at once, by all ways, some for the first time and some in several browsers. */
import { personOf } from "../cases/flow-people.ts";
import type { Browser } from "./browser.ts";
import type { Person } from "./identity-provider.ts";

export interface Guest {
  readonly person: Person & { readonly email: string };
  /** The id of the provider that they sign in with. */
  readonly way: "github" | "openid" | "email";
  /** They have been here before, and have a window open in which they are signed in. */
  readonly isKnown: boolean;
  /** In how many browsers they sign in at once. */
  readonly browsers: number;
  /** All of these browsers open one link. */
  readonly isOneLink?: true;
}

/** One browser of somebody's. */
export interface Visit {
  readonly guest: Guest;
  readonly browser: Browser;
}

/** A tenth of the people each: fifteen sign-ins of ten people. */
const kinds: readonly Omit<Guest, "person">[] = [
  { way: "github", isKnown: false, browsers: 1 },
  { way: "email", isKnown: false, browsers: 1 },
  { way: "openid", isKnown: true, browsers: 1 },
  { way: "email", isKnown: true, browsers: 2, isOneLink: true },
  { way: "github", isKnown: false, browsers: 3 },
  { way: "openid", isKnown: false, browsers: 1 },
  { way: "email", isKnown: false, browsers: 2 },
  { way: "github", isKnown: true, browsers: 2 },
  { way: "email", isKnown: true, browsers: 1 },
  { way: "github", isKnown: true, browsers: 1 },
];

/** People of all kinds, who sign in so many times in all. */
export function crowdOf(signIns: number): Guest[] {
  const guests: Guest[] = [];
  for (let left = signIns; left > 0; left -= guests.at(-1)?.browsers ?? 0) {
    const kind = kinds[guests.length % kinds.length] as Guest;
    const { email, ...person } = personOf();
    guests.push({ ...kind, browsers: Math.min(kind.browsers, left), person: { ...person, email: String(email) } });
  }
  return guests;
}

/** A race that somebody may lose: they come for the first time in several browsers, or open one link in several. */
export function isRace({ browsers, isKnown, isOneLink }: Guest): boolean {
  return browsers > 1 && (!isKnown || isOneLink === true);
}
