/** Many sign-ins at once through one server process: whatever comes of each, everybody ends up signed in as themselves. */
import { inspect } from "node:util";
import { strayRejections } from "../cases/lifecycle-watch.ts";
import type { Harness } from "../harness.ts";
import { need } from "../needs.ts";
import type { Answer } from "./browser.ts";
import { crowdOf, type Guest, type Visit } from "./crowd.ts";
import {
  type Attempt,
  attemptProblems,
  guestProblems,
  isSelf,
  isStranded,
  loggedProblems,
  rowProblems,
} from "./rush-problems.ts";
import { type ServedApp, serveApp } from "./served-app.ts";
import { consent, whoIs } from "./steps.ts";

export interface RushOptions {
  /** How many browsers sign in at once. */
  readonly signIns: number;
  /** Takes the database away when a quarter of them have been answered, and gives it back when all have. */
  readonly isCutOff?: boolean;
}

export interface Rush {
  /** How many sign-ins were under way in the server at the same moment. */
  readonly atOnce: number;
  /** How many browsers are signed in as the one whose they are, in the end. */
  readonly signedIn: number;
  /** How many lost a race, and came in on their second try. */
  readonly lost: number;
  /** How many failed because the database was away, and came in when it was there again. */
  readonly cutOff: number;
  /**
   * How many people have a user and no account, as the database went away between the two: Auth.js refuses their account
   * until they have signed in by a link and linked it, which they then do.
   */
  readonly stranded: number;
  /** What must not be, each as a sentence. */
  readonly wrong: readonly string[];
}

/**
 * Starts a server, has a crowd sign in through it, and looks at everybody and at every row afterwards.
 * @param harness its database is emptied first.
 */
export async function rush(harness: Harness, { signIns, isCutOff = false }: RushOptions): Promise<Rush> {
  await harness.raw.clear();
  const app = await serveApp(harness.adapter);
  let outcome: Rush | undefined;
  try {
    const strays = await strayRejections(async () => {
      outcome = await comeAndLook(harness, app, { signIns, isCutOff });
    });
    if (outcome === undefined) throw new Error("the crowd has not come");
    return { ...outcome, wrong: [...outcome.wrong, ...strays.map((stray) => `nobody awaited ${inspect(stray)}`)] };
  } finally {
    await app.close();
  }
}

async function comeAndLook(
  harness: Harness,
  app: ServedApp,
  { signIns, isCutOff }: Required<RushOptions>,
): Promise<Rush> {
  const guests = crowdOf(signIns);
  // Whoever is known has been here before.
  const windows = await Promise.all(
    guests.filter(({ isKnown }) => isKnown).map((guest) => signInOnce(app, { guest, browser: app.browser() })),
  );
  const visits = guests.flatMap((guest) =>
    Array.from({ length: guest.browsers }, () => ({ guest, browser: app.browser() })),
  );
  const attempts = isCutOff ? await comeWhileCutOff(harness, app, visits, windows) : await comeAtOnce(app, visits);
  const wrong = [
    ...attempts.flatMap((attempt) => attemptProblems(attempt, isCutOff)),
    ...guests.flatMap((guest) => guestProblems(guest, attempts, isCutOff)),
    ...loggedProblems(app.errors, attempts, isCutOff),
  ];
  const { length: logged } = app.errors;

  const returns = await Promise.all(guests.map((guest) => comeBack(harness, app, guest, attempts, isCutOff)));
  const stranded = returns.filter((each) => each.isStranded).length;
  wrong.push(...returns.flatMap((each) => each.wrong));
  const refusals = app.errors.slice(logged);
  if (refusals.length !== stranded) wrong.push(`logged afterwards: ${inspect(refusals, { depth: 4 })}`);

  const all = [...visits, ...windows, ...returns.flatMap((each) => each.more)];
  const users = await Promise.all(all.map(({ browser }) => whoIs(browser)));
  const others = all.filter(({ guest }, n) => !isSelf(users[n], guest));
  wrong.push(...others.map(({ guest }) => `${guest.person.email} is not signed in as themselves in the end`));
  const failed = attempts.filter(({ error }) => error !== null);
  wrong.push(...(await rowProblems(harness.raw, guests, all, isCutOff ? failed : [])));
  return {
    atOnce: app.mostSignInsAtOnce(),
    signedIn: visits.filter((visit) => !others.includes(visit)).length,
    lost: isCutOff ? 0 : failed.length,
    cutOff: isCutOff ? failed.length : 0,
    stranded,
    wrong,
  };
}

/** Everybody asks first, and then all come in at the same moment. */
async function comeAtOnce(app: ServedApp, visits: readonly Visit[]): Promise<Attempt[]> {
  return Promise.all(await setOff(app, visits));
}

async function setOff(app: ServedApp, visits: readonly Visit[]): Promise<Promise<Attempt>[]> {
  const links = new Map<Guest, Promise<URL | Answer>>();
  const asked = visits.map((visit) => {
    const { guest } = visit;
    const shared = links.get(guest) ?? ask(app, visit);
    if (guest.isOneLink) links.set(guest, shared);
    return shared;
  });
  const ways = await Promise.all(asked);
  app.gatherSignIns(ways.filter((way) => way instanceof URL).length);
  return visits.map((visit, n) => enter(visit, ways[n] as URL | Answer));
}

/** The database goes away while most are on their way in; the others come when it is gone. */
async function comeWhileCutOff(
  harness: Harness,
  app: ServedApp,
  visits: readonly Visit[],
  windows: readonly Visit[],
): Promise<Attempt[]> {
  const outage = need(harness.outage, "way to take the database away");
  const guests = [...new Set(visits.map(({ guest }) => guest))];
  const late = new Set(guests.filter((_, n) => n % 4 === 3));
  const entering = await setOff(
    app,
    visits.filter(({ guest }) => !late.has(guest)),
  );
  await someOf(entering, Math.ceil(visits.length / 4));
  const restore = await outage();
  const following = await setOff(
    app,
    visits.filter(({ guest }) => late.has(guest)),
  );
  // Nobody who reads a session meanwhile is signed out by it.
  await Promise.all(windows.map(({ browser }) => whoIs(browser)));
  const attempts = await Promise.all([...entering, ...following]);
  await restore();
  return attempts;
}

/** Resolves when so many of the promises have. */
function someOf(promises: readonly Promise<unknown>[], count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = count;
    for (const promise of promises) {
      promise.then(() => {
        missing -= 1;
        if (missing === 0) resolve();
      }, reject);
    }
  });
}

/** Asks for the way in: the address to which the provider sends back, or the link. Or what the app answers instead. */
async function ask(app: ServedApp, { guest, browser }: Visit): Promise<URL | Answer> {
  const { way, person } = guest;
  return way === "email" ? askForOwnLink(app, { guest, browser }) : consent(app, browser, person, way);
}

/** The links that have been opened. */
const opened = new WeakSet<object>();

/** A link of this browser's own: somebody who asks in several gets as many. */
async function askForOwnLink(app: ServedApp, { guest, browser }: Visit): Promise<URL | Answer> {
  const { email } = guest.person;
  const answer = await browser.post("signin/email", { email });
  if (answer.error !== null || answer.location === null) return answer;
  const mail = app.mails.findLast((each) => each.to === email && !opened.has(each));
  if (mail === undefined) throw new Error(`no link was sent to ${email}`);
  opened.add(mail);
  return mail.link;
}

/** Goes the way in, and reads the session at once. */
async function enter({ guest, browser }: Visit, way: URL | Answer): Promise<Attempt> {
  const { error, location, status } = way instanceof URL ? await browser.get(way) : way;
  const code = error ?? (location === null ? `status ${status}` : null);
  return { guest, browser, error: code, user: await whoIs(browser) };
}

async function signInOnce(app: ServedApp, visit: Visit): Promise<Attempt> {
  return enter(visit, await ask(app, visit));
}

interface Return {
  readonly isStranded: boolean;
  readonly wrong: readonly string[];
  /** Browsers beside those with which they came first. */
  readonly more: readonly Visit[];
}

/** Somebody tries again in each browser that was not let in, one after the other. */
async function comeBack(
  { raw }: Harness,
  app: ServedApp,
  guest: Guest,
  attempts: readonly Attempt[],
  isCutOff: boolean,
): Promise<Return> {
  const wrong: string[] = [];
  const more: Visit[] = [];
  for (const { browser } of attempts.filter((each) => each.guest === guest && each.error !== null)) {
    const again = await signInOnce(app, { guest, browser });
    const isRefused = isCutOff && again.error === "OAuthAccountNotLinked" && (await isStranded(raw, guest));
    if (!isRefused) wrong.push(...attemptProblems(again, false));
    else more.push(await linkAgain(app, { guest, browser }));
    if (again.error !== null && !isRefused) wrong.push(`${guest.person.email} is not let in again: ${again.error}`);
  }
  return { isStranded: more.length > 0, wrong, more };
}

/** The way out for whoever has a user and no account: in by a link, the account linked there, and in by it elsewhere. */
async function linkAgain(app: ServedApp, { guest, browser }: Visit): Promise<Visit> {
  await enter({ guest, browser }, await askForOwnLink(app, { guest, browser }));
  await signInOnce(app, { guest, browser });
  return signInOnce(app, { guest, browser: app.browser() });
}
