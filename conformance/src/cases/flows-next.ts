/** What next-auth 5 adds to `Auth()`: its own `auth()`. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { sameFields } from "../expect.ts";
import { openNextApp } from "../flows/next-auth-5.ts";
import { signsIn } from "../flows/steps.ts";
import { storedRow } from "../flows/stored.ts";
import { personOf } from "./flow-people.ts";

export const nextFlows: Pick<CasesOf<"E2E">, "E2E-40"> = {
  "E2E-40": async ({ adapter, raw, given }) => {
    const app = await openNextApp(adapter);
    const person = personOf();
    const user = await given.user();
    await given.account({ userId: user.id, provider: "github", providerAccountId: String(person.id) });
    const browser = app.browser();
    const auth = async () => (await browser.get(app.origin)).body;
    assert.equal(await auth(), null);
    await signsIn(app, browser, person);

    const answers: unknown[] = [];
    const calls = await app.callsDuring(async () => answers.push(await auth()));
    assert.deepEqual(calls, ["getSessionAndUser"]);
    const { user: answered, ...session } = Object(answers[0]);
    // Nothing of the user is left out, and what is a Date in the row has become text.
    sameFields(answered, inJson(user));
    const sessionToken = browser.session() ?? "";
    sameFields(session, { sessionToken, userId: user.id });
    assert.equal(new Date(session.expires).toISOString(), session.expires, "expires is an instant in ISO's form");
    const row = await storedRow(raw, "session", { sessionToken });
    if (row !== null) sameFields(session, inJson(row));
    assert.deepEqual(app.errors, []);
  },
};

function inJson(row: object): object {
  return JSON.parse(JSON.stringify(row));
}
