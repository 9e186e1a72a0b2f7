/** An app that changes its adapter over the database that it has, and back again: nobody notices. */
import assert from "node:assert/strict";
import { Auth, type AuthConfig } from "@auth/core";
import type { AdapterOptions, MortiseAdapter } from "@mortise/adapter-kit";
import { day, emailFor, personOf } from "../cases/flow-people.ts";
import { sameFields } from "../expect.ts";
import type { Adoption, Harness } from "../harness.ts";
import { need } from "../needs.ts";
import { type App, configOf, openAnyApp, openApp } from "./app.ts";
import type { Browser } from "./browser.ts";
import type { Person } from "./identity-provider.ts";
import { openOlderApp } from "./older-app.ts";
import { askForLink, isRefused, signsIn, succeeds, whoIs } from "./steps.ts";
import { grows, storedRows } from "./stored.ts";

/** An app on the official adapter, one on ours over the same database, and who is signed in where. */
interface Apps {
  readonly official: App;
  readonly ours: App;
}

function appsOf({ official, sameCall }: Adoption): Apps {
  // What it lacks of a whole adapter, Auth.js does not call for these providers.
  return { official: openApp(official as MortiseAdapter), ours: openApp(sameCall()) };
}

/** The browser with its session's cookie, before the other app: the cookie has one name for both. */
function browserAt(app: App, from: Browser): Browser {
  const browser = app.browser();
  browser.setSession(from.session() ?? assert.fail("nobody is signed in there"));
  return browser;
}

/** Somebody signs in with a provider, and somebody else by a link. */
async function signInBoth(app: App): Promise<readonly { readonly person: Person; readonly browser: Browser }[]> {
  const [byProvider, byLink] = [personOf(), { id: "", name: null, email: emailFor() }];
  const windows = [app.browser(), app.browser()] as const;
  await signsIn(app, windows[0], byProvider);
  succeeds(await windows[1].get(await askForLink(app, windows[1], byLink.email)), app);
  return [
    { person: byProvider, browser: windows[0] },
    { person: byLink, browser: windows[1] },
  ];
}

/**
 * What an app's people notice when it goes from one adapter to the other over the same database: nothing. Who is signed in
 * stays so with the cookie that they have, a link that was sent works once, an account signs the same user in, and
 * signing out ends the session for both.
 */
async function goesOver(from: App, to: App, { harness: { raw } }: Adoption): Promise<void> {
  const people = await signInBoth(from);
  const invited = emailFor();
  const link = await askForLink(from, from.browser(), invited);
  const [first] = people;
  assert.ok(first);

  await grows(raw, {}, async () => {
    for (const { person, browser } of people) {
      sameFields(await whoIs(browserAt(to, browser)), { name: person.name, email: person.email });
    }
  });

  const guest = to.browser();
  // The same link, as it would be opened where the app is now.
  await grows(raw, { user: 1, session: 1, verificationToken: -1 }, async () => succeeds(await guest.get(link), to));
  sameFields(await whoIs(guest), { email: invited });
  isRefused(await to.browser().get(link), "Verification");
  isRefused(await from.browser().get(link), "Verification");

  const elsewhere = to.browser();
  await grows(raw, { session: 1 }, () => signsIn(to, elsewhere, first.person));
  sameFields(await whoIs(elsewhere), { name: first.person.name, email: first.person.email });
  assert.equal((await storedRows(raw, "user", { email: String(first.person.email) }))?.length, 1);

  const leaving = browserAt(to, first.browser);
  await grows(raw, { session: -1 }, () => leaving.post("signout"));
  assert.equal(await whoIs(browserAt(to, first.browser)), null, "the cookie of before is still good");
  assert.equal(await whoIs(browserAt(from, first.browser)), null, "the cookie of before is still good there");
  // The other who was signed in still is, in both apps.
  const [, other] = people;
  assert.ok(other);
  for (const app of [to, from]) sameFields(await whoIs(browserAt(app, other.browser)), { email: other.person.email });
}

/** From the official adapter to ours. */
export async function changesAdapter(adoption: Adoption): Promise<void> {
  const { official, ours } = appsOf(adoption);
  await goesOver(official, ours, adoption);
}

/** And back: what ours has written is the official adapter's. */
export async function changesBack(adoption: Adoption): Promise<void> {
  const { official, ours } = appsOf(adoption);
  await goesOver(ours, official, adoption);
}

/**
 * Hashed session tokens are switched on after the change: with a window nobody is signed out and what is used is
 * rewritten; without one everybody is signed out. There is no way back for a session that was rewritten.
 * @param adapterWith ours over the same database, with options.
 */
export async function hashesLater(
  adoption: Adoption,
  adapterWith: (options: AdapterOptions) => MortiseAdapter,
): Promise<void> {
  const { official } = appsOf(adoption);
  const { raw } = adoption.harness;
  const [first, second] = await signInBoth(official);
  assert.ok(first && second);
  const atOnce = openApp(adapterWith({ hashSessionTokens: true }));
  assert.equal(await whoIs(browserAt(atOnce, first.browser)), null, "without a window the session goes on");

  const acceptPlainUntil = new Date(Date.now() + 30 * day);
  const withWindow = openApp(adapterWith({ hashSessionTokens: { acceptPlainUntil } }));
  sameFields(await whoIs(browserAt(withWindow, first.browser)), { email: first.person.email });
  const stored = (await raw.rows("session")).map(({ sessionToken }) => sessionToken);
  assert.ok(!stored.includes(String(first.browser.session())), "what was used is stored in the clear");
  assert.ok(stored.includes(String(second.browser.session())), "what was not used is rewritten");
  assert.equal(await whoIs(browserAt(official, first.browser)), null);
  sameFields(await whoIs(browserAt(official, second.browser)), { email: second.person.email });
}

/**
 * From next-auth 4 to next-auth 5 on one database: users, accounts and sessions stay. The session cookie has another name,
 * so that people sign in once more; under the old name, if the app says so, they need not.
 */
export async function changesAuth({ adapter, raw }: Harness): Promise<void> {
  const older = openOlderApp(adapter);
  const people = await signInBoth(older);
  const invited = emailFor();
  const sent = await askForLink(older, older.browser(), invited);

  const [first] = people;
  assert.ok(first);
  const newer = openApp(adapter);
  const browser = newer.browser();
  await grows(raw, { session: 1 }, () => signsIn(newer, browser, first.person));
  sameFields(await whoIs(browser), { name: first.person.name, email: first.person.email });

  const keeping = openUnder(adapter, "__Secure-next-auth.session-token");
  await grows(raw, {}, async () => {
    for (const { person, browser } of people) {
      sameFields(await whoIs(browserAt(keeping, browser)), { name: person.name, email: person.email });
    }
  });

  // The app answers at another origin here, which is not in what is stored.
  const link = new URL(`/auth/callback/email${sent.search}`, newer.origin);
  const guest = newer.browser();
  await grows(raw, { user: 1, session: 1, verificationToken: -1 }, async () => succeeds(await guest.get(link), newer));
  sameFields(await whoIs(guest), { email: invited });
  isRefused(await newer.browser().get(link), "Verification");
}

/** The app whose session cookie has that name. */
function openUnder(adapter: MortiseAdapter, sessionCookie: string): App {
  return openAnyApp(adapter, { base: "https://app.example/auth", sessionCookie, sends: "form" }, (parts) => {
    const config: AuthConfig = { ...configOf(parts, {}), cookies: { sessionToken: { name: sessionCookie } } };
    return (request) => Auth(request, config);
  });
}

/**
 * What `verifySchema` reports of what the official adapter has stored, each as its kind, record and fields, in an order of
 * its own; and the statements that it gives mend what they are given for.
 */
export async function reportsAndMends(adoption: Adoption): Promise<string[]> {
  await signInBoth(appsOf(adoption).official);
  const { adapter, raw } = adoption.harness;
  const execute = need(raw.execute, "way to run a statement");
  // The server's settings are not this database's own.
  const problemsOf = async () => (await adapter.verifySchema()).filter(({ kind }) => kind !== "setting");
  const problems = await problemsOf();
  for (const { statement } of problems) if (statement) await execute(statement);
  assert.deepEqual(await problemsOf(), [], "what is missing after the statements");
  return problems.map(({ kind, record, fields }) => [kind, record ?? "", fields.join(", ")].join(" | ")).sort();
}
