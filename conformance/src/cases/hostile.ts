/** Hostile input: what no honest visitor sends finds nothing, changes nothing and tells nothing. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { hostileTokens, malformedIds } from "../corpus.ts";
import { attempt, everyRow } from "../expect.ts";
import { ownerOf } from "./account-rows.ts";
import { hostileKeys } from "./hostile-keys.ts";
import { named } from "./hostile-places.ts";
import { hostileWrites } from "./hostile-writes.ts";
import { signedIn } from "./session-rows.ts";
import { emailOf } from "./user-rows.ts";

/** What a caller passes who has no key, whatever the types say. */
const missing: readonly (undefined | null)[] = [undefined, null];

/** The keys that such a value becomes as text. */
const asText: readonly string[] = ["undefined", "null"];

export const hostile: CasesOf<"HOS"> = {
  "HOS-01": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    const { sessionToken } = await given.session({ userId: id });
    const before = await everyRow(raw);
    const tokens = {
      ...hostileTokens,
      "a token and NUL": `${sessionToken}\0`,
      "a token, NUL and more": `${sessionToken}\0x`,
      "a token and a blank": `${sessionToken} `,
      "a token and a percent sign": `${sessionToken.slice(0, -1)}%`,
      "a token and a comment": `${sessionToken}' --`,
      "a token in a path": `./${sessionToken}`,
      "a token with its first letter escaped": `%${sessionToken.charCodeAt(0).toString(16)}${sessionToken.slice(1)}`,
    };
    for (const [what, token] of Object.entries(tokens)) {
      assert.equal(await named(what, () => signedIn(adapter, token)), null, `${what} signs in`);
    }
    assert.deepEqual(await everyRow(raw), before);
    assert.equal(await signedIn(adapter, sessionToken), id);
  },

  "HOS-02": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    for (const sessionToken of asText) await given.session({ userId: id, sessionToken });
    const before = await everyRow(raw);
    for (const token of missing) {
      const found = await attempt(() => adapter.getSessionAndUser(token as never));
      assert.equal(found ?? null, null, `${token} signs in`);
    }
    assert.deepEqual(await everyRow(raw), before);
    for (const sessionToken of asText) assert.equal(await signedIn(adapter, sessionToken), id);
  },

  "HOS-03": async ({ adapter, raw, given, harness }) => {
    const user = await given.user();
    const isText = harness.traits.userIds.kind === "text";
    for (const id of isText ? asText : []) await given.user({ id });
    const before = await everyRow(raw);
    for (const id of missing) {
      const found = await attempt(() => adapter.getUser(id as never));
      assert.equal(found ?? null, null, `${id} is somebody's id`);
    }
    assert.deepEqual(await everyRow(raw), before);
    for (const id of [user.id, ...(isText ? asText : [])]) assert.equal((await adapter.getUser(id))?.id, id);
  },

  "HOS-04": async ({ adapter, raw, given }) => {
    // A user without an e-mail may be stored with whatever the adapter makes of that.
    const { id: created } = await adapter.createUser({ name: "Ada", email: undefined });
    const nobodies = [await given.user({ email: null }), await given.user({ email: null })];
    for (const email of asText) await given.user({ email });
    const before = await everyRow(raw);
    for (const email of missing) {
      const found = await attempt(() => adapter.getUserByEmail(email as never));
      assert.equal(found ?? null, null, `${email} is somebody's e-mail`);
    }
    assert.deepEqual(await everyRow(raw), before);
    for (const email of asText) assert.equal((await adapter.getUserByEmail(email))?.email, email);
    for (const id of [created, ...nobodies.map((user) => user.id)]) assert.equal((await adapter.getUser(id))?.id, id);
  },

  "HOS-05": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    const account = await given.account({ userId: id });
    const { provider, providerAccountId } = account;
    for (const text of asText) {
      await given.account({ userId: id, provider, providerAccountId: text });
      await given.account({ userId: id, provider: text, providerAccountId });
      await given.account({ userId: id, provider: text, providerAccountId: text });
    }
    const before = await everyRow(raw);
    const keys: readonly unknown[] = [
      { provider },
      { providerAccountId },
      {},
      ...missing,
      ...missing.flatMap((no) => [
        { provider, providerAccountId: no },
        { provider: no, providerAccountId },
        { provider: no, providerAccountId: no },
      ]),
    ];
    for (const key of keys) {
      const found = await attempt(() => adapter.getUserByAccount(key as never));
      assert.equal(found ?? null, null, `${inspect(key)} is somebody's account`);
    }
    assert.deepEqual(await everyRow(raw), before);
    assert.equal(await ownerOf(adapter, account), id);
  },

  "HOS-06": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    const { provider, providerAccountId } = await given.account({ userId: id });
    for (const text of asText) {
      await given.account({ userId: id, provider, providerAccountId: text });
      await given.account({ userId: id, provider: text, providerAccountId });
    }
    const before = await everyRow(raw);
    for (const no of missing) {
      for (const args of [
        [no, provider],
        [providerAccountId, no],
        [no, no],
      ] as readonly unknown[] as readonly [string, string][]) {
        const found = await attempt(() => adapter.getAccount(...args));
        assert.equal(found ?? null, null, `getAccount${inspect(args)} finds an account`);
      }
    }
    assert.deepEqual(await everyRow(raw), before);
    assert.equal((await adapter.getAccount(providerAccountId, provider))?.userId, id);
  },

  "HOS-07": async ({ adapter, raw, given, harness }) => {
    const { id } = await given.user();
    const account = await given.account({ userId: id });
    await given.authenticator({ userId: id, providerAccountId: account.providerAccountId });
    await given.session({ userId: id });
    for (const sessionToken of asText) await given.session({ userId: id, sessionToken });
    for (const text of harness.traits.userIds.kind === "text" ? asText : []) await given.user({ id: text });
    const before = await everyRow(raw);
    for (const no of missing) {
      await attempt(() => adapter.deleteUser(no as never));
      assert.deepEqual(await everyRow(raw), before, `deleteUser(${no})`);
      await attempt(() => adapter.deleteSession(no as never));
      assert.deepEqual(await everyRow(raw), before, `deleteSession(${no})`);
    }
  },

  "HOS-08": async ({ adapter, raw, given }) => {
    const { id } = await given.user();
    const before = await everyRow(raw);
    const ids = {
      ...malformedIds,
      "an id and a blank": `${id} `,
      "a blank and an id": ` ${id}`,
      "an id and NUL": `${id}\0`,
      "an id and a line break": `${id}\n`,
      "an id and a letter": `${id}x`,
      "an id and a fraction": `${id}.0`,
      "a zero and an id": `0${id}`,
      "an id in quotes": `'${id}'`,
    };
    for (const [what, malformed] of Object.entries(ids)) {
      assert.equal(await named(what, () => adapter.getUser(malformed)), null, `what ${what} finds`);
    }
    assert.deepEqual(await everyRow(raw), before);
    assert.equal((await adapter.getUser(id))?.id, id);
  },

  "HOS-09": async ({ adapter, given }) => {
    const user = await given.user();
    const email = emailOf(user);
    const emails = {
      NUL: "\0",
      "an address and NUL": `${email}\0`,
      "an address, NUL and another domain": `${email}\0.example.org`,
      "NUL and an address": `\0${email}`,
      "10 KB": `${"x".repeat(10_228)}@example.com`,
      "an address and 10 KB": email + "x".repeat(10_240),
      "an address and 10 KB of blanks": email + " ".repeat(10_240),
      "10 KB of emoji": `${"🍣".repeat(2557)}@example.com`,
    };
    for (const [what, odd] of Object.entries(emails)) {
      assert.equal(await named(what, () => adapter.getUserByEmail(odd)), null, `what ${what} finds`);
    }
    assert.equal((await adapter.getUserByEmail(email))?.id, user.id);
  },

  ...hostileKeys,
  ...hostileWrites,
};
