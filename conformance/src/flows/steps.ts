/** What people do: each step is the requests that a browser makes for it. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { App } from "./app.ts";
import type { Answer, Browser } from "./browser.ts";
import type { Person } from "./identity-provider.ts";
import type { Ceremony, Passkey } from "./passkey.ts";

/** The person agrees on the provider's page; answers the address that they are sent back to, which signs them in. */
export async function consent(app: App, browser: Browser, person: Person, provider = "github"): Promise<URL> {
  const { location } = await browser.post(`signin/${provider}`);
  if (!location?.searchParams.has("redirect_uri")) assert.fail(`signin/${provider} redirects to ${location}`);
  return app.provider.authorize(person, location);
}

/** Signs in with a provider, and answers what the callback answers. */
export async function signIn(app: App, browser: Browser, person: Person, provider = "github"): Promise<Answer> {
  return browser.get(await consent(app, browser, person, provider));
}

/** As {@link signIn}, and it succeeds. */
export async function signsIn(app: App, browser: Browser, person: Person, provider = "github"): Promise<void> {
  succeeds(await signIn(app, browser, person, provider), app);
}

/** Asks for a link, and answers it as it was sent. */
export async function askForLink(app: App, browser: Browser, email: string): Promise<URL> {
  const { length } = app.mails;
  const answer = await browser.post("signin/email", { email });
  succeeds(answer, app);
  const [mail] = app.mails.slice(length);
  assert.ok(mail, `no link was sent to ${email}`);
  return mail.link;
}

/** What the app says of the session. */
export async function readSession(browser: Browser): Promise<unknown> {
  const { body } = await browser.get("session");
  return body;
}

/** The user of whom the app says that they are signed in, or `null`. */
export async function whoIs(browser: Browser): Promise<Readonly<Record<string, unknown>> | null> {
  const { user } = Object(await readSession(browser));
  return user ?? null;
}

/** Asks for a ceremony with a passkey. */
export async function askForCeremony(
  browser: Browser,
  action: "register" | "authenticate",
  email?: string,
): Promise<{ readonly status: number; readonly options: Ceremony }> {
  const query = new URLSearchParams({ action, ...(email === undefined ? {} : { email }) });
  const { status, body } = await browser.get(`webauthn-options/passkey?${query}`);
  return { status, options: Object(body).options };
}

/** Makes a passkey known, for the one who is signed in or for a new user with that address. */
export async function register(app: App, browser: Browser, passkey: Passkey, email?: string): Promise<Answer> {
  const { status, options } = await askForCeremony(browser, "register", email);
  assert.equal(status, 200, "the options of a registration");
  const data = JSON.stringify(await passkey.register(options, app.origin));
  return browser.post("callback/passkey", { action: "register", data });
}

/** Signs in with a passkey. */
export async function authenticate(app: App, browser: Browser, passkey: Passkey): Promise<Answer> {
  const { status, options } = await askForCeremony(browser, "authenticate");
  assert.equal(status, 200, "the options of an authentication");
  const data = JSON.stringify(await passkey.sign(options, app.origin));
  return browser.post("callback/passkey", { action: "authenticate", data });
}

/** A step went well: it redirects, and not to an error. */
export function succeeds(answer: Answer, app: App): void {
  const { status, location, error } = answer;
  const logged = error === null && status < 400 ? "" : `; ${reasonOf(app.errors.at(-1))}`;
  assert.equal(error, null, `it redirects to ${location}${logged}`);
  assert.ok(location !== null || status === 200, `it answers ${status}${logged}`);
}

/** What went wrong in the end: Auth.js wraps what an adapter throws, and what it throws itself. */
function reasonOf(logged: unknown): string {
  let error = logged;
  for (let cause = error; cause instanceof Error; cause = Object(cause.cause).err ?? cause.cause) error = cause;
  return error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
}

/** A step was refused with the code that Auth.js has for it. */
export function isRefused(answer: Answer, error: string): void {
  assert.equal(answer.error, error, `it redirects to ${answer.location}`);
}
