/** Cases about what is long, large or many: it is kept whole, and the last character counts as much as the first. */
import assert from "node:assert/strict";
import type { CasesOf } from "../context.ts";
import { longTexts } from "../corpus.ts";
import { attempt, only, sameFields, sameRows } from "../expect.ts";
import type { Row } from "../harness.ts";
import { base64, hexToken } from "../samples.ts";
import { keyOf, ownerOf } from "./account-rows.ts";
import { holds, isStoredAndRead, keepsInAccount, keepsInUserOrRejects, keepsInUsers } from "./fidelity-rows.ts";
import { insertAll } from "./many-rows.ts";

type Ids = "FID-05" | "FID-06" | "FID-07" | "FID-08" | "FID-11" | "FID-12" | "FID-13" | "FID-19";

/** Lengths at which columns and indexes end. */
const ends = [64, 128, 191, 254, 255, 256, 320];

/**
 * An address of that many characters, whose domain has the most that a domain may have.
 * @param start 64 characters that begin it.
 */
function longEmail(length: number, start: string, end: "com" | "net" | "org"): string {
  const domain = `${`${"d".repeat(60)}.`.repeat(4)}example.${end}`;
  return `${start.padEnd(length - domain.length - 1, "x")}@${domain}`;
}

/** A token of that many characters, as no compression makes it shorter. */
function longToken(length: number): string {
  return base64(Math.ceil((length * 3) / 4)).slice(0, length);
}

export const fidelityLimits: Pick<CasesOf<"FID">, Ids> = {
  "FID-05": async (context) => {
    const image = `data:image/jpeg;base64,${longToken(64 * 1024)}`;
    await keepsInUsers(context, [{ what: "an image of 64 KB", over: { image } }]);
  },

  "FID-06": async (context) => {
    for (const [what, name] of Object.entries(longTexts)) await keepsInUserOrRejects(context, { name }, what);
  },

  "FID-07": async (context) => {
    const [access_token, refresh_token, id_token] = [longToken(16_384), longToken(16_384), longToken(16_384)];
    await keepsInAccount(context, { access_token, refresh_token, id_token }, "tokens of 16 KB");
  },

  "FID-08": async (context) => {
    const scope = "https://graph.example.com/User.Read ".repeat(114).slice(0, 4096);
    await keepsInAccount(context, { scope }, "a scope of 4 KB");
  },

  "FID-11": async (context) => {
    const { adapter, raw, given, sample } = context;
    const [first, second] = [await given.user(), await given.user()];
    // 1,023 bytes in base64: the longest credential id that WebAuthn allows.
    const long = base64(1023);
    const before = await raw.rows("account");
    const passkey = { type: "webauthn", provider: "passkey" };
    const account = sample.account({ ...passkey, userId: first.id, providerAccountId: `${long.slice(0, -1)}A` });
    const twin = sample.account({ ...passkey, userId: second.id, providerAccountId: `${long.slice(0, -1)}B` });
    await adapter.linkAccount({ ...account });
    assert.equal(await ownerOf(adapter, account), first.id);
    assert.equal(await ownerOf(adapter, twin), null, "an id that differs in the last character finds the account");
    for (const length of ends) {
      const cut = { provider: "passkey", providerAccountId: account.providerAccountId.slice(0, length) };
      assert.equal(await ownerOf(adapter, cut), null, `the first ${length} characters find the account`);
    }
    await adapter.linkAccount({ ...twin });
    sameRows(await raw.rows("account"), [...before, account, twin]);
    for (const row of [account, twin]) {
      assert.equal(await ownerOf(adapter, row), row.userId);
      if (adapter.getAccount) sameFields(await adapter.getAccount(row.providerAccountId, row.provider), row);
    }
    await adapter.unlinkAccount(keyOf(account));
    sameRows(await raw.rows("account"), [...before, twin]);
  },

  "FID-12": async (context) => {
    const { adapter, raw, given, sample } = context;
    const what = "an e-mail of 320 characters";
    const start = hexToken();
    const [email, other] = [longEmail(320, start, "com"), longEmail(320, start, "net")];
    const { id: _, ...input } = sample.user({ email });
    const { id } = await adapter.createUser({ ...input });
    await isStoredAndRead(context, { ...input, id }, what);
    assert.equal(await adapter.getUserByEmail(other), null, "an e-mail that differs in the end finds the user");

    const user = await given.user();
    const changed = { ...user, email: other };
    holds(await adapter.updateUser({ id: user.id, email: other }), changed, what);
    holds(only(await raw.rows("user"), { id: user.id })[0], changed, what);
    holds(await adapter.getUserByEmail(other), changed, what);
    holds(await adapter.getUserByEmail(email), { ...input, id }, what);
  },

  "FID-13": async (context) => {
    const { adapter, raw, given } = context;
    const start = hexToken();
    const email = longEmail(500, start, "com");
    // Whoever cuts the e-mail off finds one of these, as far as the column holds them.
    const victims = new Map<string, Row<"user">>();
    for (const cut of ends.map((length) => email.slice(0, length))) {
      const victim = await attempt(() => given.user({ email: cut }));
      if (victim !== null) victims.set(cut, victim);
    }
    const before = await raw.rows("user");
    const isNobody = async (asked: string, when: string) => {
      const found = await attempt(() => adapter.getUserByEmail(asked));
      assert.equal(found ?? null, null, `an e-mail of ${asked.length} characters finds somebody ${when}`);
    };
    await isNobody(email, "before anybody has it");

    const created = await attempt(() => adapter.createUser({ email }));
    if (created === null) {
      sameRows(await raw.rows("user"), before, "rejected and stored");
      await isNobody(email, "though it was rejected");
    } else {
      assert.ok(
        before.every(({ id }) => id !== created.id),
        "createUser answers a user who was there",
      );
      const stored = only(await raw.rows("user"), { id: created.id });
      holds(stored[0], { email }, "an e-mail of 500 characters");
      holds(await adapter.getUserByEmail(email), { id: created.id, email }, "an e-mail of 500 characters");
    }
    await isNobody(longEmail(500, start, "net"), "by its start");

    const user = await given.user();
    const own = longEmail(500, start, "org");
    const isChanged = (await attempt(() => adapter.updateUser({ id: user.id, email: own }))) !== null;
    const kept = isChanged ? { ...user, email: own } : user;
    holds(only(await raw.rows("user"), { id: user.id })[0], kept, "an e-mail of 500 characters after updateUser");
    if (!isChanged) await isNobody(own, "though it was rejected");
    for (const [cut, victim] of victims) {
      holds(await adapter.getUserByEmail(cut), victim, `who has the first ${cut.length} characters`);
    }
  },

  "FID-19": async ({ adapter, raw, sample }) => {
    const users: Row<"user">[] = [];
    const ids = new Set((await raw.rows("user")).map(({ id }) => id));
    const own = hexToken().slice(0, 12);
    while (users.length < 10_000) {
      const user = sample.user({ email: `${own}.${users.length}@example.com` });
      // Ids that are small numbers may come twice in so many.
      if (!ids.has(user.id)) users.push(user);
      ids.add(user.id);
    }
    await insertAll(raw, "user", users);

    // The ends, where pages and batches end, and some between.
    const places = [0, 1, 24, 25, 99, 100, 999, 1000, 1023, 1024, 4095, 4096, 5000, 7777, 9_998, 9_999];
    for (const place of places) {
      const user = users[place];
      assert.ok(user);
      holds(await adapter.getUser(user.id), user, `user ${place} by id`);
      holds(await adapter.getUserByEmail(String(user.email)), user, `user ${place} by e-mail`);
    }
    for (const end of [".10000", ".", ".01", ""]) {
      assert.equal(await adapter.getUserByEmail(`${own}${end}@example.com`), null, `who is found by ${own}${end}`);
    }
    let nobody = sample.user().id;
    while (ids.has(nobody)) nobody = sample.user().id;
    assert.equal(await adapter.getUser(nobody), null);
  },
};
