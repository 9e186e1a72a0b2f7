/** Verification tokens: one use, one owner, exactly what was stored. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { attempt, caseLookAlike, lookAlikes, only, sameFields, sameRows } from "../expect.ts";
import { hexToken, inMinutes } from "../samples.ts";
import { tokenKeys } from "./token-keys.ts";
import { keyOf } from "./token-rows.ts";

/** Guesses that come close to a token. */
const wrongTokens = (token: string): readonly string[] => [
  hexToken(),
  // A hash of digits alone has no upper case, so the last digit is a letter for sure.
  token.toUpperCase(),
  token.slice(0, -1),
  `${token}0`,
  `${token} `,
  `${token.slice(0, -1)}_`,
  "%",
];

/** A token whose upper case is another one. */
const letteredToken = () => `${hexToken().slice(0, -1)}f`;

export const tokens: CasesOf<"VT"> = {
  "VT-01": async ({ adapter, raw, sample }) => {
    const before = await raw.rows("verificationToken");
    const token = sample.token();
    await adapter.createVerificationToken({ ...token });
    sameRows(await raw.rows("verificationToken"), [...before, token]);
    const taken = await adapter.useVerificationToken(keyOf(token));
    assert.deepEqual({ ...taken }, token, "not exactly the three keys with the values that were stored");
    sameRows(await raw.rows("verificationToken"), before, "the token is not the only thing that is gone");
  },

  "VT-02": async ({ adapter, raw, given, sample, harness }) => {
    const grain = harness.traits.dateGrain;
    const [soon, later] = [inMinutes(17, grain), inMinutes(60 * 24 * 400, grain)];
    for (const expires of [soon, later]) {
      const token = sample.token({ expires });
      await adapter.createVerificationToken({ ...token });
      const [stored] = only(await raw.rows("verificationToken"), keyOf(token));
      assert.deepEqual(stored?.expires, expires, "stored with another expiry");
    }
    // A shift on the way in and its opposite on the way out do not cancel here.
    for (const expires of [later, soon]) {
      const token = await given.token({ expires });
      const taken = await adapter.useVerificationToken(keyOf(token));
      assert.deepEqual(taken?.expires, expires, "answered with another expiry");
    }
  },

  "VT-03": async ({ adapter, raw, given, sample }) => {
    const stored = await given.token();
    const before = await raw.rows("verificationToken");
    const swapped = { identifier: stored.token, token: stored.identifier };
    for (const key of [keyOf(sample.token()), swapped]) {
      assert.equal(await adapter.useVerificationToken(key), null);
    }
    sameRows(await raw.rows("verificationToken"), before);
    sameFields(await adapter.useVerificationToken(keyOf(stored)), stored);
  },

  "VT-04": async ({ adapter, raw, given }) => {
    const before = await raw.rows("verificationToken");
    const token = await given.token();
    sameFields(await adapter.useVerificationToken(keyOf(token)), token);
    sameRows(await raw.rows("verificationToken"), before, "the token is still there after its use");
    assert.equal(await adapter.useVerificationToken(keyOf(token)), null, "the token works a second time");
    assert.equal(await adapter.useVerificationToken(keyOf(token)), null, "the token works a third time");
  },

  "VT-05": async ({ adapter, given }) => {
    const { identifier, token } = await given.token({ token: letteredToken() });
    const others = await given.token();
    for (const guess of [...wrongTokens(token), others.token, identifier]) {
      const answer = await adapter.useVerificationToken({ identifier, token: guess });
      assert.equal(answer, null, `${inspect(guess)} is taken for ${inspect(token)}`);
    }
    sameFields(await adapter.useVerificationToken(keyOf(others)), others);
  },

  "VT-06": async ({ adapter, raw, given }) => {
    const token = await given.token({ token: letteredToken() });
    const others = await given.token();
    const before = await raw.rows("verificationToken");
    for (const guess of [...wrongTokens(token.token), others.token]) {
      await attempt(() => adapter.useVerificationToken({ identifier: token.identifier, token: guess }));
      sameRows(await raw.rows("verificationToken"), before, `guessing ${inspect(guess)} changed what is stored`);
    }
    sameFields(await adapter.useVerificationToken(keyOf(token)), token);
  },

  "VT-07": async ({ adapter, given }) => {
    const others = await given.token();
    for (const { differ, key, other } of [...lookAlikes, caseLookAlike]) {
      const { token } = await given.token({ identifier: key });
      for (const identifier of [other, others.identifier]) {
        const answer = await adapter.useVerificationToken({ identifier, token });
        assert.equal(answer, null, `${inspect(identifier)} is taken for ${inspect(key)} (${differ})`);
      }
    }
    sameFields(await adapter.useVerificationToken(keyOf(others)), others);
  },

  "VT-08": async ({ adapter, raw, given }) => {
    const others = await given.token();
    for (const { differ, key, other } of [...lookAlikes, caseLookAlike]) {
      const token = await given.token({ identifier: key });
      const before = await raw.rows("verificationToken");
      for (const identifier of [other, others.identifier]) {
        await attempt(() => adapter.useVerificationToken({ identifier, token: token.token }));
        sameRows(
          await raw.rows("verificationToken"),
          before,
          `${inspect(identifier)} consumed ${inspect(key)} (${differ})`,
        );
      }
      sameFields(await adapter.useVerificationToken(keyOf(token)), token);
    }
  },

  "VT-09": async ({ adapter, raw, sample }) => {
    const before = await raw.rows("verificationToken");
    for (const isReversed of [false, true]) {
      const first = sample.token();
      const second = sample.token({ identifier: first.identifier });
      await adapter.createVerificationToken({ ...first });
      await adapter.createVerificationToken({ ...second });
      sameRows(
        await raw.rows("verificationToken"),
        [...before, first, second],
        "not both of the identifier's tokens are there",
      );
      for (const token of isReversed ? [second, first] : [first, second]) {
        sameFields(await adapter.useVerificationToken(keyOf(token)), token);
      }
      sameRows(await raw.rows("verificationToken"), before);
    }
  },

  "VT-10": async ({ adapter, raw, given }) => {
    const before = await raw.rows("verificationToken");
    const used = await given.token();
    const { identifier } = used;
    const [second, third] = [await given.token({ identifier }), await given.token({ identifier })];
    sameFields(await adapter.useVerificationToken(keyOf(used)), used);
    sameRows(
      await raw.rows("verificationToken"),
      [...before, second, third],
      "another token of the identifier is gone",
    );
    sameFields(await adapter.useVerificationToken(keyOf(third)), third);
    sameFields(await adapter.useVerificationToken(keyOf(second)), second);
  },

  "VT-11": async ({ adapter, raw, given, sample, harness }) => {
    const before = await raw.rows("verificationToken");
    const first = sample.token({ expires: inMinutes(10, harness.traits.dateGrain) });
    const second = sample.token({ token: first.token, expires: inMinutes(20, harness.traits.dateGrain) });
    await adapter.createVerificationToken({ ...first });
    await adapter.createVerificationToken({ ...second });
    sameRows(await raw.rows("verificationToken"), [...before, first, second], "not both identifiers have their token");
    sameFields(await adapter.useVerificationToken(keyOf(second)), second);
    sameRows(await raw.rows("verificationToken"), [...before, first], "the other identifier's token is gone too");
    sameFields(await adapter.useVerificationToken(keyOf(first)), first);
    // Nor is it one token where the identifiers only look alike. A database that takes them for one may refuse the second.
    for (const { differ, key, other } of [...lookAlikes, caseLookAlike]) {
      const own = await given.token({ identifier: key, expires: inMinutes(10, harness.traits.dateGrain) });
      const twin = { ...own, identifier: other, expires: inMinutes(20, harness.traits.dateGrain) };
      const isStored = await adapter.createVerificationToken({ ...twin }).then(
        () => true,
        () => false,
      );
      sameRows(await raw.rows("verificationToken"), [...before, own, ...(isStored ? [twin] : [])], differ);
      sameFields(await adapter.useVerificationToken(keyOf(own)), own);
      if (isStored) sameFields(await adapter.useVerificationToken(keyOf(twin)), twin);
    }
  },

  "VT-12": async ({ adapter, raw, given, harness }) => {
    const token = await given.token();
    await given.token({ identifier: token.identifier });
    await given.token({ token: token.token });
    const others = (await raw.rows("verificationToken")).filter(
      ({ identifier, token: of }) => identifier !== token.identifier || of !== token.token,
    );
    const grain = harness.traits.dateGrain;
    const later = { ...token, expires: inMinutes(60 * 48, grain) };
    const earlier = { ...token, expires: inMinutes(30, grain) };
    // The new expiry counts, whether it is later than what is there or earlier.
    for (const again of [later, earlier]) {
      await adapter.createVerificationToken({ ...again });
      sameRows(
        await raw.rows("verificationToken"),
        [...others, again],
        "not one copy with the new expiry beside the others",
      );
    }
    sameFields(await adapter.useVerificationToken(keyOf(token)), earlier);
    sameRows(await raw.rows("verificationToken"), others);
    assert.equal(await adapter.useVerificationToken(keyOf(token)), null, "a second copy was left");
  },

  "VT-19": async ({ adapter, raw, given, sample }) => {
    const first = await given.token();
    const before = await raw.rows("verificationToken");
    const created = [
      sample.token({ identifier: first.identifier }),
      sample.token({ token: first.token }),
      sample.token(),
    ];
    for (const token of created) {
      const answer: unknown = await adapter.createVerificationToken({ ...token });
      if (answer !== null && answer !== undefined) sameFields(answer, token);
    }
    sameRows(await raw.rows("verificationToken"), [...before, ...created]);
  },

  ...tokenKeys,
};
