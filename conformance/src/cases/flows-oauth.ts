/** Signing in with a provider, through the real handlers. */
import assert from "node:assert/strict";
import { withClock } from "../clock.ts";
import type { CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import { type App, openApp } from "../flows/app.ts";
import type { Browser } from "../flows/browser.ts";
import type { Person } from "../flows/identity-provider.ts";
import { consent, isRefused, readSession, signIn, signsIn, succeeds, whoIs } from "../flows/steps.ts";
import { grows, storedRow, storedRows } from "../flows/stored.ts";
import { day, newcomer, numericId, personOf, sessionMaxAge, strategies } from "./flow-people.ts";

const firstSignIn = ["getUserByAccount", "getUserByAccount", "getUserByEmail", "createUser", "linkAccount"];

type OAuthCases =
  | "E2E-01"
  | "E2E-02"
  | "E2E-03"
  | "E2E-04"
  | "E2E-05"
  | "E2E-06"
  | "E2E-07"
  | "E2E-08"
  | "E2E-09"
  | "E2E-10"
  | "E2E-11"
  | "E2E-12"
  | "E2E-13"
  | "E2E-14"
  | "E2E-15"
  | "E2E-16";

export const oauthFlows: Pick<CasesOf<"E2E">, OAuthCases> = {
  "E2E-01": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    for (const [provider, type] of [
      ["github", "oauth"],
      ["openid", "oidc"],
    ] as const) {
      const browser = app.browser();
      const person = personOf();
      const back = await consent(app, browser, person, provider);
      const calls = await grows(raw, { user: 1, account: 1, session: 1 }, () =>
        app.callsDuring(async () => succeeds(await browser.get(back), app)),
      );
      assert.deepEqual(calls, [...firstSignIn, "createSession"], provider);
      const { user, expires } = Object(await readSession(browser));
      assert.deepEqual(user, { name: person.name, email: person.email, image: person.image });
      const left = Date.parse(expires) - Date.now();
      assert.ok(Math.abs(left - sessionMaxAge) < day / 24, `the session lasts ${left} ms`);
      const account = await storedRow(raw, "account", { provider, providerAccountId: String(person.id) });
      if (account === null) continue;
      assert.equal(account.type, type);
      const session = await storedRow(raw, "session", { userId: account.userId });
      assert.equal(session?.sessionToken, browser.session(), "the cookie holds the stored token");
      sameFields(await storedRow(raw, "user", { id: account.userId }), {
        name: person.name,
        email: person.email,
        emailVerified: null,
        image: person.image,
      });
    }
  },

  "E2E-02": async ({ adapter, raw }) => {
    const app = openApp(adapter, { strategy: "jwt" });
    const browser = app.browser();
    const person = personOf();
    const first = await consent(app, browser, person);
    const calls = await grows(raw, { user: 1, account: 1 }, () =>
      app.callsDuring(async () => succeeds(await browser.get(first), app)),
    );
    assert.deepEqual(calls, firstSignIn);
    const read = await app.callsDuring(async () => {
      sameFields(await whoIs(browser), { name: person.name, email: person.email });
    });
    assert.deepEqual(read, [], "a session read touches no database");
    const next = await consent(app, browser, person);
    const again = await grows(raw, {}, () => app.callsDuring(async () => succeeds(await browser.get(next), app)));
    assert.deepEqual(again, ["getUserByAccount", "getUser", "getUserByAccount"]);
    const other = personOf();
    const link = await consent(app, browser, other, "openid");
    const linking = await grows(raw, { account: 1 }, () =>
      app.callsDuring(async () => succeeds(await browser.get(link), app)),
    );
    assert.deepEqual(linking, ["getUserByAccount", "getUser", "getUserByAccount", "linkAccount"]);
    sameFields(await whoIs(browser), { name: person.name, email: person.email });
    assert.deepEqual(await app.callsDuring(() => browser.post("signout")), []);
  },

  "E2E-03": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const people = [personOf({ email: null }), personOf({ email: null })];
    const users = await grows(raw, { user: 2, account: 2, session: 2 }, async () => {
      const browsers = people.map(() => app.browser());
      for (const [at, browser] of browsers.entries()) await signsIn(app, browser, people[at] as Person);
      return Promise.all(browsers.map(whoIs));
    });
    for (const [at, user] of users.entries()) sameFields(user, { name: people[at]?.name, email: null });
  },

  "E2E-04": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const person = personOf({ id: numericId() });
    const browser = app.browser();
    await grows(raw, { user: 1, account: 1, session: 1 }, () => signsIn(app, browser, person));
    await grows(raw, { session: -1 }, () => browser.post("signout"));
    await grows(raw, { session: 1 }, () => signsIn(app, browser, person));
    sameFields(await whoIs(browser), { email: person.email });
  },

  "E2E-05": async ({ adapter, raw, given }) => {
    const person = personOf({ id: numericId() });
    const user = await given.user({ email: String(person.email), emailVerified: null });
    await given.account({ userId: user.id, provider: "github", providerAccountId: String(person.id) });
    const app = openApp(adapter);
    const browser = app.browser();
    await grows(raw, { session: 1 }, () => signsIn(app, browser, person));
    sameFields(await whoIs(browser), { name: user.name, email: user.email });
  },

  "E2E-06": async ({ adapter }) => {
    const app = openApp(adapter, { account: (tokens) => ({ ...tokens, region: "eu", scopes: ["a"], quota: 3 }) });
    const browser = app.browser();
    const person = personOf({
      extras: {
        locale: "de",
        followers: 12,
        isHireable: true,
        teams: ["a", "b"],
        plan: { name: "free", seats: 1 },
        company: null,
        login: undefined,
      },
      tokens: {
        "not-before-policy": 0,
        ext_expires_in: 3599,
        refresh_token_expires_in: 15897600,
        session_state: { of: "an object" },
        api_domain: "https://api.example",
      },
    });
    await signsIn(app, browser, person);
    sameFields(await whoIs(browser), { name: person.name, email: person.email });
    await browser.post("signout");
    await signsIn(app, browser, person);
    sameFields(await whoIs(browser), { name: person.name, email: person.email });
  },

  "E2E-07": async ({ adapter, raw }) => {
    for (const { strategy, session, makes } of strategies) {
      const app = openApp(adapter, { strategy });
      const person = personOf();
      await signsIn(app, app.browser(), person);
      const browser = app.browser();
      const back = await consent(app, browser, person);
      const calls = await grows(raw, session, () =>
        app.callsDuring(async () => succeeds(await browser.get(back), app)),
      );
      assert.deepEqual(calls, ["getUserByAccount", "getUserByAccount", ...makes]);
      sameFields(await whoIs(browser), { email: person.email });
    }
  },

  "E2E-08": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const { browser, person } = await newcomer(app);
    const token = browser.session();
    const stored = () => storedRow(raw, "session", { sessionToken: String(token) });
    const before = await stored();
    const back = await consent(app, browser, person);
    const calls = await grows(raw, {}, () => app.callsDuring(async () => succeeds(await browser.get(back), app)));
    assert.deepEqual(calls, ["getUserByAccount", "getSessionAndUser", "getUserByAccount"]);
    assert.equal(browser.session(), token, "the session is another one");
    assert.deepEqual(await stored(), before, "the session was written");
    sameFields(await whoIs(browser), { email: person.email });
  },

  "E2E-09": async ({ adapter }) => {
    const app = openApp(adapter);
    const { browser, person } = await newcomer(app);
    const over = browser.session();
    await withClock(sessionMaxAge + day, async () => {
      await signsIn(app, browser, person);
      assert.notEqual(browser.session(), over, "the session that is over goes on");
      sameFields(await whoIs(browser), { email: person.email });
      const { expires } = Object(await readSession(browser));
      assert.ok(Date.parse(expires) > Date.now(), `the new session is over at ${expires}`);
    });
  },

  "E2E-10": async ({ adapter, raw }) => {
    for (const { strategy, asks } of strategies) {
      const app = openApp(adapter, { strategy });
      const { browser, person } = await newcomer(app);
      const token = browser.session();
      const other = personOf();
      const back = await consent(app, browser, other, "openid");
      const calls = await grows(raw, { account: 1 }, () =>
        app.callsDuring(async () => succeeds(await browser.get(back), app)),
      );
      assert.deepEqual(calls, ["getUserByAccount", asks, "getUserByAccount", "linkAccount"]);
      // A sealed session is sealed anew.
      if (strategy === "database") assert.equal(browser.session(), token, "the session is another one");
      // The account that was added signs the same user in.
      const elsewhere = app.browser();
      await signsIn(app, elsewhere, other, "openid");
      sameFields(await whoIs(elsewhere), { name: person.name, email: person.email });
    }
  },

  "E2E-11": async ({ adapter }) => {
    const app = openApp(adapter);
    const browser = app.browser();
    const before = personOf();
    await signsIn(app, browser, before);
    await withClock(sessionMaxAge + day, async () => {
      const person = personOf();
      await signsIn(app, browser, person, "openid");
      sameFields(await whoIs(browser), { name: person.name, email: person.email });
      const elsewhere = app.browser();
      await signsIn(app, elsewhere, before);
      sameFields(await whoIs(elsewhere), { name: before.name, email: before.email });
    });
  },

  "E2E-12": async ({ adapter, raw }) => {
    for (const { strategy } of strategies) {
      const app = openApp(adapter, { strategy });
      const [mine, theirs] = [personOf(), personOf()];
      await signsIn(app, app.browser(), theirs, "openid");
      const browser = app.browser();
      await signsIn(app, browser, mine);
      await refusesLink(app, browser, theirs, { raw });
      sameFields(await whoIs(browser), { email: mine.email });
      const elsewhere = app.browser();
      await signsIn(app, elsewhere, theirs, "openid");
      sameFields(await whoIs(elsewhere), { email: theirs.email });
    }
  },

  "E2E-13": async ({ adapter, raw }) => {
    for (const { strategy } of strategies) {
      const app = openApp(adapter, { strategy });
      const person = personOf();
      await signsIn(app, app.browser(), person);
      const browser = app.browser();
      // Providers write an address as they like; Auth.js asks for it in lower case.
      await refusesLink(app, browser, personOf({ email: String(person.email).toUpperCase() }), { raw });
      assert.equal(await whoIs(browser), null);
    }
  },

  "E2E-14": async ({ adapter, raw }) => {
    for (const { strategy, session, makes } of strategies) {
      const app = openApp(adapter, { strategy, trustsEmails: true });
      const person = personOf();
      await signsIn(app, app.browser(), person);
      const browser = app.browser();
      const back = await consent(app, browser, personOf({ email: person.email ?? null }), "openid");
      const calls = await grows(raw, { account: 1, ...session }, () =>
        app.callsDuring(async () => succeeds(await browser.get(back), app)),
      );
      const expected = ["getUserByAccount", "getUserByAccount", "getUserByEmail", "linkAccount", ...makes];
      assert.deepEqual(calls, expected);
      sameFields(await whoIs(browser), { name: person.name, email: person.email });
    }
  },

  "E2E-15": async ({ adapter, raw }) => {
    const app = openApp(adapter);
    const person = personOf();
    const browsers = [app.browser(), app.browser(), app.browser()];
    const ready = await Promise.all(
      browsers.map(async (browser) => ({ browser, back: await consent(app, browser, person) })),
    );
    // Nobody comes first by the time that the rest of Auth.js takes.
    app.gather("getUserByAccount", ready.length);
    const answers = await Promise.all(ready.map(({ browser, back }) => browser.get(back)));
    const users = await storedRows(raw, "user", { email: String(person.email) });
    if (users !== null) assert.equal(users.length, 1, "users of the one person");
    const [user] = users ?? [];
    const accounts = await storedRows(raw, "account", { provider: "github", providerAccountId: String(person.id) });
    if (accounts !== null)
      assert.deepEqual(
        accounts.map(({ userId }) => userId),
        [user?.id],
      );
    assert.ok(
      answers.some(({ error }) => error === null),
      "nobody got in",
    );
    for (const [at, browser] of browsers.entries()) {
      const isIn = answers[at]?.error === null;
      if (!isIn) {
        assert.equal(await whoIs(browser), null, "an error page, and signed in all the same");
        await signsIn(app, browser, person);
      }
      sameFields(await whoIs(browser), { name: person.name, email: person.email });
    }
    if (users !== null) assert.equal((await storedRows(raw, "user", { email: String(person.email) }))?.length, 1);
  },

  "E2E-16": async ({ adapter, raw }) => {
    const app = openApp(adapter, { account: (tokens) => ({ ...tokens, id: "theirs" }) });
    // Of tokens that are long, and names that nobody knows, none is a reason to fail.
    const long = "t".repeat(8_000);
    const tokens = { access_token: `${long}${crypto.randomUUID()}`, refresh_token: long, expires_in: 3599.5, odd: "x" };
    await grows(raw, { user: 1, account: 1, session: 1 }, () => signsIn(app, app.browser(), personOf({ tokens })));

    const person = personOf();
    const browser = app.browser();
    const back = await consent(app, browser, person);
    app.before("linkAccount", () => Promise.reject(new Error("the connection is lost")));
    isRefused(await grows(raw, { user: 1 }, () => browser.get(back)), "Configuration");
    assert.equal(await whoIs(browser), null);
    // Auth.js has no transaction: the user is there, and whoever has the address is not taken for them.
    await refusesLink(app, browser, person, { raw, provider: "github" });
    await grows(raw, { user: 1, account: 1, session: 1 }, () => signsIn(app, app.browser(), personOf()));
  },
};

/** The provider's account is not taken, and nothing is written. */
async function refusesLink(
  app: App,
  browser: Browser,
  person: Person,
  { raw, provider = "openid" }: { raw: Parameters<typeof grows>[0]; provider?: string },
): Promise<void> {
  isRefused(await grows(raw, {}, () => signIn(app, browser, person, provider)), "OAuthAccountNotLinked");
}
