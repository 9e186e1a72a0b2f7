/** Cases about the token of a session: an opaque text that names one session, to the letter and at once. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CaseContext, CasesOf } from "../context.ts";
import { attempt, caseLookAlike, keepsApart, type LookAlike, lookAlikes, sameFields, sameRows } from "../expect.ts";
import { hexToken } from "../samples.ts";
import { insertAll } from "./many-rows.ts";
import { laterExpiry, signedIn } from "./session-rows.ts";

type Ids = "SES-19" | "SES-20" | "SES-21" | "SES-23";

export const sessionTokens: Pick<CasesOf<"SES">, Ids> = {
  "SES-19": async (context) => {
    const { adapter, raw, given, harness } = context;
    const { id } = await given.user();
    await given.session({ userId: id, sessionToken: "AbC" });
    const before = await raw.rows("session");
    assert.equal(await signedIn(adapter, "AbC"), id);
    for (const other of ["abc", "ABC", "aBc"]) {
      assert.equal(await signedIn(adapter, other), null, `${other} signs in`);
      await attempt(() => adapter.updateSession({ sessionToken: other, expires: laterExpiry(harness) }));
      await attempt(() => adapter.deleteSession(other));
      sameRows(await raw.rows("session"), before);
    }
    await tellsApart(context, [{ differ: "upper and lower case", key: "XyZ", other: "xyz" }, caseLookAlike]);
  },

  "SES-20": async ({ adapter, raw, given, sample }) => {
    const { id } = await given.user();
    const before = await raw.rows("session");
    const sessionToken = Array.from({ length: 16 }, hexToken).join("");
    const session = sample.session({ userId: id, sessionToken });
    const created = await attempt(() => adapter.createSession({ ...session }));
    if (created === null) {
      sameRows(await raw.rows("session"), before);
      assert.equal(await signedIn(adapter, sessionToken), null);
    } else {
      assert.equal(created.sessionToken, sessionToken);
      sameRows(await raw.rows("session"), [...before, session]);
      sameFields((await adapter.getSessionAndUser(sessionToken))?.session, session);
    }
    const cut = [64, 128, 191, 255, 256, 512, 768, 1000, 1023].map((length) => sessionToken.slice(0, length));
    for (const other of [...cut, `${sessionToken.slice(0, -1)}~`, `${sessionToken}0`]) {
      assert.equal(await signedIn(adapter, other), null, `the first ${other.length} characters are enough`);
    }
  },

  "SES-21": async (context) => {
    const { adapter, raw, given, sample } = context;
    const before = await raw.rows("session");
    const created = [];
    for (const sessionToken of ["a%b", "a?b", "a/b", "A B", "🍣"]) {
      const { id } = await given.user();
      const session = sample.session({ userId: id, sessionToken });
      await adapter.createSession({ ...session });
      created.push(session);
    }
    sameRows(await raw.rows("session"), [...before, ...created]);
    for (const { sessionToken, userId } of created) {
      assert.equal(await signedIn(adapter, sessionToken), userId, `what ${inspect(sessionToken)} finds`);
    }
    const near = "a b ab axb a_b a% a? a/ a%3Fb a%2Fb a%25b A+B A%20B AB 🍺 %".split(" ");
    for (const other of near) {
      assert.equal(await signedIn(adapter, other), null, `${inspect(other)} signs in`);
      await attempt(() => adapter.deleteSession(other));
    }
    sameRows(await raw.rows("session"), [...before, ...created]);
    for (const [index, { sessionToken }] of created.entries()) {
      await adapter.deleteSession(sessionToken);
      sameRows(await raw.rows("session"), [...before, ...created.slice(index + 1)]);
      assert.equal(await signedIn(adapter, sessionToken), null);
    }
    await tellsApart(context, lookAlikes);
  },

  "SES-23": async ({ adapter, raw, harness, sample }) => {
    // A thousand users as well, so that an engine gains nothing by reading all of them to find one.
    const users = Array.from({ length: 1_000 }, () => sample.user());
    const sessions = users.flatMap(({ id }) => Array.from({ length: 10 }, () => sample.session({ userId: id })));
    await insertAll(raw, "user", users);
    await insertAll(raw, "session", sessions);
    const session = sessions[7_654];
    assert.ok(session);
    let owner: string | null = null;
    const scans = await harness.scans(async () => {
      owner = await signedIn(adapter, session.sessionToken);
    });
    assert.equal(owner, session.userId);
    assert.deepEqual(scans, [], "one session is looked for among all of them");
  },
};

/** Of each pair of tokens, neither signs in by the other, nor is extended or ended with it. */
async function tellsApart(context: CaseContext, pairs: readonly LookAlike[]): Promise<void> {
  const { adapter, raw, given, harness, sample } = context;
  await keepsApart(
    pairs,
    async (sessionToken) => {
      const { id } = await given.user();
      await adapter.createSession(sample.session({ userId: id, sessionToken }));
      return id;
    },
    (sessionToken) => signedIn(adapter, sessionToken),
  );
  const expires = laterExpiry(harness);
  for (const { other } of pairs) {
    const before = await raw.rows("session");
    await attempt(() => adapter.updateSession({ sessionToken: other, expires }));
    const extended = before.map((row) => (row.sessionToken === other ? { ...row, expires } : row));
    sameRows(await raw.rows("session"), extended);
    await attempt(() => adapter.deleteSession(other));
    const left = extended.filter((row) => row.sessionToken !== other);
    sameRows(await raw.rows("session"), left);
  }
}
