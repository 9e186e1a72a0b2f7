/** What becomes of a session in an app on next-auth 4. */
import assert from "node:assert/strict";
import { withClock } from "../clock.ts";
import type { CasesOf } from "../context.ts";
import type { App } from "../flows/app.ts";
import type { Browser } from "../flows/browser.ts";
import { openOlderApp } from "../flows/older-app.ts";
import { readSession, signsIn } from "../flows/steps.ts";
import { grows, storedRow, storedRows } from "../flows/stored.ts";
import type { RawPath } from "../harness.ts";
import { day, personOf, sessionMaxAge } from "./flow-people.ts";

/** What this version answers where nobody is signed in. */
const nobody = {};

export const olderSessionFlows: Pick<CasesOf<"V4">, "V4-06" | "V4-07" | "V4-08"> = {
  "V4-06": async ({ adapter, raw }) => {
    const app = openOlderApp(adapter);
    const browser = app.browser();
    assert.deepEqual(await app.callsDuring(() => expectSession(browser, nobody)), []);
    const { sessionToken, user } = await signedIn(app, browser);
    const row = await storedRow(raw, "session", { sessionToken });
    const calls = await app.callsDuring(async () => {
      const { expires } = await expectSession(browser, { user });
      assert.equal(new Date(expires).toISOString(), expires);
      if (row !== null) assert.equal(expires, row.expires.toISOString());
    });
    assert.deepEqual(calls, ["getSessionAndUser"]);
    assert.equal(browser.session(), sessionToken, "the cookie holds another token");

    const stranger = app.browser();
    stranger.setSession(crypto.randomUUID());
    await expectSession(stranger, nobody);
    assert.equal(stranger.session(), undefined, "the cookie stays");
    assert.deepEqual(app.errors, []);
  },

  "V4-07": async ({ adapter, raw }) => {
    const app = openOlderApp(adapter);
    const browser = app.browser();
    const { sessionToken, user } = await signedIn(app, browser);
    const { expires } = await expectSession(browser, { user });
    // What an app says of a session goes to its own callback, and not into the database.
    const update = () => browser.post("session", { data: { user: { name: "Mallory" }, expires: "2999-01-01" } });
    assert.deepEqual(await grows(raw, {}, () => app.callsDuring(update)), ["getSessionAndUser"]);
    await withClock(2 * day, async () => {
      const due = await app.callsDuring(async () => {
        // The answer is of the row before it was extended.
        assert.deepEqual(await expectSession(browser, { user }), { user, expires });
      });
      assert.deepEqual(due, ["getSessionAndUser", "updateSession"]);
    });
    await extendedTo(raw, sessionToken, 2);
    await withClock(4 * day, async () => {
      assert.deepEqual(await grows(raw, {}, () => app.callsDuring(update)), ["getSessionAndUser", "updateSession"]);
      await expectSession(browser, { user });
    });
    await extendedTo(raw, sessionToken, 4);

    const late = browser.copy();
    await withClock(sessionMaxAge + 5 * day, async () => {
      const [first, ...others] = await app.callsDuring(() => expectSession(late, nobody));
      assert.equal(first, "getSessionAndUser");
      assert.deepEqual(
        others.filter((name) => name !== "deleteSession"),
        [],
        "calls for a session that is over",
      );
    });
    await isGone(raw, late, sessionToken);

    const { sessionToken: second } = await signedIn(app, browser);
    const copied = browser.copy();
    const out = await grows(raw, { session: -1 }, () => app.callsDuring(() => browser.post("signout")));
    assert.deepEqual(out, ["deleteSession"]);
    await isGone(raw, browser, second);
    await expectSession(copied, nobody);
    assert.deepEqual(app.errors, []);
  },

  "V4-08": async ({ adapter, raw }) => {
    const tokens: string[] = [];
    const app = openOlderApp(adapter, {
      async generateSessionToken() {
        const token = `made by the app: ${crypto.randomUUID()}/+=`;
        tokens.push(token);
        return token;
      },
    });
    const browser = app.browser();
    const { sessionToken, user } = await signedIn(app, browser);
    assert.deepEqual(tokens, [sessionToken], "the cookie holds the token that the app made");
    await storedRow(raw, "session", { sessionToken });
    await expectSession(browser, { user });
    await grows(raw, { session: -1 }, () => browser.post("signout"));
  },
};

/** Somebody new signs in; answers what is in the cookie, and what the app shows of them. */
async function signedIn(app: App, browser: Browser) {
  const person = personOf();
  await signsIn(app, browser, person);
  const { name, email, image } = person;
  return { sessionToken: browser.session() ?? "", user: { name, email, image } };
}

/** The app answers a session of that user until some instant, and nothing more; or nothing, where nobody is expected. */
async function expectSession(browser: Browser, expected: { readonly user?: object }): Promise<{ expires: string }> {
  const session = Object(await readSession(browser));
  const { expires, ...others } = session;
  assert.deepEqual(others, expected);
  assert.equal(typeof expires, expected.user ? "string" : "undefined");
  return session;
}

/** The stored session ends so many days later than it did at first. */
async function extendedTo(raw: RawPath, sessionToken: string, days: number): Promise<void> {
  const row = await storedRow(raw, "session", { sessionToken });
  if (row === null) return;
  const left = row.expires.getTime() - Date.now();
  assert.ok(Math.abs(left - sessionMaxAge - days * day) < day / 24, `it ends in ${left} ms`);
}

async function isGone(raw: RawPath, browser: Browser, sessionToken: string): Promise<void> {
  assert.equal(browser.session(), undefined, "the cookie stays");
  assert.deepEqual((await storedRows(raw, "session", { sessionToken })) ?? [], [], "the row stays");
}
