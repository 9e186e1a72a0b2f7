/** What becomes of a session once somebody is signed in, through the real handlers. */
import assert from "node:assert/strict";
import { withClock } from "../clock.ts";
import type { CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import { openApp, password } from "../flows/app.ts";
import { readSession, signsIn, succeeds, whoIs } from "../flows/steps.ts";
import { grows, storedRow, storedRows } from "../flows/stored.ts";
import { need } from "../needs.ts";
import { day, newcomer, personOf, sessionMaxAge } from "./flow-people.ts";

type SessionCases = "E2E-27" | "E2E-28" | "E2E-29" | "E2E-30" | "E2E-31" | "E2E-32" | "E2E-33" | "E2E-34" | "E2E-35";

/** What an attacker, a proxy or another app may have put into the cookie. */
const garbage: readonly string[] = [
  "\u0000",
  "before\u0000after",
  "%",
  "' or '1' = '1",
  '{"$ne": null}',
  "../../session",
  "🍪".repeat(40),
  "x".repeat(3_000),
];

export const sessionFlows: Pick<CasesOf<"E2E">, SessionCases> = {
  "E2E-27": async ({ adapter, raw }) => {
    const app = openApp(adapter, { strategy: "jwt" });
    const browser = app.browser();
    const { email } = personOf();
    const calls = await grows(raw, {}, () =>
      app.callsDuring(async () => {
        succeeds(await browser.post("callback/credentials", { email: String(email), password }), app);
        sameFields(await whoIs(browser), { name: "Ada", email });
        await browser.post("signout");
        assert.equal(await whoIs(browser), null);
      }),
    );
    assert.deepEqual(calls, []);
    // Who comes with a password is nobody in the database, and a provider signs them in as a new user.
    await browser.post("callback/credentials", { email: String(email), password });
    const person = personOf();
    await grows(raw, { user: 1, account: 1 }, () => signsIn(app, browser, person));
    sameFields(await whoIs(browser), { name: person.name, email: person.email });
  },

  "E2E-28": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const browser = app.browser();
    await browser.post("callback/credentials", { email: "ada@example.com", password });
    const token = browser.session() ?? "";
    assert.ok(token.length > 300, `the cookie holds ${token.length} characters, and not what is sealed`);
    const calls = await grows(raw, {}, () =>
      app.callsDuring(async () => assert.equal(await readSession(browser), null)),
    );
    assert.deepEqual(calls, ["getSessionAndUser"]);
    assert.equal(browser.session(), undefined, "the cookie stays");
    assert.deepEqual(app.errors, []);
  },

  "E2E-29": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const { browser, person } = await newcomer(app);
    const sessionToken = browser.session() ?? "";
    const user = { name: person.name, email: person.email, image: person.image };
    const read = async (calls: readonly string[]) => {
      let body: unknown;
      const called = await app.callsDuring(async () => {
        body = await readSession(browser);
      });
      assert.deepEqual(called, calls);
      return body as { user: unknown; expires: string };
    };

    const fresh = await read(["getSessionAndUser"]);
    assert.deepEqual(fresh.user, user);
    const due = await withClock(2 * day, () => read(["getSessionAndUser", "updateSession"]));
    // The answer is of the row before it was extended.
    assert.deepEqual(due, fresh);
    const extended = await withClock(2 * day, () => read(["getSessionAndUser"]));
    const longer = Date.parse(extended.expires) - Date.parse(fresh.expires);
    assert.ok(Math.abs(longer - 2 * day) < day / 24, `extended by ${longer} ms`);
    const row = await storedRow(raw, "session", { sessionToken });
    if (row !== null) assert.equal(row.expires.toISOString(), extended.expires);

    await withClock(sessionMaxAge + 3 * day, async () => {
      const called = await app.callsDuring(async () => assert.equal(await readSession(browser), null));
      const [first, ...others] = called;
      assert.equal(first, "getSessionAndUser");
      assert.ok(
        others.every((name) => name === "deleteSession"),
        `it calls ${called.join(", ")}`,
      );
    });
    assert.equal(browser.session(), undefined, "the cookie stays");
    assert.deepEqual((await storedRows(raw, "session", { sessionToken })) ?? [], [], "the row stays");
    assert.deepEqual(app.errors, []);
  },

  "E2E-30": async ({ adapter }) => {
    const app = openApp(adapter);
    const browser = app.browser();
    await signsIn(app, browser, personOf());
    const windows = [browser.copy(), browser.copy()];
    app.gather("getSessionAndUser", windows.length);
    await withClock(sessionMaxAge + day, async () => {
      assert.deepEqual(await Promise.all(windows.map(readSession)), [null, null]);
    });
    for (const each of windows) assert.equal(each.session(), undefined, "the cookie stays");
    assert.deepEqual(app.errors, []);
  },

  "E2E-31": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const { browser, person } = await newcomer(app);
    const sessionToken = browser.session() ?? "";
    const stored = async () => ({
      session: await storedRow(raw, "session", { sessionToken }),
      user: await storedRow(raw, "user", { email: String(person.email) }),
    });
    const before = await stored();
    const update = () => browser.post("session", { data: { user: { name: "Mallory" }, expires: "2999-01-01" } });

    assert.deepEqual(await grows(raw, {}, () => app.callsDuring(update)), ["getSessionAndUser"]);
    assert.deepEqual(await stored(), before, "what the app told the session is stored");
    await withClock(2 * day, async () => {
      assert.deepEqual(await app.callsDuring(update), ["getSessionAndUser", "updateSession"]);
    });
    const { session, user } = await stored();
    assert.deepEqual(user, before.user);
    if (session !== null && before.session !== null) {
      const { expires, ...others } = session;
      const { expires: was, ...same } = before.session;
      assert.deepEqual(others, same);
      const longer = expires.getTime() - was.getTime();
      assert.ok(Math.abs(longer - 2 * day) < day / 24, `extended by ${longer} ms`);
    }
    sameFields(await whoIs(browser), { name: person.name });
  },

  "E2E-32": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const { browser, person } = await newcomer(app);
    const copied = browser.copy();
    sameFields(await whoIs(copied), { name: person.name });
    const calls = await grows(raw, { session: -1 }, () => app.callsDuring(() => browser.post("signout")));
    assert.deepEqual(calls, ["deleteSession"]);
    assert.equal(browser.session(), undefined, "the cookie stays");
    assert.equal(await whoIs(copied), null, "the cookie of before is still good");
    assert.equal(copied.session(), undefined, "the cookie of before stays");
    assert.deepEqual(app.errors, []);
  },

  "E2E-33": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const browser = app.browser();
    await signsIn(app, browser, personOf());
    const sessionToken = browser.session() ?? "";
    const other = browser.copy();
    // Signed out at the worst moment: the other window has read the session, and is about to extend it.
    app.before("updateSession", () => other.post("signout"));
    const late = browser.copy();
    await withClock(2 * day, async () => {
      const calls = await app.callsDuring(() => readSession(browser));
      assert.deepEqual(calls, ["getSessionAndUser", "updateSession", "deleteSession"]);
    });
    assert.equal(await whoIs(late), null, "the session is alive again");
    assert.deepEqual((await storedRows(raw, "session", { sessionToken })) ?? [], [], "the row is there again");
  },

  "E2E-34": async ({ adapter }) => {
    const app = openApp(adapter);
    for (const value of garbage) {
      const browser = app.browser();
      browser.setSession(value);
      assert.equal(await readSession(browser), null);
      assert.equal(browser.session(), undefined, "the cookie stays");
      assert.deepEqual(app.errors, []);
      browser.setSession(value);
      const person = personOf();
      await signsIn(app, browser, person);
      sameFields(await whoIs(browser), { email: person.email });
    }
  },

  "E2E-35": async ({ adapter, harness }) => {
    const outage = need(harness.outage, "way to take the database away");
    const app = openApp(adapter);
    const { browser, person } = await newcomer(app);
    const token = browser.session();
    const restore = await outage();
    try {
      assert.equal(await readSession(browser), null);
      assert.equal(browser.session(), token, "everybody is signed out");
      assert.notDeepEqual(app.errors, [], "the log says nothing of it");
    } finally {
      await restore();
    }
    sameFields(await whoIs(browser), { name: person.name, email: person.email });
  },
};
