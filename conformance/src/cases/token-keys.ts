/** Keys of verification tokens that are long, look like something else, are missing or come twice. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CasesOf } from "../context.ts";
import { attempt, only, sameFields, sameRows } from "../expect.ts";
import { hexToken, inMinutes } from "../samples.ts";
import { keyOf, type Token } from "./token-rows.ts";

type Ids = "VT-13" | "VT-14" | "VT-15" | "VT-16" | "VT-17" | "VT-18" | "VT-20";

export const tokenKeys: Pick<CasesOf<"VT">, Ids> = {
  "VT-13": async ({ adapter, raw, sample }) => {
    const before = await raw.rows("verificationToken");
    const identifiers = [
      "Ada.Lovelace@Example.COM",
      "ada+sign-in@example.com",
      "jos\u00e9@example.com",
      "jose\u0301@example.com",
      "грейс@пример.рф",
      "ﬁne@ⅷ.example",
      "🍣@example.com",
      "o'brien/%_*?:@example.com",
      // Identifiers need not be addresses; a phone number must not become a number, nor a word a value.
      "+15550100",
      "0015550100",
      "1e3",
      "true",
      "null",
    ];
    for (const identifier of identifiers) {
      const token = sample.token({ identifier });
      await adapter.createVerificationToken({ ...token });
      sameRows(
        await raw.rows("verificationToken"),
        [...before, token],
        `${inspect(identifier)} is not stored as it is`,
      );
      const taken = await adapter.useVerificationToken(keyOf(token));
      assert.equal(taken?.identifier, identifier);
    }
  },

  "VT-14": async ({ adapter, raw, sample }) => {
    for (const identifier of ["2020-01-01", "2020-01-01T00:00:00.000Z", "2020-01-01T00:00:00+00:00"]) {
      const token = sample.token({ identifier });
      await adapter.createVerificationToken({ ...token });
      const stored = only(await raw.rows("verificationToken"), { token: token.token });
      assert.deepEqual(stored, [token], "the identifier is not stored as a string");
      assert.equal((await adapter.useVerificationToken(keyOf(token)))?.identifier, identifier);
    }
  },

  "VT-15": async ({ adapter, raw, given }) => {
    for (const absent of [{ identifier: undefined }, {}]) {
      const others = await raw.rows("verificationToken");
      const token = await given.token();
      assert.equal(await adapter.useVerificationToken({ ...absent, token: hexToken() }), null, "an unknown token");
      sameRows(await raw.rows("verificationToken"), [...others, token]);
      const taken = await adapter.useVerificationToken({ ...absent, token: token.token });
      if (taken === null) {
        sameRows(await raw.rows("verificationToken"), [...others, token], "answered null and changed what is stored");
      } else {
        sameFields(taken, token);
        sameRows(await raw.rows("verificationToken"), others, "answered and not consumed, or others with it");
      }
    }
  },

  "VT-16": async ({ adapter, raw, given }) => {
    const first = await given.token();
    const second = await given.token({ token: first.token });
    const before = await raw.rows("verificationToken");
    for (const absent of [{ identifier: undefined }, {}]) {
      assert.equal(await adapter.useVerificationToken({ ...absent, token: first.token }), null);
      sameRows(await raw.rows("verificationToken"), before, "an ambiguous token was consumed");
    }
    sameFields(await adapter.useVerificationToken(keyOf(second)), second);
    sameFields(await adapter.useVerificationToken(keyOf(first)), first);
  },

  "VT-17": async ({ adapter, raw, given }) => {
    const token = await given.token();
    const alone = await given.token({ identifier: token.identifier });
    const { identifier } = token;
    const pairs = [
      [identifier, identifier],
      [identifier, `other.${identifier}`],
      [`other.${identifier}`, identifier],
    ];
    // What such an array is when it becomes a string; beside these the token alone would be ambiguous.
    for (const pair of pairs) await given.token({ identifier: pair.join(","), token: token.token });
    const before = await raw.rows("verificationToken");
    for (const key of [token, alone]) {
      for (const repeated of pairs as readonly unknown[]) {
        const answer = await adapter.useVerificationToken({ identifier: repeated as string, token: key.token });
        assert.equal(answer, null, `${inspect(repeated)} is taken for an identifier`);
        sameRows(await raw.rows("verificationToken"), before, "a repeated e-mail parameter consumed a token");
      }
    }
    for (const key of [token, alone]) sameFields(await adapter.useVerificationToken(keyOf(key)), key);
  },

  "VT-18": async ({ adapter, raw, given }) => {
    const token = await given.token();
    const { identifier } = token;
    await given.token({ identifier, token: "undefined" });
    await given.token({ identifier, token: "null" });
    const before = await raw.rows("verificationToken");
    const noTokens: readonly object[] = [{ token: undefined }, {}, { token: null }, { token: "" }];
    const keys = noTokens.flatMap((noToken) => [{ identifier, ...noToken }, noToken]);
    for (const key of keys) {
      const answer = await attempt(() => adapter.useVerificationToken(key as Token));
      assert.equal(answer, null, `${inspect(key)} is taken for a token`);
      sameRows(await raw.rows("verificationToken"), before, `${inspect(key)} consumed a token`);
    }
    sameFields(await adapter.useVerificationToken(keyOf(token)), token);
  },

  "VT-20": async ({ adapter, raw, sample, harness }) => {
    const identifier = `${"x".repeat(988)}@example.com`;
    const expected = await raw.rows("verificationToken");
    const token = sample.token({ identifier });
    const twin = {
      ...token,
      identifier: `${identifier.slice(0, -1)}n`,
      expires: inMinutes(5, harness.traits.dateGrain),
    };
    for (const row of [token, twin]) {
      const isAccepted = await attempt(async () => {
        await adapter.createVerificationToken({ ...row });
        return true;
      });
      if (isAccepted) expected.push(row);
      sameRows(await raw.rows("verificationToken"), expected, isAccepted ? "not stored whole" : "rejected and stored");
    }
    for (const length of [64, 128, 191, 254, 255, 256, 320, 500, 512, 767, 768, 999]) {
      const prefix = identifier.slice(0, length);
      const answer = await adapter.useVerificationToken({ identifier: prefix, token: token.token });
      assert.equal(answer, null, `the first ${length} characters are taken for the whole`);
    }
    sameRows(await raw.rows("verificationToken"), expected, "a part of the identifier consumed the token");
    for (const row of [token, twin].filter((row) => expected.includes(row))) {
      sameFields(await adapter.useVerificationToken(keyOf(row)), row);
    }
  },
};
