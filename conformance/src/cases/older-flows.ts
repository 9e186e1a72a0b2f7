/** End to end through next-auth 4: the same people, the same steps, another version of Auth.js. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import { openApp } from "../flows/app.ts";
import { openOlderApp } from "../flows/older-app.ts";
import { askForLink, consent, isRefused, signIn, signsIn, succeeds, whoIs } from "../flows/steps.ts";
import { grows, storedRow, storedRows } from "../flows/stored.ts";
import { canInsert } from "../some-raw-path.ts";
import { emailFor, numericId, personOf } from "./flow-people.ts";
import { comesIn, type Seen, stays } from "./older-flow-steps.ts";
import { olderSessionFlows } from "./older-flows-sessions.ts";
import { olderTypes } from "./older-flows-types.ts";

const byAccount = ["getUserByAccount", "getUserByAccount"];
const byLink = ["useVerificationToken", "getUserByEmail", "getUserByEmail"];

export const olderFlows: CasesOf<"V4"> = {
  "V4-01": async ({ adapter, raw }) => {
    const created: object[] = [];
    const createUser: typeof adapter.createUser = (user) => {
      created.push(user);
      return adapter.createUser(user);
    };
    const app = openOlderApp({ ...adapter, createUser });
    const person = personOf();
    const calls = [...byAccount, "getUserByEmail", "createUser", "linkAccount", "createSession"];
    const browser = await comesIn({ app, raw }, person, { calls, rows: { user: 1, account: 1, session: 1 } });
    assert.ok(created.length === 1 && created.every((user) => !("id" in user)), "it passes an id");
    sameFields(await whoIs(browser), { name: person.name, email: person.email, image: person.image });
    const row = await storedRow(raw, "user", { email: String(person.email) });
    if (row === null) return;
    assert.ok(typeof row.id === "string" && row.id !== "", `the user's id is ${row.id}`);
    sameFields(row, { name: person.name, emailVerified: null, image: person.image });
    const session = await storedRow(raw, "session", { userId: row.id });
    assert.equal(session?.sessionToken, browser.session(), "the cookie holds the stored token");
    const providerAccountId = String(person.id);
    sameFields(await storedRow(raw, "account", { provider: "github", providerAccountId }), {
      userId: row.id,
      type: "oauth",
      token_type: "Bearer",
    });
  },

  "V4-02": async ({ adapter, raw }) => {
    const app = openOlderApp(adapter);
    const tokens = {
      "not-before-policy": 0,
      ext_expires_in: 3599,
      refresh_expires_in: 1800,
      expires_in: 3599.5,
      oauth_token_secret: "a secret of OAuth 1",
      session_state: crypto.randomUUID(),
      "https://example.com/claims": { groups: ["a", "b"] },
      // Some providers call the answer by a name, and it is the same for everybody.
      id: "https://login.example/id",
    };
    for (const person of [personOf({ tokens }), personOf({ tokens })]) {
      const browser = app.browser();
      await grows(raw, { user: 1, account: 1, session: 1 }, () => signsIn(app, browser, person));
      await browser.post("signout");
      await grows(raw, { session: 1 }, () => signsIn(app, browser, person));
      sameFields(await whoIs(browser), { name: person.name, email: person.email });
      const account = await storedRow(raw, "account", { providerAccountId: String(person.id) });
      if (account === null) continue;
      assert.match(String(account.access_token), /^access-/);
      assert.equal(account.session_state, tokens.session_state);
    }
  },

  "V4-03": async ({ adapter, raw }) => {
    const app = openOlderApp(adapter);
    const seen: Seen = { app, raw };
    const person = personOf({ id: numericId() });
    await signsIn(app, app.browser(), person);
    const browser = await comesIn(seen, person, { calls: [...byAccount, "createSession"], rows: { session: 1 } });

    const reads = ["getUserByAccount", "getSessionAndUser", "getUserByAccount"];
    await stays(seen, browser, person, { calls: reads, rows: {} });
    const other = personOf();
    await stays(seen, browser, other, { calls: [...reads, "linkAccount"], rows: { account: 1 }, provider: "gitlab" });
    const elsewhere = app.browser();
    await signsIn(app, elsewhere, other, "gitlab");
    sameFields(await whoIs(elsewhere), { name: person.name, email: person.email });

    // An account of somebody else, and then one of nobody whose address is somebody's.
    const stranger = app.browser();
    await signsIn(app, stranger, personOf());
    isRefused(await grows(raw, {}, () => signIn(app, stranger, person)), "OAuthAccountNotLinked");
    const sameAddress = personOf({ email: String(person.email).toUpperCase() });
    const refused = app.browser();
    isRefused(await grows(raw, {}, () => signIn(app, refused, sameAddress)), "OAuthAccountNotLinked");
    assert.equal(await whoIs(refused), null);

    const trusting = openOlderApp(adapter, { trustsEmails: true });
    const calls = [...byAccount, "getUserByEmail", "linkAccount", "createSession"];
    const linked = await comesIn({ app: trusting, raw }, sameAddress, { calls, rows: { account: 1, session: 1 } });
    sameFields(await whoIs(linked), { name: person.name, email: person.email });

    // Where the cookie says it all, the database has no sessions, and is asked for the user when an account is added.
    const sealed: Seen = { app: openOlderApp(adapter, { strategy: "jwt" }), raw };
    const holder = await comesIn(sealed, person, { calls: byAccount, rows: {} });
    assert.deepEqual(await sealed.app.callsDuring(() => whoIs(holder)), []);
    const adds = ["getUserByAccount", "getUser", "getUserByAccount", "linkAccount"];
    await comesIn(sealed, personOf(), { calls: adds, rows: { account: 1 } }, holder);
    sameFields(await whoIs(holder), { name: person.name, email: person.email });
  },

  "V4-04": async ({ adapter, raw, given }) => {
    const [known, sealed] = [await given.user({ emailVerified: null }), await given.user({ emailVerified: null })];
    for (const { strategy, email, name, calls, rows } of [
      { email: emailFor(), name: null, calls: ["createUser", "createSession"], rows: { user: 1, session: 1 } },
      { email: String(known.email), name: known.name, calls: ["updateUser", "createSession"], rows: { session: 1 } },
      { strategy: "jwt", email: String(sealed.email), name: sealed.name, calls: ["updateUser"], rows: {} },
    ] as const) {
      const app = openOlderApp(adapter, strategy ? { strategy } : {});
      const browser = app.browser();
      await browser.get("csrf");
      const links: URL[] = [];
      const asked = await app.callsDuring(async () => links.push(await askForLink(app, browser, email)));
      assert.deepEqual(asked, ["getUserByEmail", "createVerificationToken"]);
      const [link] = links as [URL];
      const callback = async () => succeeds(await browser.get(link), app);
      const taken = await grows(raw, { ...rows, verificationToken: -1 }, () => app.callsDuring(callback));
      assert.deepEqual(taken, [...byLink, ...calls]);
      sameFields(await whoIs(browser), { name, email });
      const row = await storedRow(raw, "user", { email });
      if (row !== null) assert.ok(row.emailVerified instanceof Date, `emailVerified is ${row.emailVerified}`);

      const thief = app.browser();
      isRefused(await grows(raw, {}, () => thief.get(link)), "Verification");
      assert.equal(await whoIs(thief), null);
    }
  },

  "V4-05": async ({ adapter, raw }) => {
    const app = openOlderApp(adapter);
    const email = emailFor();
    const browser = app.browser();
    const link = await askForLink(app, browser, email);
    for (const more of [email, emailFor()]) {
      const twice = new URL(link);
      twice.searchParams.append("email", more);
      isRefused(await grows(raw, {}, () => browser.get(twice)), "Verification");
      assert.deepEqual(app.errors, []);
      assert.equal(await whoIs(browser), null);
    }
    succeeds(await browser.get(link), app);
    sameFields(await whoIs(browser), { email });
  },

  ...olderSessionFlows,

  "V4-09": async ({ adapter, raw }) => {
    const app = openOlderApp(adapter);
    const email = emailFor();
    const person = personOf({ email });
    const browser = app.browser();
    const ways = [
      { back: await consent(app, browser, person), error: "OAuthCreateAccount", rows: {} },
      { back: await askForLink(app, browser, email), error: "EmailCreateAccount", rows: { verificationToken: -1 } },
    ];
    for (const { back, error, rows } of ways) {
      // Somebody with that address signs up between the look and the write.
      const name = `first before ${error}`;
      const first: string[] = [];
      app.before("createUser", async () => {
        const { id } = await adapter.createUser({ name, email, emailVerified: null });
        first.push(id);
      });
      isRefused(await grows(raw, { ...rows, user: 1 }, () => browser.get(back)), error);
      assert.equal(await whoIs(browser), null, "an error page, and signed in all the same");
      const users = await storedRows(raw, "user", { email });
      if (users !== null)
        assert.deepEqual(
          users.map((user) => user.name),
          [name],
        );
      await adapter.deleteUser(String(first[0]));
    }
    if (!canInsert(raw)) return;
    const back = await consent(app, browser, person);
    const allow = await raw.refuseInserts("user");
    try {
      isRefused(await grows(raw, {}, () => browser.get(back)), "OAuthCreateAccount");
    } finally {
      await allow();
    }
    await signsIn(app, browser, person);
    sameFields(await whoIs(browser), { name: person.name, email });
  },

  "V4-10": async ({ adapter, raw }) => {
    const [older, newer] = [openOlderApp(adapter), openApp(adapter)];
    for (const [from, to] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const person = personOf({ id: 1 + Math.trunc(Math.random() * 2 ** 32) });
      const before = from.browser();
      await grows(raw, { user: 1, account: 1, session: 1 }, () => signsIn(from, before, person));
      const who = await whoIs(before);
      const after = to.browser();
      await grows(raw, { session: 1 }, () => signsIn(to, after, person));
      assert.deepEqual(await whoIs(after), who);
      // The cookies have other names, and what is in them means the same.
      const moved = to.browser();
      moved.setSession(before.session() ?? "");
      assert.deepEqual(await whoIs(moved), who);

      const email = emailFor();
      const linked = from.browser();
      succeeds(await linked.get(await askForLink(from, linked, email)), from);
      const again = to.browser();
      const link = await askForLink(to, again, email);
      await grows(raw, { session: 1, verificationToken: -1 }, async () => succeeds(await again.get(link), to));
      assert.deepEqual(await whoIs(again), await whoIs(linked));
    }
  },

  ...olderTypes,
};
