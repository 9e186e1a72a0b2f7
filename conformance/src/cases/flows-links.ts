/** Signing in by a link that was sent, through the real handlers. */
import assert from "node:assert/strict";
import { withClock } from "../clock.ts";
import type { CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import { openApp } from "../flows/app.ts";
import { askForLink, isRefused, signsIn, succeeds, whoIs } from "../flows/steps.ts";
import { grows, storedRow } from "../flows/stored.ts";
import { canInsert } from "../some-raw-path.ts";
import { day, emailFor, personOf, strategies } from "./flow-people.ts";

const taking = ["useVerificationToken", "getUserByEmail", "getUserByEmail"];

type LinkCases =
  | "E2E-17"
  | "E2E-18"
  | "E2E-19"
  | "E2E-20"
  | "E2E-21"
  | "E2E-22"
  | "E2E-23"
  | "E2E-24"
  | "E2E-25"
  | "E2E-26";

export const linkFlows: Pick<CasesOf<"E2E">, LinkCases> = {
  "E2E-17": async ({ adapter, raw, given }) => {
    const app = openApp(adapter);
    const { email: known } = await given.user();
    for (const email of [emailFor(), String(known)]) {
      const browser = app.browser();
      await browser.get("csrf");
      const calls = await grows(raw, { verificationToken: 1 }, () =>
        app.callsDuring(() => askForLink(app, browser, ` ${email.toUpperCase()}`)),
      );
      assert.deepEqual(calls, ["getUserByEmail", "createVerificationToken"]);
      assert.equal(app.mails.at(-1)?.to, email);
      const row = await storedRow(raw, "verificationToken", { identifier: email });
      if (row === null) continue;
      assert.match(row.token, /^[0-9a-f]{64}$/);
      assert.ok(row.expires instanceof Date, `expires is ${row.expires}`);
      const left = row.expires.getTime() - Date.now();
      assert.ok(Math.abs(left - day) < day / 24, `the link is good for ${left} ms`);
    }
  },

  "E2E-18": async ({ adapter, raw }) => {
    for (const { strategy, session: sessions, makes } of strategies) {
      const app = openApp(adapter, { strategy });
      const email = emailFor();
      const browser = app.browser();
      const link = await askForLink(app, browser, email);
      const before = Date.now();
      const calls = await grows(raw, { user: 1, ...sessions, verificationToken: -1 }, () =>
        app.callsDuring(async () => succeeds(await browser.get(link), app)),
      );
      assert.deepEqual(calls, [...taking, "createUser", ...makes]);
      sameFields(await whoIs(browser), { name: null, email });
      const user = await storedRow(raw, "user", { email });
      if (user === null) continue;
      assert.ok(user.emailVerified instanceof Date, `emailVerified is ${user.emailVerified}`);
      // Some databases keep whole seconds.
      assert.ok(user.emailVerified.getTime() >= before - 1000, `verified at ${user.emailVerified.toISOString()}`);
      if (strategy === "jwt") continue;
      const session = await storedRow(raw, "session", { userId: user.id });
      assert.equal(session?.sessionToken, browser.session(), "the cookie holds the stored token");
    }
  },

  "E2E-19": async ({ adapter, raw, given }) => {
    for (const { strategy, session, makes } of strategies) {
      const user = await given.user({ emailVerified: null });
      const email = String(user.email);
      const app = openApp(adapter, { strategy });
      const browser = app.browser();
      const link = await askForLink(app, browser, email);
      const calls = await grows(raw, { ...session, verificationToken: -1 }, () =>
        app.callsDuring(async () => succeeds(await browser.get(link), app)),
      );
      assert.deepEqual(calls, [...taking, "updateUser", ...makes], strategy);
      sameFields(await whoIs(browser), { name: user.name, email, image: user.image });
      const row = await storedRow(raw, "user", { id: user.id });
      if (row !== null) assert.ok(row.emailVerified instanceof Date, `emailVerified is ${row.emailVerified}`);
    }
  },

  "E2E-20": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const email = emailFor();
    const link = await askForLink(app, app.browser(), email);
    const browser = app.browser();
    succeeds(await browser.get(link), app);
    sameFields(await whoIs(browser), { email });
    const thief = app.browser();
    isRefused(await grows(raw, {}, () => thief.get(link)), "Verification");
    assert.equal(await whoIs(thief), null);
  },

  "E2E-21": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const email = emailFor();
    const link = await askForLink(app, app.browser(), email);
    const browsers = [app.browser(), app.browser(), app.browser()];
    app.gather("useVerificationToken", browsers.length);
    const answers = await grows(raw, { user: 1, session: 1, verificationToken: -1 }, () =>
      Promise.all(browsers.map((browser) => browser.get(link))),
    );
    assert.deepEqual(answers.map(({ error }) => error ?? "in").sort(), ["Verification", "Verification", "in"]);
    const users = await Promise.all(browsers.map(whoIs));
    assert.deepEqual(
      users.map((user) => user?.email ?? null).filter((each) => each !== null),
      [email],
    );
  },

  "E2E-22": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const email = emailFor();
    const link = await askForLink(app, app.browser(), email);
    await withClock(day + 60_000, async () => {
      const browser = app.browser();
      isRefused(await browser.get(link), "Verification");
      assert.equal(await whoIs(browser), null);
    });
    if (canInsert(raw))
      assert.deepEqual(
        (await raw.rows("user")).filter((user) => user.email === email),
        [],
      );
  },

  "E2E-23": async ({ adapter, given }) => {
    const app = openApp(adapter);
    const { email } = await given.user();
    for (const address of [emailFor(), String(email)]) {
      const browser = app.browser();
      const link = await askForLink(app, browser, address);
      browser.setSession(crypto.randomUUID());
      succeeds(await browser.get(link), app);
      sameFields(await whoIs(browser), { email: address });
    }
  },

  "E2E-24": async ({ adapter, raw, given }) => {
    const app = openApp(adapter);
    const browser = app.browser();
    await signsIn(app, browser, personOf());
    const before = browser.copy();
    const other = await given.user();
    const link = await askForLink(app, browser, String(other.email));
    const calls = await grows(raw, { verificationToken: -1 }, () =>
      app.callsDuring(async () => succeeds(await browser.get(link), app)),
    );
    assert.deepEqual(calls, [
      "useVerificationToken",
      "getUserByEmail",
      "getSessionAndUser",
      "getUserByEmail",
      "deleteSession",
      "updateUser",
      "createSession",
    ]);
    sameFields(await whoIs(browser), { name: other.name, email: other.email });
    assert.equal(await whoIs(before), null, "the session of before is still good");
  },

  "E2E-25": async ({ adapter }) => {
    const app = openApp(adapter);
    const email = emailFor();
    const link = await askForLink(app, app.browser(), email);
    link.searchParams.delete("email");
    const browser = app.browser();
    const answer = await browser.get(link);
    if (answer.error === null) sameFields(await whoIs(browser), { email });
    else {
      isRefused(answer, "Verification");
      assert.equal(await whoIs(browser), null);
    }
  },

  "E2E-26": async ({ adapter, raw, given }) => {
    const app = openApp(adapter);
    const own = crypto.randomUUID().slice(0, 8);
    const victim = await given.user({ email: `victim.${own}@gmail.com` });
    const lookAlike = `victim.${own}@gmaíl.com`;
    const browser = app.browser();
    const link = await askForLink(app, browser, lookAlike);
    await grows(raw, { user: 1, session: 1, verificationToken: -1 }, async () =>
      succeeds(await browser.get(link), app),
    );
    sameFields(await whoIs(browser), { name: null, email: lookAlike });
    const row = await storedRow(raw, "user", { id: victim.id });
    if (row !== null) sameFields(row, victim);
  },
};
