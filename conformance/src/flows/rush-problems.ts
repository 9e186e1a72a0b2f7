/** What must not be after many sign-ins at once, each as a sentence. */
import { inspect } from "node:util";
import { isMortiseError } from "@mortise/adapter-kit";
import { only } from "../expect.ts";
import type { RawPath } from "../harness.ts";
import { type Guest, isRace, type Visit } from "./crowd.ts";

/** What came of one visit. */
export interface Attempt extends Visit {
  /** The code that Auth.js refused it with, or the status where it answered neither this way nor that. */
  readonly error: string | null;
  /** Whose session the browser read right after. */
  readonly user: object | null;
}

/** Whether a session is that of the one whose browser it is in. */
export function isSelf(user: object | null | undefined, { person, way }: Guest): boolean {
  const { email, name } = Object(user);
  return email === person.email && (way === "email" || name === person.name);
}

export function attemptProblems(attempt: Attempt, isCutOff: boolean): string[] {
  const { guest, browser, error, user } = attempt;
  const { email } = guest.person;
  const hasCookie = browser.session() !== undefined;
  return [
    ...(user !== null && !isSelf(user, guest) ? [`${email} reads the session of ${inspect(user)}`] : []),
    ...(error === null && !hasCookie ? [`${email} is let in and has no cookie`] : []),
    ...(error === null && user === null && !isCutOff ? [`${email} is let in and has no session`] : []),
    ...(error !== null && hasCookie ? [`${email} is refused with ${error} and has a cookie`] : []),
    ...(error !== null && !mayBeRefused(guest, error, isCutOff) ? [`${email} is refused with ${error}`] : []),
  ];
}

/** The documented losses: of a race for a new user, of one for a link, and of whatever needs a database that is away. */
function mayBeRefused(guest: Guest, error: string, isCutOff: boolean): boolean {
  if (error === "Configuration") return isCutOff || (isRace(guest) && !guest.isOneLink);
  if (error === "OAuthAccountNotLinked") return isRace(guest) && guest.way !== "email";
  return error === "Verification" && isRace(guest) && guest.isOneLink === true;
}

/** Who races with themselves is let in: once by one link, and at least once in any other way. */
export function guestProblems(guest: Guest, attempts: readonly Attempt[], isCutOff: boolean): string[] {
  const { email } = guest.person;
  const isIn = attempts.filter((attempt) => attempt.guest === guest && attempt.error === null).length;
  if (guest.isOneLink && isIn > 1) return [`${email} is let in ${isIn} times by one link`];
  return isIn === 0 && !isCutOff ? [`${email} is not let in at all`] : [];
}

/** What Auth.js logged is what it refused people with, each refusal once, and says of the database what is documented. */
export function loggedProblems(errors: readonly unknown[], attempts: readonly Attempt[], isCutOff: boolean): string[] {
  // What an adapter fails with is logged where it is caught, and again where the request ends.
  const logged = [...new Set(errors)];
  const countOf = (type: string) => logged.filter((error) => typeOf(error) === type).length;
  const refused = (code: string) => attempts.filter(({ error }) => error === code).length;
  const known = ["AdapterError", "OAuthAccountNotLinked", "Verification", ...(isCutOff ? ["SessionTokenError"] : [])];
  const codes = ["MORTISE_DUPLICATE", ...(isCutOff ? ["MORTISE_STORE_FAILED"] : [])];
  const odd = logged.filter((error) => {
    if (typeOf(error) !== "AdapterError") return !known.includes(String(typeOf(error)));
    const { err } = Object(Object(error).cause);
    return !(isMortiseError(err) && codes.includes(err.code));
  });
  const counts = [
    ["OAuthAccountNotLinked", refused("OAuthAccountNotLinked")],
    ["Verification", refused("Verification")],
    ...(isCutOff ? [] : [["AdapterError", refused("Configuration")] as const]),
  ] as const;
  return [
    ...odd.map((error) => `logged: ${inspect(error, { depth: 4 })}`),
    ...counts
      .filter(([type, count]) => countOf(type) !== count)
      .map(([type, count]) => `${type} is logged ${countOf(type)} times, and ${count} were refused with it`),
  ];
}

function typeOf(error: unknown): unknown {
  return Object(error).type;
}

/** Whether somebody has a user and no account. */
export async function isStranded(raw: RawPath, { person }: Guest): Promise<boolean> {
  const [user] = only(await raw.rows("user"), { email: person.email });
  return user !== undefined && only(await raw.rows("account"), { userId: user.id }).length === 0;
}

/**
 * No row too few, none too many, none that is another's.
 * @param windows every browser that is signed in.
 * @param failed the attempts that a database which went away may have left something of: a session whose token nobody was
 * told, a link that was sent and not used up.
 */
export async function rowProblems(
  raw: RawPath,
  guests: readonly Guest[],
  windows: readonly Visit[],
  failed: readonly Attempt[],
): Promise<string[]> {
  const [users, accounts, sessions, tokens] = [
    await raw.rows("user"),
    await raw.rows("account"),
    await raw.rows("session"),
    await raw.rows("verificationToken"),
  ];
  const idOf = new Map(guests.map(({ person: { email } }) => [email, only(users, { email })[0]?.id]));
  const linked = guests.filter(({ way }) => way !== "email");
  const wrong = guests
    .filter(({ person: { email } }) => only(users, { email }).length !== 1)
    .map(({ person: { email } }) => `${email} has ${only(users, { email }).length} users`);
  for (const { person, way } of linked) {
    const own = only(accounts, { provider: way, providerAccountId: String(person.id) });
    if (own.length !== 1) wrong.push(`${person.email} has ${own.length} accounts of ${way}`);
    if (own.some(({ userId }) => userId !== idOf.get(person.email))) {
      wrong.push(`the account of ${person.email} is another's`);
    }
  }
  const owners = new Map(sessions.map(({ sessionToken, userId }) => [sessionToken, userId]));
  for (const { guest, browser } of windows) {
    const { email } = guest.person;
    const owner = owners.get(browser.session() ?? "");
    if (owner === undefined) wrong.push(`${email} has a cookie of a session that is not stored`);
    else if (owner !== idOf.get(email)) wrong.push(`the session of ${email} is stored as another's`);
  }
  const mayOwn = new Set(failed.map(({ guest }) => idOf.get(guest.person.email)));
  const known = new Set(windows.map(({ browser }) => browser.session()));
  const unknown = sessions.filter(({ sessionToken }) => !known.has(sessionToken));
  if (known.size !== windows.length) wrong.push(`${windows.length} browsers have ${known.size} cookies`);
  if (unknown.length > failed.length || unknown.some(({ userId }) => !mayOwn.has(userId))) {
    wrong.push(`${unknown.length} sessions are in nobody's browser`);
  }
  const mayHave = failed.filter(({ guest }) => guest.way === "email").map(({ guest }) => guest.person.email);
  if (tokens.length > mayHave.length || tokens.some(({ identifier }) => !mayHave.includes(identifier))) {
    wrong.push(`${tokens.length} links are left`);
  }
  if (users.length !== guests.length) wrong.push(`${guests.length} people have ${users.length} users`);
  if (accounts.length !== linked.length) wrong.push(`${linked.length} people have ${accounts.length} accounts`);
  return wrong;
}
