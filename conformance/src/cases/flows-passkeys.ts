/** Passkeys through the real handlers: an authenticator in software signs, and the real library checks. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import { openApp } from "../flows/app.ts";
import { createPasskey } from "../flows/passkey.ts";
import { askForCeremony, authenticate, register, succeeds, whoIs } from "../flows/steps.ts";
import { grows, storedRow } from "../flows/stored.ts";
import { emailFor, newcomer, strategies } from "./flow-people.ts";

/** As Auth.js keeps what a browser has in base64url. */
function stored(id: string): string {
  return Buffer.from(id, "base64url").toString("base64");
}

export const passkeyFlows: Pick<CasesOf<"E2E">, "E2E-36" | "E2E-37" | "E2E-38" | "E2E-39"> = {
  "E2E-36": async ({ adapter, raw }) => {
    for (const { strategy, session, makes } of strategies) {
      const app = openApp(adapter, { strategy });
      const browser = app.browser();
      const passkey = await createPasskey();
      const email = emailFor();
      await browser.get("csrf");
      const calls = await grows(raw, { user: 1, account: 1, ...session, authenticator: 1 }, () =>
        app.callsDuring(async () => succeeds(await register(app, browser, passkey, email), app)),
      );
      assert.deepEqual(calls, [
        "getUserByEmail",
        "getUserByAccount",
        "getUserByEmail",
        "createUser",
        "linkAccount",
        ...makes,
        "createAuthenticator",
      ]);
      sameFields(await whoIs(browser), { name: null, email });
      const credentialID = stored(passkey.id);
      const authenticator = await storedRow(raw, "authenticator", { credentialID });
      if (authenticator === null) continue;
      const { userId } = authenticator;
      sameFields(authenticator, {
        providerAccountId: credentialID,
        counter: 0,
        credentialDeviceType: "multiDevice",
        credentialBackedUp: true,
        transports: "internal,hybrid",
      });
      sameFields(await storedRow(raw, "user", { id: userId }), { email, emailVerified: null });
      const account = await storedRow(raw, "account", { provider: "passkey", providerAccountId: credentialID });
      sameFields(account, { userId, type: "webauthn" });
      if (strategy === "jwt") continue;
      sameFields(await storedRow(raw, "session", { userId }), { sessionToken: browser.session() });
    }
  },

  "E2E-37": async ({ adapter, raw }) => {
    for (const { strategy, asks } of strategies) {
      const app = openApp(adapter, { strategy });
      const { browser, person } = await newcomer(app);
      const token = browser.session();
      const passkeys = [await createPasskey(), await createPasskey()];
      for (const passkey of passkeys) {
        const calls = await grows(raw, { account: 1, authenticator: 1 }, () =>
          app.callsDuring(async () => succeeds(await register(app, browser, passkey), app)),
        );
        assert.deepEqual(calls, [
          // The options take the sealed session's word for who is there.
          ...(strategy === "database" ? ["getSessionAndUser"] : []),
          "listAuthenticatorsByUserId",
          asks,
          "getUserByAccount",
          "linkAccount",
          "createAuthenticator",
        ]);
      }
      if (strategy === "database") assert.equal(browser.session(), token, "the session is another one");
      // A browser is told which passkeys there are, so that it makes no second one on the same device.
      const { options } = await askForCeremony(browser, "register");
      assert.deepEqual(new Set(options.excludeCredentials?.map(({ id }) => id)), new Set(passkeys.map(({ id }) => id)));
      for (const passkey of passkeys) {
        const elsewhere = app.browser();
        succeeds(await authenticate(app, elsewhere, passkey), app);
        sameFields(await whoIs(elsewhere), { name: person.name, email: person.email });
      }
    }
  },

  "E2E-38": async ({ adapter, raw }) => {
    for (const { strategy, session, makes } of strategies) {
      const app = openApp(adapter, { strategy });
      const passkey = await createPasskey();
      const email = emailFor();
      succeeds(await register(app, app.browser(), passkey, email), app);
      const credentialID = stored(passkey.id);
      // Passkeys that are synchronised say 0 for ever; others count.
      for (const counter of [0, 0, 1, 5]) {
        passkey.counter = counter;
        const browser = app.browser();
        await browser.get("csrf");
        const calls = await grows(raw, session, () =>
          app.callsDuring(async () => succeeds(await authenticate(app, browser, passkey), app)),
        );
        assert.deepEqual(calls, [
          "getAuthenticator",
          "updateAuthenticatorCounter",
          "getAccount",
          "getUser",
          "getUserByAccount",
          ...makes,
        ]);
        sameFields(await whoIs(browser), { email });
        const row = await storedRow(raw, "authenticator", { credentialID });
        if (row !== null) assert.equal(row.counter, counter);
      }
      // A counter that goes back is a copy of the passkey.
      passkey.counter = 4;
      const thief = app.browser();
      const answer = await grows(raw, {}, () => authenticate(app, thief, passkey));
      assert.notEqual(answer.error, null, "a copied passkey signs in");
      assert.equal(await whoIs(thief), null);
    }
  },

  "E2E-39": async ({ adapter, given }) => {
    const app = openApp(adapter);
    const own = crypto.randomUUID().slice(0, 8);
    const victim = await given.user({ email: `victim.${own}@gmail.com` });
    for (const email of [`Victim.${own}@Gmail.com`, `victim.${own}@gmaíl.com`]) {
      const browser = app.browser();
      const { status } = await askForCeremony(browser, "register", email);
      // Whoever has an address cannot be made anew, and some adapters take upper and lower case for the same.
      if (status !== 200) {
        assert.equal(email.toLowerCase(), victim.email, `${email} is taken for ${victim.email}`);
        continue;
      }
      succeeds(await register(app, browser, await createPasskey(), email), app);
      const user = await whoIs(browser);
      assert.equal(user?.email, email);
      assert.notEqual(user?.name, victim.name, "it opens somebody else's account");
    }
  },
};
